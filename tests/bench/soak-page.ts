/** The part of the soak that runs in the page: one session, driven for long. */
import type { BootPlan, LoadProfile, Session, TimedAction } from '../../src/engine/contract.ts';
import { inPageEngine } from '../../src/engine/sim/hosts/browser.ts';

export interface SoakSide {
  boot(plan: BootPlan, load: LoadProfile): Promise<void>;
  /** Kills and starts these machines every `everyMs`, so many times, and runs to the end of it. */
  cycles(machines: readonly string[], count: number, everyMs: number): Promise<void>;
  counts(): Counts;
  end(): Promise<void>;
}

export interface Counts {
  /** Virtual ms. */
  readonly now: number;
  readonly answered: number;
  readonly failed: number;
  /** Machines that came up, the first time included. */
  readonly starts: number;
  /** Machines that ended otherwise than by a kill: the reasons. */
  readonly strange: readonly string[];
}

const engine = inPageEngine('/engine/frame.html');
let session: Session | null = null;
let counts = { now: 0, answered: 0, failed: 0, starts: 0, strange: [] as string[] };

/** Virtual ms that a killed machine stays down. */
const DOWN_MS = 100;

const side: SoakSide = {
  async boot(plan, load) {
    counts = { now: 0, answered: 0, failed: 0, starts: 0, strange: [] };
    session = await engine.boot(plan, {
      timeline: [{ at: 0, action: { kind: 'load', id: 'soak', profile: load } }],
    });
    // Nothing is kept of the journal: what grows then is the engine.
    session.subscribe(({ events }) => {
      for (const event of events) {
        if (event.kind === 'done' && event.client) {
          if (event.client.outcome === 'ok') counts.answered++;
          else counts.failed++;
        }
        if (event.kind !== 'machine') continue;
        if (event.state === 'up') counts.starts++;
        else if (event.state !== 'starting' && !event.reason?.startsWith('killed'))
          counts.strange.push(`${event.machine} ${event.state}: ${event.reason ?? ''}`);
      }
    });
  },
  async cycles(machines, count, everyMs) {
    for (let i = 0; i < count; i++) {
      const at = counts.now;
      const timeline = machines.flatMap((machine): TimedAction[] => [
        { at: at + 1, action: { kind: 'kill', machine } },
        { at: at + 1 + DOWN_MS, action: { kind: 'start', machine } },
      ]);
      await session!.schedule(timeline);
      counts.now = at + everyMs;
      await session!.runTo(counts.now);
    }
  },
  counts: () => counts,
  async end() {
    await session?.dispose();
    session = null;
  },
};

Object.assign(globalThis, { soak: side });
