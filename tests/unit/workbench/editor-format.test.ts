/** Format leaves the course's files as they are, and says where a text does not parse. */
import { resolveConfig } from 'prettier';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { format, FormatProblem, STYLE } from '../../../src/workbench/editor/format.ts';

const services = readdirSync('labs', { recursive: true, encoding: 'utf8' })
  .filter((path) => /(?:^machine|\/(?:services|solution|cheats|experiments)\/.*)\.ts$/.test(path))
  .map((path) => join('labs', path));

describe('the editor’s formatter', () => {
  it('has the project’s settings', async () => {
    const { plugins: _plugins, ...project } =
      (await resolveConfig('labs/machine.ts', { editorconfig: true })) ?? {};
    // Prettier's own defaults, as .editorconfig says them.
    expect({ endOfLine: 'lf', tabWidth: 2, useTabs: false, ...STYLE }).toEqual(project);
  });

  it('finds the services of the labs', () => {
    expect(services.length).toBeGreaterThan(40);
  });

  it.each(services)('leaves %s as it is', async (path) => {
    const text = readFileSync(path, 'utf8');
    expect((await format(text, 0)).text).toBe(text);
  });

  it('lays a text out and keeps the cursor at its word', async () => {
    const before = 'const a={b:1,\nc : "two"};\nfunction  f( ){return a.b}\n';
    const { text, cursor } = await format(before, before.indexOf('turn a'));
    expect(text).toBe("const a = { b: 1, c: 'two' };\nfunction f() {\n  return a.b;\n}\n");
    expect(text.slice(cursor)).toMatch(/^turn a/);
  });

  it('says where and what does not parse', async () => {
    const problem = await format('const a = 1;\nconst b = (;\n', 0).catch(
      (error: unknown) => error,
    );
    expect(problem).toBeInstanceOf(FormatProblem);
    expect(problem).toMatchObject({ line: 2, column: 12, message: 'Unexpected token' });
  });
});
