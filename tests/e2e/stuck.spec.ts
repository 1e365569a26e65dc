/** A process that hangs in the middle of a window: its journal in the page is the one under Node. @once */
import type { BootPlan } from '../../src/engine/contract.ts';
import { nodeEngine } from '../../src/engine/sim/hosts/node.ts';
import { openEngine } from '../helpers/engine-page.ts';
import { expect, test } from './fixtures.ts';

const PROGRAM = `
let n = 0;
setInterval(() => {
  console.log('tick ' + ++n);
  if (n === 20) while (true) {}
}, 5);`;

/** Its one neighbour is far away: a window holds several events. */
const PLAN: BootPlan = {
  machines: [{ id: 'worker', entry: 'worker.ts' }],
  links: [{ from: 'clients', to: 'worker', latencyMs: 25 }],
  files: { 'worker.ts': PROGRAM },
  seed: 1,
};

test('What ended before an endless loop has happened, in the page as under Node @once', async ({
  page,
}) => {
  // Who is stuck is told by work done beside it: on a busy computer that takes long.
  test.setTimeout(240_000);
  const engine = await openEngine(page);
  const { events, hash } = await engine.run(PLAN, [], 300);
  const told = events.flatMap((event) => (event.kind === 'log' ? [event.text] : []));
  expect(told).toEqual(Array.from({ length: 19 }, (_, i) => `tick ${i + 1}`));
  expect(events.at(-1)).toMatchObject({ kind: 'machine', state: 'stuck', t: 100 });

  const session = await nodeEngine.boot(PLAN);
  await session.runTo(300);
  expect(hash).toBe(await session.hash());
  await session.dispose();
});
