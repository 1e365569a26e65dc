import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { tokensOf } from '../../../../src/workbench/editor/tokens.ts';

const kinds = (text: string) =>
  tokensOf(text)
    .filter(({ kind }) => kind !== 'plain')
    .map(({ kind, text: piece }) => `${kind} ${piece}`);

describe('text in coloured pieces', () => {
  it('is the text, piece by piece, for every service of the course', () => {
    const services = readdirSync('labs', { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .flatMap(({ name }) =>
        readdirSync(`labs/${name}/services`).map((file) => `labs/${name}/services/${file}`),
      );
    expect(services.length).toBeGreaterThan(20);
    for (const path of services) {
      const text = readFileSync(path, 'utf8');
      const joined = tokensOf(text)
        .map((token) => token.text)
        .join('');
      expect(joined, path).toBe(text);
    }
  });

  it.each([
    [
      "import { cpu } from '../machine.ts';",
      ['keyword import', 'keyword from', "string '../machine.ts'"],
    ],
    [
      'const n: number = 0x1f; // one',
      ['keyword const', 'type number', 'number 0x1f', 'comment // one'],
    ],
    ['await cpu(8) ?? null', ['keyword await', 'call cpu', 'number 8', 'number null']],
    ['new Map<string, Order>()', ['keyword new', 'type Map', 'type string', 'type Order']],
    ['answer.type = { from: 1, in: `a ${b}` }', ['number 1', 'string `a ${b}`']],
    ['/* not\nended', ['comment /* not\nended']],
    ["'not ended", ["string 'not ended"]],
    ['', []],
  ])('%s', (text, expected) => {
    expect(kinds(text)).toEqual(expected);
  });
});
