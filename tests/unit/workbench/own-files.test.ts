import { expect, it } from 'vitest';
import type { BootPlan, Engine } from '../../../src/engine/contract.ts';
import type { LabFiles } from '../../../src/lab/files.ts';
import { knowingOwnFiles } from '../../../src/workbench/own-files.ts';

const files: LabFiles = {
  start: { 'a.ts': 'start of a', 'b.ts': 'start of b' },
  overlays: { solution: { ours: { 'a.ts': 'our a' } }, cheats: {}, experiments: {} },
};

async function vettedIn(texts: BootPlan['files']): Promise<readonly string[] | undefined> {
  let seen: BootPlan | undefined;
  const engine = {
    boot: (plan: BootPlan) => {
      seen = plan;
      return Promise.resolve();
    },
  } as unknown as Engine;
  await knowingOwnFiles(engine, files).boot({ machines: [], links: [], files: texts, seed: 1 });
  return seen?.vetted;
}

it("vets the course's own texts, those of a solution too", async () => {
  expect(await vettedIn({ 'a.ts': 'start of a', 'b.ts': 'start of b' })).toEqual(['a.ts', 'b.ts']);
  expect(await vettedIn({ 'a.ts': 'our a', 'b.ts': 'start of b' })).toEqual(['a.ts', 'b.ts']);
});

it('vets nothing that a reader has changed, added, or moved to another path', async () => {
  expect(await vettedIn({ 'a.ts': 'start of a ', 'b.ts': 'start of b' })).toEqual(['b.ts']);
  expect(await vettedIn({ 'b.ts': 'start of a', 'c.ts': 'start of b' })).toEqual([]);
});
