import { expect, test } from 'vitest';
import type { BootPlan, Engine, Session } from '../../../../src/engine/contract.ts';
import { bootingInTurn } from '../../../../src/engine/node/in-turn.ts';

const plan = (seed: number) => ({ seed }) as BootPlan;

test('boots one after the other, and goes on after one that failed', async () => {
  const begun: number[] = [];
  const waiting: (() => void)[] = [];
  const engine = bootingInTurn({
    id: 'local',
    async boot({ seed }) {
      begun.push(seed);
      await new Promise<void>((go) => waiting.push(go));
      if (seed === 1) throw new Error('no room');
      return { seed } as unknown as Session;
    },
  } as Pick<Engine, 'id' | 'boot'> as Engine);

  const first = engine.boot(plan(1));
  const second = engine.boot(plan(2));
  await expect.poll(() => begun).toEqual([1]);
  waiting[0]!();
  await expect(first).rejects.toThrow('no room');
  await expect.poll(() => begun).toEqual([1, 2]);
  waiting[1]!();
  expect(await second).toEqual({ seed: 2 });
});
