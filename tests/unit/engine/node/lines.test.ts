import { expect, it } from 'vitest';
import { gaugesOf, Lines } from '../../../../src/engine/node/lines.ts';

function linesOf(...pieces: string[]): string[] {
  const lines: string[] = [];
  const all = new Lines((line) => lines.push(line));
  for (const piece of pieces) all.push(piece);
  all.finish();
  return lines;
}

it('joins pieces that end anywhere', () => {
  expect(linesOf('on', 'e\ntw', 'o\n', '\nlast')).toEqual(['one', 'two', '', 'last']);
});

it('takes out what steers a terminal', () => {
  expect(linesOf('\x1b[31mred\x1b[0m\r\n', '\x1b]0;title\x07x\n')).toEqual(['red', 'x']);
});

it('cuts a line that does not end', () => {
  const lines = linesOf('x'.repeat(20_000), 'y\n');
  expect(lines.map(({ length }) => length)).toEqual([20_000, 1]);
});

it('keeps a line whole, however long, where it is told to', () => {
  const lines: string[] = [];
  const all = new Lines((line) => lines.push(line), Infinity);
  for (const piece of ['x'.repeat(20_000), 'y'.repeat(20_000), '\n']) all.push(piece);
  expect(lines.map(({ length }) => length)).toEqual([40_000]);
});

it('reads gauges, and numbers alone', () => {
  expect(gaugesOf('{"gauge":{"cpu":0.5,"name":"x"}}')).toEqual({ cpu: 0.5 });
  expect(gaugesOf('{"gauge":3}')).toBeUndefined();
  expect(gaugesOf('{"other":{}}')).toBeUndefined();
  expect(gaugesOf('null')).toBeUndefined();
  expect(gaugesOf('no json')).toBeUndefined();
});
