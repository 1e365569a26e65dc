import { describe, expect, it } from 'vitest';
import { randomInt, seededRandom } from '../../../../src/lib/random.ts';
import { applyHunks, diffLines, diffWords, hunksOf } from '../../../../src/workbench/diff/lines.ts';

const BEFORE = Array.from({ length: 20 }, (_, index) => `line ${index + 1}`).join('\n') + '\n';

describe('a diff', () => {
  it('shows changed lines with their numbers on both sides, and leaves out what is far', () => {
    const after = BEFORE.replace('line 9\n', 'nine\nand a half\n');
    const { sections, skipped, added, removed } = diffLines(BEFORE, after);
    expect({ added, removed, skipped }).toEqual({ added: 2, removed: 1, skipped: 8 });
    expect(sections).toHaveLength(1);
    expect(sections[0]?.skipped).toBe(5);
    expect(sections[0]?.rows.slice(2, 7)).toEqual([
      { kind: 'same', before: 8, after: 8, text: 'line 8' },
      { kind: 'removed', before: 9, text: 'line 9' },
      { kind: 'added', after: 9, text: 'nine' },
      { kind: 'added', after: 10, text: 'and a half' },
      { kind: 'same', before: 10, after: 11, text: 'line 10' },
    ]);
  });

  it('of equal texts is empty', () => {
    expect(diffLines(BEFORE, BEFORE)).toEqual({ sections: [], skipped: 20, added: 0, removed: 0 });
  });

  it.each([
    ['', 'a\n'],
    ['a\n', ''],
    ['a', 'a\n'],
    ['a\nb', 'b\na'],
    ['a\r\nb\n', 'a\nb\n'],
    ['\\ a\n', '+b\n-c\n'],
  ])('from %j to %j can be laid over the first to give the second', (before, after) => {
    expect(applyHunks(before, hunksOf(before, after))).toBe(after);
  });

  it('gives back any edited text', () => {
    const random = seededRandom('diff');
    for (let round = 0; round < 200; round += 1) {
      const lines = BEFORE.split('\n');
      for (let edits = randomInt(random, 1, 6); edits > 0; edits -= 1) {
        const at = randomInt(random, 0, lines.length - 1);
        lines.splice(at, randomInt(random, 0, 3), ...(random() < 0.6 ? [`new ${edits}`] : []));
      }
      const after = lines.join('\n');
      const hunks = hunksOf(BEFORE, after);
      expect(applyHunks(BEFORE, hunks)).toBe(after);
      const { sections, skipped } = diffLines(BEFORE, after);
      const shown = sections.flatMap(({ rows }) => rows).filter(({ kind }) => kind !== 'added');
      const left = sections.reduce((sum, section) => sum + section.skipped, skipped);
      expect(shown.length + left).toBe(20);
    }
  });

  it('of long texts with nothing in common is made in time', () => {
    const long = (word: string) =>
      Array.from({ length: 20_000 }, (_, index) => `${word} ${index}`).join('\n');
    const begun = Date.now();
    expect(applyHunks(long('a'), hunksOf(long('a'), long('b')))).toBe(long('b'));
    expect(Date.now() - begun).toBeLessThan(10_000);
  });
});

describe('hunks', () => {
  it('move with the lines around them', () => {
    const hunks = hunksOf(BEFORE, BEFORE.replace('line 9\n', 'nine\n'));
    expect(applyHunks(`new first\n${BEFORE}`, hunks)).toBe(
      `new first\n${BEFORE}`.replace('line 9\n', 'nine\n'),
    );
  });

  it('do not fit a text that changed where they do', () => {
    const hunks = hunksOf(BEFORE, BEFORE.replace('line 9\n', 'nine\n'));
    expect(applyHunks(BEFORE.replace('line 9\n', 'neuf\n'), hunks)).toBeUndefined();
  });
});

it.each([
  [0, 0, 'nothing changed'],
  [1, 0, '1 line added'],
  [0, 2, '2 lines removed'],
  [3, 1, '3 lines added, 1 removed'],
])('%i added and %i removed are said', (added, removed, words) => {
  expect(diffWords({ added, removed })).toBe(words);
});
