import { expect, it } from 'vitest';
import { mapSome } from '../../../src/cli/map-some.ts';

it('keeps the order of the list, and never does more than so many at once', async () => {
  let now = 0;
  let most = 0;
  const results = await mapSome([30, 1, 20, 1, 1], 2, async (ms) => {
    most = Math.max(most, (now += 1));
    await new Promise((done) => setTimeout(done, ms));
    now -= 1;
    return ms;
  });
  expect(results).toEqual([30, 1, 20, 1, 1]);
  expect(most).toBe(2);
});

it('stops at the first failure', async () => {
  const begun: number[] = [];
  const work = async (item: number) => {
    begun.push(item);
    await Promise.resolve();
    if (item === 1) throw new Error('no');
  };
  await expect(mapSome([1, 2, 3, 4], 1, work)).rejects.toThrow('no');
  expect(begun).toEqual([1]);
});
