/** What the lessons quote is what a rerun measures, to the last digit. */
import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { afterAll, describe, expect, it } from 'vitest';
import { labStages, measuredPath, readLab } from '../../src/cli/lab-files.ts';
import { Lanes } from '../../src/cli/lanes.ts';
import { measuredText } from '../../src/cli/measured.ts';
import type { MeasuredFile } from '../../src/cli/measured.ts';
import { sideBySide } from '../../src/lab/side-by-side.ts';

const lanes = new Lanes(Math.min(4, availableParallelism()));
afterAll(() => lanes.close());

for (const stage of await labStages()) {
  const { lab } = await readLab(stage);
  const kept = JSON.parse(await readFile(measuredPath(stage), 'utf8')) as MeasuredFile;

  describe(stage, () => {
    it('keeps a result for each experiment, and no other', () => {
      expect(Object.keys(kept)).toEqual(lab.experiments.map(({ id }) => id).sort());
    });

    it('can lay out every number, those that rows name too', () => {
      for (const { id, variants, rows: given } of lab.experiments) {
        const { values, of, reading } = kept[id]!;
        const table = sideBySide({ variants, given, values, of, label: reading.label });
        const placed = table.rows.flatMap((row) => Object.values(row.values));
        const all = [...placed, ...table.others.map(({ name }) => name)];
        expect(all.toSorted(), id).toEqual(Object.keys(values).toSorted());
        for (const { values: row } of table.rows) {
          const known = variants.map((variant) => variant.id);
          expect(known, id).toEqual(expect.arrayContaining(Object.keys(row)));
        }
      }
    });

    it.each(lab.experiments)('$id', { timeout: 300_000 }, async ({ id }) => {
      const measured = await lanes.run({ kind: 'experiment', stage, experiment: id });
      expect(measuredText({ [id]: measured })).toBe(measuredText({ [id]: kept[id]! }));
      expect(measured.passed).toBe(true);
      for (const value of Object.values(measured.values)) expect(value).toBeTypeOf('number');
      expect(Object.values(measured.values).every(Number.isFinite)).toBe(true);
    });
  });
}
