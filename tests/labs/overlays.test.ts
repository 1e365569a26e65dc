/**
 * Every solution, cheat and experiment as it lies over the services: all of it is there, and it
 * type-checks by the project's own rules. Where they are kept, their imports lead nowhere.
 */
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { labStages, readLab } from '../../src/cli/lab-files.ts';
import type { Files } from '../../src/engine/contract.ts';
import { fileProblems, overlay } from '../../src/lab/files.ts';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const labs = join(root, 'labs');

const config = ts.parseJsonConfigFileContent(
  ts.readConfigFile(join(root, 'tsconfig.json'), (path) => ts.sys.readFile(path)).config,
  ts.sys,
  root,
);
/** Source files that no overlay touches, parsed once. */
const parsed = new Map<string, ts.SourceFile | undefined>();

/** Type errors of files that are only in memory, by path relative to `labs`. */
function typeErrors(files: Files): readonly string[] {
  const options: ts.CompilerOptions = { ...config.options, noEmit: true, skipLibCheck: true };
  const host = ts.createCompilerHost(options);
  const inLab = (path: string) => files[path.startsWith(labs) ? path.slice(labs.length + 1) : ''];
  const { getSourceFile, fileExists, readFile } = host;
  host.fileExists = (path) => inLab(path) !== undefined || fileExists(path);
  host.readFile = (path) => inLab(path) ?? readFile(path);
  host.getSourceFile = (path, language, ...rest) => {
    const text = inLab(path);
    if (text !== undefined) return ts.createSourceFile(path, text, language);
    if (!parsed.has(path)) parsed.set(path, getSourceFile(path, language, ...rest));
    return parsed.get(path);
  };
  const roots = Object.keys(files).map((path) => join(labs, path));
  return ts
    .getPreEmitDiagnostics(ts.createProgram(roots, options, host))
    .map(({ file, messageText }) => {
      const where = file === undefined ? '' : `${file.fileName.slice(labs.length + 1)}: `;
      return where + ts.flattenDiagnosticMessageText(messageText, '\n');
    });
}

it('finds a type error in a file of an overlay', { timeout: 60_000 }, () => {
  expect(typeErrors({ 'tiny/services/web.ts': 'export const port: number = "8080";' })).toEqual([
    `tiny/services/web.ts: Type 'string' is not assignable to type 'number'.`,
  ]);
});

for (const stage of await labStages()) {
  const { lab, files } = await readLab(stage);

  describe(stage, () => {
    it('has every file that it speaks of, and no other', () => {
      expect(fileProblems(lab, files)).toEqual([]);
    });

    const overlays = Object.entries(files.overlays).flatMap(([folder, named]) =>
      Object.entries(named).map(([name, over]) => [`${folder}/${name}`, over] as const),
    );
    it.each(overlays)('type-checks with %s over it', { timeout: 60_000 }, (_, over) => {
      expect(typeErrors(overlay(files.start, over))).toEqual([]);
    });
  });
}
