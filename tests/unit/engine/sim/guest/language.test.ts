import { describe, expect, it } from 'vitest';
import { inRadix } from '../../../../../src/engine/sim/guest/language/numbers.ts';
import { sortBy } from '../../../../../src/engine/sim/guest/language/sort.ts';
import { seededRandom } from '../../../../../src/lib/random.ts';

describe('numbers in other bases', () => {
  it('have the digits that Node gives them', () => {
    const random = seededRandom('radix');
    const values = [1 / 3, 0.1, 5e-324, 2 ** 53 - 1, -255.5, 0.5];
    for (let i = 0; i < 2000; i++) values.push(random(), (random() - 0.5) * 10 ** (i % 16));
    for (const value of values) {
      for (const radix of [2, 3, 16, 36]) {
        expect(inRadix(value, radix), `${value} in ${radix}`).toBe(value.toString(radix));
      }
    }
  });
});

describe('large numbers in other bases', () => {
  it('have all of their digits', () => {
    expect(inRadix(2 ** 80, 16)).toBe(`1${'0'.repeat(20)}`);
    expect(inRadix(-1e21, 36)).toBe((-(10n ** 21n)).toString(36));
  });
});

describe('sorting', () => {
  it.each([0, 1, 2, 5, 63, 64, 65, 500, 1000])('%i values: in order, and stable', (length) => {
    const random = seededRandom(String(length));
    const list = Array.from({ length }, (_, at) => ({ key: Math.floor(random() * 20), at }));
    const mine = [...list];
    sortBy(mine, (a, b) => (a as { key: number }).key - (b as { key: number }).key);
    expect(mine).toEqual([...list].sort((a, b) => a.key - b.key));
  });

  it('asks as Node does for as many as people sort by hand', () => {
    const asked = (
      sort: (list: unknown[], compare: (a: unknown, b: unknown) => number) => void,
    ) => {
      const random = seededRandom('shuffle');
      const questions: string[] = [];
      const list: unknown[] = Array.from({ length: 30 }, (_, i) => i);
      sort(list, (a, b) => {
        questions.push(`${String(a)}:${String(b)}`);
        return random() - 0.5;
      });
      return { list, questions };
    };
    expect(asked(sortBy)).toEqual(asked((list, compare) => list.sort(compare)));
  });

  it('takes what a comparison says for a number', () => {
    const list: unknown[] = [3, 1, 2];
    sortBy(list, (a, b) => String(Number(a) - Number(b)));
    expect(list).toEqual([1, 2, 3]);
    sortBy(list, () => undefined);
    expect(list).toEqual([1, 2, 3]);
  });
});
