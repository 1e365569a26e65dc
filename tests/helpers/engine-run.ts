/** The part of `engine-page.ts` that runs in the page. */
import type { BootPlan, TimedAction } from '../../src/engine/contract.ts';
import type { JournalEvent } from '../../src/engine/journal.ts';
import { inPageEngine } from '../../src/engine/sim/hosts/browser.ts';

const engine = inPageEngine('/engine/frame.html');

Object.assign(globalThis, {
  async engineRun(plan: BootPlan, timeline: readonly TimedAction[], until: number) {
    const session = await engine.boot(plan, { timeline });
    const events: JournalEvent[] = [];
    session.subscribe((batch) => events.push(...batch.events));
    await session.runTo(until);
    const hash = await session.hash();
    await session.dispose();
    return { events, hash };
  },
});
