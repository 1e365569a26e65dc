/**
 * Every drill is proven over several seeds: its start fails, its solutions pass, its cheats fail.
 * `npm run grade` does the same over 20.
 */
import { availableParallelism } from 'node:os';
import { afterAll, describe, expect, it } from 'vitest';
import { labStages, readLab } from '../../src/cli/lab-files.ts';
import { Lanes } from '../../src/cli/lanes.ts';
import { entriesOf } from '../../src/lab/proof.ts';

const SEEDS = Array.from({ length: 8 }, (_, index) => index + 1);
const lanes = new Lanes(Math.min(4, availableParallelism()));
afterAll(() => lanes.close());

for (const stage of await labStages()) {
  const { lab, files } = await readLab(stage);
  for (const drill of lab.drills) {
    describe(`${stage} / ${drill.id}`, () => {
      const entries = entriesOf(files, drill);
      const solutions = entries.filter((entry) => entry.mustPass);

      it('has two right answers or more, and two wrong ones or more', () => {
        expect(solutions.length).toBeGreaterThanOrEqual(2);
        expect(entries.length - solutions.length - 1).toBeGreaterThanOrEqual(2);
      });

      it.each(entries)(
        '$name: passes $mustPass',
        { timeout: 600_000 },
        async ({ name, mustPass }) => {
          const all = await Promise.all(
            SEEDS.map((seed) =>
              lanes.run({ kind: 'drill', stage, drill: drill.id, entry: name, seed }),
            ),
          );
          const surprises = all
            .filter((graded) => graded.passed !== mustPass)
            .map(({ seed, findings }) => ({
              seed,
              failed: findings
                .filter((each) => !each.passed)
                .map((each) => `${each.id}: ${each.says}`),
            }));
          expect(surprises).toEqual([]);
          for (const { findings } of all)
            for (const { says } of findings) expect(says).toMatch(/[.?]$/);
        },
      );
    });
  }
}
