/** What files export and import, and how they name each other. */
import { typescriptLanguage } from '@codemirror/lang-javascript';
import { describe, expect, it } from 'vitest';
import { exportsOf, importsOf, specifierOf } from '../../../src/workbench/editor/modules.ts';

describe('specifierOf', () => {
  it.each([
    ['a/services/lb.ts', 'a/services/health.ts', './health.ts'],
    ['a/services/lb.ts', 'machine.ts', '../../machine.ts'],
    ['a/lb.ts', 'a/parts/b.ts', './parts/b.ts'],
    ['a/x/lb.ts', 'a/y/b.ts', '../y/b.ts'],
  ])('from %s to %s', (from, to, specifier) => {
    expect(specifierOf(from, to)).toBe(specifier);
  });
});

describe('exportsOf', () => {
  const names = (text: string) =>
    exportsOf(text).map(({ name, isType }) => (isType ? `type ${name}` : name));

  it('finds declarations, lists and patterns, and tells types', () => {
    expect(
      names(`
        export const a = 1, { b, c: d, ...e } = f(inner => 2), [g] = [];
        export async function h(i: number) { const j = 1; }
        export class K { l = 1 }
        export interface M {}
        export type N = string;
        export { o as p } from './x.ts';
        export { type Q };
        export default class R {}
        const s = 1;
      `),
    ).toEqual(['a', 'b', 'd', 'e', 'g', 'h', 'K', 'type M', 'type N', 'p']);
  });

  it('reads what it can of a text that does not parse', () => {
    expect(names('export const a = 1;\nexport function (\nexport const b = 2;')).toContain('a');
  });
});

describe('importsOf', () => {
  const read = (text: string) => importsOf(typescriptLanguage.parser.parse(text), text);

  it('tells whole modules, lists and types', () => {
    const text = [
      "import http from 'node:http';",
      "import * as fs from 'node:fs';",
      "import { type A, b as c } from './x.ts';",
      "import type { D } from './y.ts';",
      "import './z.ts';",
      "import {} from './w.ts';",
    ].join('\n');
    const found = read(text);
    expect(
      found.map(({ specifier, whole, names, isType }) => [specifier, whole, names, isType]),
    ).toEqual([
      ['node:http', 'http', [], false],
      ['node:fs', 'fs', [], false],
      ['./x.ts', undefined, ['A', 'b'], false],
      ['./y.ts', undefined, ['D'], true],
      ['./z.ts', undefined, [], false],
      ['./w.ts', undefined, [], false],
    ]);
    expect(text.slice(0, found[2]?.into)).toMatch(/b as c$/);
    expect(text.slice(0, found[5]?.into)).toMatch(/import \{$/);
    expect(found[4]?.into).toBeUndefined();
  });
});
