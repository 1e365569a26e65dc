import { describe, expect, it } from 'vitest';
import { compile } from '../../../../src/engine/sim/compile.ts';
import type { CompiledModule } from '../../../../src/engine/sim/compile.ts';
import { findLinkProblem, missingFile } from '../../../../src/engine/sim/link.ts';
import { resolvePath } from '../../../../src/engine/sim/specifiers.ts';

function compiled(path: string, text: string): CompiledModule {
  const result = compile(path, text);
  if (!result.ok) throw new Error(JSON.stringify(result.problem));
  return result;
}

/** The loader of the docstring, as small as it can be. */
async function run(
  files: Record<string, string>,
  entry = 'main.ts',
  builtins: Record<string, object> = {},
): Promise<Record<string, unknown>> {
  const modules = new Map(
    Object.entries(files).map(([path, text]) => [path, compiled(path, text)]),
  );
  const registry = new Map<string, { exports: Record<string, unknown>; steps: AsyncGenerator }>();
  const made = (path: string): { exports: Record<string, unknown>; steps: AsyncGenerator } => {
    const module = modules.get(path);
    if (!module) throw new Error(`no ${path}`);
    const known = registry.get(path);
    if (known) return known;
    const exports: Record<string, unknown> = {};
    const generator = new Function(`return ${module.code}`)() as (
      ...args: unknown[]
    ) => AsyncGenerator;
    const find = (specifier: string): string => resolvePath(path, specifier) ?? '';
    const steps = generator(
      exports,
      (specifier: string) => builtins[specifier] ?? made(find(specifier)).exports,
      async (specifier: string) => load(find(specifier)),
      { url: `file:///labs/${path}` },
    );
    const record = { exports, steps };
    registry.set(path, record);
    void steps.next();
    for (const { specifier, dynamic } of module.imports) {
      if (!dynamic && !(specifier in builtins)) made(find(specifier));
    }
    return record;
  };
  const evaluated = new Set<string>();
  const load = async (path: string): Promise<Record<string, unknown>> => {
    const { exports, steps } = made(path);
    if (evaluated.has(path)) return exports;
    evaluated.add(path);
    for (const { specifier, dynamic } of modules.get(path)?.imports ?? []) {
      if (!dynamic && !(specifier in builtins)) await load(resolvePath(path, specifier) ?? '');
    }
    await steps.next();
    return exports;
  };
  return load(entry);
}

describe('compile', () => {
  it('strips types and keeps every line where it was', () => {
    const text = [
      "import type { A } from './a.ts';",
      'interface Box<T> {',
      '  value: T;',
      '}',
      'export const box = <T,>(value: T): Box<T> => ({ value });',
      'export type Name = string;',
      'abstract class Shape { abstract area(): number; private side!: number }',
      "throw new Error('line 8' as string satisfies string);",
    ].join('\n');
    const { code } = compiled('main.ts', text);
    const lines = code.split('\n');
    // One more closes the function that it is made to.
    expect(lines).toHaveLength(9);
    expect(lines[4]).toContain('const box = ');
    expect(lines[7]).toContain("throw new Error('line 8'");
    expect(code).not.toContain('interface');
  });

  it('lists imports in order, static and dynamic, with their names', () => {
    const { imports, exports } = compiled(
      'main.ts',
      `import def, { a as b, type T } from './a.ts';
import * as http from 'node:http';
import './side.ts';
export { c as d } from './c.ts';
export * from './star.ts';
export * as ns from './ns.ts';
import type { U } from './gone.ts';
export const one = 1, { two, three: [four] } = { two: 2, three: [4] };
export default class {}
const late = () => import('./late.ts');
console.log(def, b, http, late);`,
    );
    expect(imports).toEqual([
      { specifier: './a.ts', dynamic: false, names: ['default', 'a'], star: false, line: 1 },
      { specifier: 'node:http', dynamic: false, names: [], star: false, line: 2 },
      { specifier: './side.ts', dynamic: false, names: [], star: false, line: 3 },
      { specifier: './c.ts', dynamic: false, names: ['c'], star: false, line: 4 },
      { specifier: './star.ts', dynamic: false, names: [], star: true, line: 5 },
      { specifier: './ns.ts', dynamic: false, names: [], star: false, line: 6 },
      { specifier: './late.ts', dynamic: true, names: [], star: false, line: 10 },
    ]);
    expect(exports).toEqual(['d', 'ns', 'one', 'two', 'four', 'default']);
  });

  it('evaluates imports, live bindings, re-exports, top-level await and import()', async () => {
    const main = await run({
      'main.ts': `import count, { bump, total as sum, type Kind } from './lib/count.ts';
import * as all from './lib/all.ts';
export const before: number = sum;
bump(); bump();
export const after = sum;
export const viaStar = all.total;
export const renamed = all.addOne(1);
const late = await import('./lib/late.ts');
export const lateValue = late.default;
export const url = import.meta.url;
export const kind: Kind = 'k';
export const name = count;`,
      'lib/count.ts': `export type Kind = 'k';
export let total = 0;
export function bump(): void { total++; }
export default 'count';`,
      'lib/all.ts': `export * from './count.ts';
export { inc as addOne } from './inc.ts';`,
      'lib/inc.ts': `const inc = (n: number) => n + 1;\nexport { inc };`,
      'lib/late.ts': `await null;\nexport default 'late';`,
    });
    expect({ ...main }).toMatchObject({
      before: 0,
      after: 2,
      viaStar: 2,
      renamed: 2,
      lateValue: 'late',
      url: 'file:///labs/main.ts',
      kind: 'k',
      name: 'count',
    });
  });

  it('exports functions before anything runs, so that cycles work as in Node', async () => {
    const main = await run({
      'main.ts': `import { even } from './even.ts';\nexport function odd(n: number): boolean { return n !== 0 && even(n - 1); }\nexport const seven = odd(7);`,
      'even.ts': `import { odd } from './main.ts';\nexport { even };\nfunction even(n: number): boolean { return n === 0 || odd(n - 1); }\nexport const four = even(4);`,
    });
    expect(main['seven']).toBe(true);
  });

  it('imports JSON', async () => {
    const main = await run({
      'main.ts': `import data from './data.json' with { type: 'json' };\nexport const n = data.n;`,
      'data.json': '{ "n": 3 }',
    });
    expect(main['n']).toBe(3);
  });

  it('interoperates with built-ins through __esModule', async () => {
    const join = (...parts: string[]): string => parts.join('/');
    const path = { __esModule: true, default: { join }, join };
    const main = await run(
      {
        'main.ts': `import path, { join } from 'node:path';\nimport * as ns from 'node:path';\nexport const all = [path.join('a'), join('b'), ns.join('c')];`,
      },
      'main.ts',
      { 'node:path': path },
    );
    expect(main['all']).toEqual(['a', 'b', 'c']);
  });
});

