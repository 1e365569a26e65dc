/**
 * A lab that starts broken says so, where its files are read and where it runs. That a drill's
 * start fails is proven in `drills.test.ts`: whoever opens such a lab must know that it is meant.
 */
import { describe, expect, it } from 'vitest';
import { labStages, readLab } from '../../src/cli/lab-files.ts';
import { expectedWords } from '../../src/workbench/panels/Meant.tsx';

for (const stage of await labStages()) {
  const { lab, files } = await readLab(stage);
  const mends = lab.drills.filter(({ kind }) => kind === 'mend');
  describe.runIf(mends.length > 0)(stage, () => {
    it('says in its manifest that it starts broken, and what is expected', () => {
      expect(lab.start.works).toBe(false);
      if (lab.start.works) return;
      expect(lab.start.says).toMatch(/^[A-Z].{30,}[.]$/);
      for (const { title } of mends) expect(expectedWords(lab)).toContain(`“${title}”`);
    });

    it.each(mends)('says it in a file to be mended, $id', ({ edits = [] }) => {
      const texts = edits.map((path) => files.start[path] ?? '');
      expect(texts.join('\n').replace(/\n \* /g, ' ')).toMatch(/broken on purpose/);
    });
  });
}
