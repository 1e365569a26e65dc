/** What the site's build makes smaller does what the whole does. */
import { build, type Plugin } from 'esbuild';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { compile } from '../../../src/engine/sim/compile.ts';
import { bundleFrame, bundleInlineProcess } from '../../../src/engine/sim/hosts/bundle.ts';
import { leanSucrase } from '../../../src/integrations/lean-sucrase.ts';

const services = readdirSync('labs', { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts'))
  .map((path) => join('labs', path));

/** Syntax that the labs may not have. */
const SAMPLES = [
  'export const a = <T,>(x: T): x is T => x as unknown as T satisfies T;',
  'abstract class A<T> extends B<T> implements C { declare x: number; override y!: string; static #z? = 1; }',
  'import type { A } from "./a.ts"; import { type B, c } from "./b.ts"; export type { A }; export { c as d };',
  'import x, * as y from "node:fs"; export * from "./z.ts"; export * as w from "./z.ts"; x.a = y?.b ?? 1_000;',
  'export let n = 0; n += 1; ({ n } = { n: 2 }); export default async function* () { yield* await n; }',
  'function f(this: A, a?: number, ...b: string[]): asserts a is number; function f() {} try {} catch {}',
  'const re = /<a>{1}/v, t = `a${b as string}c`; label: for (const k of <any>x) continue label;',
  'enum A { B }',
  'const a = <div>no</div>;',
  'const b = (;',
  'const c = "unfinished',
  'exports.a = require("node:fs").readFileSync;',
];

describe('the browser’s compiler, without what no lab needs', () => {
  let lean: typeof compile;
  const dropped: string[] = [];
  beforeAll(async () => {
    const plugin: Plugin = {
      name: 'lean',
      setup: ({ onLoad }) => {
        onLoad({ filter: /sucrase/ }, ({ path }) => {
          const contents = leanSucrase(path);
          if (contents === undefined) return undefined;
          dropped.push(path);
          return { contents, loader: 'js' };
        });
      },
    };
    const { outputFiles } = await build({
      entryPoints: ['src/engine/sim/compile.ts'],
      bundle: true,
      write: false,
      format: 'esm',
      plugins: [plugin],
    });
    const text = Buffer.from(outputFiles[0]!.contents).toString('base64');
    ({ compile: lean } = (await import(`data:text/javascript;base64,${text}`)) as {
      compile: typeof compile;
    });
  });

  it('is one without most of what it has for other languages', () => {
    expect(dropped.length).toBeGreaterThan(10);
  });

  it.each(services)('compiles %s to the same', (path) => {
    const text = readFileSync(path, 'utf8');
    expect(lean(path, text)).toEqual(compile(path, text));
  });

  it.each(SAMPLES)('says the same of %s', (text) => {
    for (const path of ['a.ts', 'a.js', 'a.mts', 'a.cts'])
      expect(lean(path, text)).toEqual(compile(path, text));
  });
});

describe('the library of a process in the frame', () => {
  it('has the names of all its classes and functions, as every other host has', async () => {
    const names = (text: string) =>
      new Set([...text.matchAll(/\b(?:class|function)\s+([A-Z]\w+)/g)].map(([, name]) => name));
    const [{ library }, whole] = await Promise.all([bundleFrame(), bundleInlineProcess()]);
    const kept = names(library);
    // The bundlers number names that they meet twice.
    const lost = [...names(whole)].filter((name) => !kept.has(name));
    expect(lost).toEqual([]);
    expect(kept.size).toBeGreaterThan(30);
    expect(library.split('\n').length).toBeLessThan(200);
  });
});