describe('compile: details', () => {
  it('binds imports before the first step ends, and takes no text for one', () => {
    const { code } = compiled(
      'main.ts',
      `#!/usr/bin/env node
import { b } from './x.ts';
const s = "; var _q = require('z');";
export function f() { return [b, s]; }`,
    );
    const [first = '', , ...rest] = code.split('\n');
    expect(first).toMatch(
      /_xts = require\('\.\/x\.ts'\);exports\["f"\] = void 0;exports\["f"\] = f;yield;\/\//,
    );
    expect(first).not.toContain("'z'");
    // Two of the file, one that closes the function.
    expect(rest).toHaveLength(3);
  });
});

describe('compile: problems', () => {
  const cases: [string, string, number, number, RegExp][] = [
    ['a missing expression', 'const a = 1;\nconst b = ;', 2, 11, /^Unexpected ';'\.$/],
    ['an unclosed brace', 'function f() {\n  return 1;\n', 3, 1, /ends too early/],
    ['an unclosed text', "const s = 'abc\n", 1, 11, /Unterminated string/],
    ['a missing parenthesis', 'if (true {\n}', 1, 10, /Unexpected '\{': expected '\)' before it/],
    ['two words', 'const a: number = 1;\nfoo bar', 2, 5, /Unexpected 'bar'/],
    [
      'a name twice, after types',
      'let a: number = 1, a = 2;',
      1,
      20,
      /'a' has already been declared/,
    ],
    ['return at the top', 'return 5', 1, 1, /'return' outside of function/],
    [
      'await in a plain function',
      'function f() {\n  await g();\n}',
      2,
      3,
      /'await' outside an async function/,
    ],
    [
      'enum',
      'const x = 1;\n  export enum Colour { Red }',
      2,
      10,
      /does not support enum.*union type/,
    ],
    ['const enum', 'const enum C { A }', 1, 7, /enum/],
    ['namespace', 'namespace N { export const a = 1 }', 1, 1, /namespace/],
    [
      'parameter properties',
      'class A {\n  constructor(private readonly x: number) {}\n}',
      2,
      15,
      /parameter properties.*assign it in the constructor/,
    ],
    ['decorators', '@sealed\nclass A {}', 1, 1, /Decorators/],
    ['import =', "import fs = require('fs');", 1, 1, /import x from/],
    ['export =', 'export = 5;', 1, 1, /export default/],
    [
      'a package',
      "\nimport express from 'express';",
      2,
      1,
      /^Cannot find package 'express': .*no npm/,
    ],
    [
      'an unknown built-in',
      "import x from 'node:fetch';",
      1,
      1,
      /No such built-in module: node:fetch/,
    ],
    ['a URL', "import x from 'https://esm.sh/x';", 1, 1, /Cannot import 'https:/],
    [
      'require in a module',
      "import './a.ts';\nconst http = require('node:http');",
      2,
      1,
      /require is not defined: this file is an ES module/,
    ],
    ['exports in a module', 'export {}; module.exports = { a: 1 };', 1, 1, /module is not defined/],
    ['a reserved name', 'const require = 1;', 1, 1, /'require' is taken/],
  ];
  it.each(cases)('%s', (_, text, line, column, message) => {
    const result = compile('dir/main.ts', text);
    expect(result).toMatchObject({ ok: false, problem: { path: 'dir/main.ts', line, column } });
    if (!result.ok) {
      expect(result.problem.message).toMatch(message);
      expect(result.problem.message).not.toMatch(/\(\d+:\d+\)/);
    }
  });

  it.each([
    ["const s = 'enum E { A }'; // enum F { B }"],
    ['declare enum E { A }'],
    ['declare namespace N { const a: number }'],
    ['class A { constructor(x: number) {} private readonly y = 1 }'],
    ['const enumerate = { enum: 1, namespace: 2 }; export { enumerate };'],
  ])('takes what only looks like it: %s', (text) => {
    expect(compile('main.ts', text)).toMatchObject({ ok: true });
  });

  it('reports JSON with its place', () => {
    expect(compile('a.json', '{\n  "a": 1,,\n}')).toMatchObject({
      ok: false,
      problem: { line: 2 },
    });
    expect(compile('a.json', "{ 'a': 1 }")).toMatchObject({ ok: false });
  });
});

describe('linking', () => {
  const modules = (files: Record<string, string>): Map<string, CompiledModule> =>
    new Map(Object.entries(files).map(([path, text]) => [path, compiled(path, text)]));
  const builtins = (name: string): readonly string[] => {
    if (name === 'http') return ['default', 'createServer'];
    throw new Error(`node:${name} is not available`);
  };

  it('resolves relative specifiers inside the plan', () => {
    expect(resolvePath('a/services/lb.ts', './x.ts')).toBe('a/services/x.ts');
    expect(resolvePath('a/services/lb.ts', '../../machine.ts')).toBe('machine.ts');
    expect(resolvePath('lb.ts', '../machine.ts')).toBeUndefined();
    expect(resolvePath('lb.ts', 'node:http')).toBeUndefined();
  });

  it('names a missing export, through export * and in built-ins', () => {
    const files = {
      'main.ts': "import { a, gone } from './b.ts';\nexport const x = [a, gone];",
      'b.ts': "export * from './c.ts';",
      'c.ts': 'export const a = 1;\nexport default 2;',
    };
    expect(findLinkProblem('main.ts', modules(files), builtins)).toMatchObject({
      path: 'main.ts',
      line: 1,
      message: "The requested module './b.ts' does not provide an export named 'gone'",
    });
    const http = { 'main.ts': "\nimport { createServer, listen } from 'node:http';" };
    expect(findLinkProblem('main.ts', modules(http), builtins)).toMatchObject({
      line: 2,
      message:
        "The requested module 'node:http' does not provide an export named 'listen' in the in-page engine. It has: default, createServer.",
    });
  });

  it('a built-in that is missing says so at the line that asks for it', () => {
    const files = { 'main.ts': "import './b.ts';", 'b.ts': "\n\nimport fs from 'node:fs';" };
    expect(findLinkProblem('main.ts', modules(files), builtins)).toEqual({
      path: 'b.ts',
      line: 3,
      column: 1,
      message: 'node:fs is not available',
    });
  });

  it('accepts what is whole, cycles included', () => {
    const files = {
      'main.ts': "import { b } from './b.ts';\nexport const a = () => b;",
      'b.ts': "import { a } from './main.ts';\nexport const b = () => a;",
    };
    expect(findLinkProblem('main.ts', modules(files), builtins)).toBeUndefined();
  });

  it('a type imported as a value is missing, as in Node', () => {
    const files = {
      'main.ts': "import { T } from './b.ts';\nexport const a: T = 1;",
      'b.ts': 'export type T = number;',
    };
    expect(findLinkProblem('main.ts', modules(files), builtins)?.message).toContain("named 'T'");
  });

  it('names a missing file and how to write it', () => {
    const has = (path: string): boolean => path === 'a/db.ts';
    expect(missingFile('a/web.ts', './db', has)).toContain("Write './db.ts'");
    expect(missingFile('a/web.ts', './db.js', has)).toContain("Write './db.ts'");
    expect(missingFile('a/web.ts', './cache.ts', has)).toContain("There is no file 'a/cache.ts'");
    expect(missingFile('a/web.ts', './db.ts', has)).toBeUndefined();
    expect(missingFile('a/web.ts', 'left-pad', has)).toContain("Cannot find package 'left-pad'");
  });
});
