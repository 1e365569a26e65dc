import { nodeEngine } from '../../src/engine/sim/hosts/node.ts';
import { LIMIT, outcomeOf, planOf, runOnEngine, STORY } from '../engine/support/on-engine.ts';
import { allPrograms } from '../engine/support/programs.ts';
import { openEngine } from '../helpers/engine-page.ts';
import { expect, test } from './fixtures.ts';
test.use({ timezoneId: 'Asia/Kolkata', locale: 'de-DE' });
test('sqlite programs @once', async ({ page }) => {
  test.setTimeout(300_000);
  const asked: string[] = [];
  page.on('request', (r) => asked.push(r.url()));
  const engine = await openEngine(page);
  for (const program of allPrograms().filter(({ name }) => /^sqlite|fs\/blocking/.test(name)).sort((a)=>a.name==='fs/blocking'?-1:1)) {
    const plan = planOf(program);
    const { crash: underNode, ...expected } = await runOnEngine(nodeEngine, program);
    for (const [threads, vetted] of [['one each', []], ['one for all', Object.keys(plan.files)]] as const) {
      const name = `${program.name}, threads: ${threads}`;
      const t = performance.now();
      const { events } = await engine.run({ ...plan, vetted }, STORY, LIMIT);
      console.log(name, Math.round(performance.now() - t), asked.filter((u) => /sqlite/.test(u)).length);
      const { crash: inPage, ...outcome } = outcomeOf(program, events);
      expect.soft(outcome, name).toEqual(expected);
      expect.soft(`${inPage?.message} ${inPage?.path}:${inPage?.line}`, name).toBe(`${underNode?.message} ${underNode?.path}:${underNode?.line}`);
    }
  }
});
