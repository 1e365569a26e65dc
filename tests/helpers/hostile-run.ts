/** The part of `hostile-page.ts` that runs in the page: one session, and the clicks meanwhile. */
import type { BootPlan, Session, TimedAction } from '../../src/engine/contract.ts';
import type { JournalEvent } from '../../src/engine/journal.ts';
import { inPageEngine } from '../../src/engine/sim/hosts/browser.ts';

export interface HostileSide {
  /** Boots a plan and sets its clock going; resolves when it is up, or could not come up. */
  begin(plan: BootPlan, timeline: readonly TimedAction[]): Promise<string | null>;
  /** ms from each click's making to its handling, since the last call. */
  clicks(): number[];
  /** Runs to `until` (virtual ms), and disposes of the session. */
  end(until: number): Promise<Ended>;
  /** Boots a session, asks a machine, and disposes of it. @returns the status of the answer */
  again(plan: BootPlan, machine: string): Promise<number | undefined>;
}

export interface Ended {
  readonly events: readonly JournalEvent[];
  /** Why the session died by itself, if it did. */
  readonly died: string | null;
}

const engine = inPageEngine('/engine/frame.html');
let session: Session | null = null;
let events: JournalEvent[] = [];
let latencies: number[] = [];

addEventListener(
  'click',
  (event) => {
    latencies.push(performance.now() - event.timeStamp);
  },
  { capture: true },
);

/** Live meanwhile, so that the clicks fall into its running. */
const SPEED = 1;

const side: HostileSide = {
  async begin(plan, timeline) {
    events = [];
    try {
      session = await engine.boot(plan, { timeline, speed: SPEED });
    } catch (error) {
      return String(error);
    }
    session.subscribe((batch) => events.push(...batch.events));
    return null;
  },
  clicks() {
    const taken = latencies;
    latencies = [];
    return taken;
  },
  async end(until) {
    const ending = session!;
    const died = await Promise.race([
      ending.died,
      ending.runTo(until).then(
        () => null,
        () => ending.died,
      ),
    ]);
    await ending.dispose();
    return { events, died };
  },
  async again(plan, machine) {
    const request = { to: machine, path: '/' };
    const timeline: TimedAction[] = [{ at: 10, action: { kind: 'request', id: 'again', request } }];
    const fresh = await engine.boot(plan, { timeline });
    let status: number | undefined;
    fresh.subscribe((batch) => {
      for (const event of batch.events) {
        if (event.kind === 'done' && event.client?.load === 'again') status = event.status;
      }
    });
    await fresh.runTo(100);
    await fresh.dispose();
    return status;
  },
};

Object.assign(globalThis, { hostile: side });
