/** The part of `engine-page.ts` that runs in the page. */
import type { BootPlan, TimedAction } from '../../src/engine/contract.ts';
import type { JournalEvent } from '../../src/engine/journal.ts';
import { inPageEngine } from '../../src/engine/sim/hosts/browser.ts';

const engine = inPageEngine('/engine/frame.html');

type Job = readonly [plan: BootPlan, timeline: readonly TimedAction[], until: number];

async function engineRun(...[plan, timeline, until]: Job) {
  const session = await engine.boot(plan, { timeline });
  // While this one runs, the frame of the next one loads.
  engine.warm?.();
  const events: JournalEvent[] = [];
  session.subscribe((batch) => {
    for (const event of batch.events) events.push(event);
  });
  await session.runTo(until);
  const hash = await session.hash();
  await session.dispose();
  return { events, hash };
}

Object.assign(globalThis, {
  engineRun,
  async engineHashes(jobs: readonly Job[]): Promise<string[]> {
    const hashes: string[] = [];
    for (const job of jobs) hashes.push((await engineRun(...job)).hash);
    return hashes;
  },
});
