import { expect, it } from 'vitest';
import type { BootPlan, Engine } from '../../../src/engine/contract.ts';
import type { LabFiles } from '../../../src/lab/files.ts';
import { knowingOwnFiles } from '../../../src/workbench/own-files.ts';

const files: LabFiles = {
  start: { 'a.ts': 'start of a', 'b.ts': 'start of b' },
  overlays: { solution: { ours: { 'a.ts': 'our a' } }, cheats: {}, experiments: {} },
};

const prepared = { 'a.ts': { code: 'a' }, 'b.ts': { code: 'b' } };

async function told(texts: BootPlan['files']): Promise<BootPlan> {
  let seen: BootPlan | undefined;
  const engine = {
    boot: (plan: BootPlan) => {
      seen = plan;
      return Promise.resolve();
    },
  } as unknown as Engine;
  await knowingOwnFiles(engine, { files, prepared }).boot({
    machines: [],
    links: [],
    files: texts,
    seed: 1,
  });
  return seen!;
}

it("vets the course's own texts, those of a solution too", async () => {
  expect((await told({ 'a.ts': 'start of a', 'b.ts': 'start of b' })).vetted).toEqual([
    'a.ts',
    'b.ts',
  ]);
  expect((await told({ 'a.ts': 'our a', 'b.ts': 'start of b' })).vetted).toEqual(['a.ts', 'b.ts']);
});

it('vets nothing that a reader has changed, added, or moved to another path', async () => {
  expect((await told({ 'a.ts': 'start of a ', 'b.ts': 'start of b' })).vetted).toEqual(['b.ts']);
  expect((await told({ 'b.ts': 'start of a', 'c.ts': 'start of b' })).vetted).toEqual([]);
});

it('hands over what was compiled ahead of the files that are as they were', async () => {
  expect((await told(files.start)).prepared).toEqual(prepared);
  expect((await told({ 'a.ts': 'our a', 'b.ts': 'start of b' })).prepared).toEqual({
    'b.ts': prepared['b.ts'],
  });
});
