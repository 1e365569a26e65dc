/** Every lab has the files that its manifest speaks of. (`npm run check` type-checks them.) */
import { expect, it } from 'vitest';
import { labStages, readLab } from '../../src/cli/lab-files.ts';
import { fileProblems } from '../../src/lab/files.ts';

it.each(await labStages())('%s has every file that it names, and no other', async (stage) => {
  const { lab, files } = await readLab(stage);
  expect(fileProblems(lab, files)).toEqual([]);
});

it.each(await labStages())('%s has services that can be read in a sitting', async (stage) => {
  const { files } = await readLab(stage);
  for (const [path, text] of Object.entries(files.start)) {
    if (path === 'machine.ts') continue;
    expect(text.split('\n').length, path).toBeLessThanOrEqual(121);
    expect(text, `${path} begins by saying what it is`).toMatch(/^\/\*\*/);
  }
});

it('names the labs that there are when one is not', async () => {
  await expect(readLab('load-balancr')).rejects.toThrow(
    /^There is no lab "load-balancr"\. There are: .*load-balancer/,
  );
});
