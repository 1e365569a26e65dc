/** The part of the bench that runs in the page: drives the very engine that a lab starts. */
import type { BootPlan, Engine, LoadProfile, Session } from '../../src/engine/contract.ts';
import { inPageEngine } from '../../src/engine/sim/hosts/browser.ts';

export interface PageBench {
  /** Requests answered per second of the wall clock, unpaced, after a warm-up. */
  throughput(
    plan: BootPlan,
    load: LoadProfile,
    warmMs: number,
    measureMs: number,
  ): Promise<Throughput>;
  /** Runs so many simulated ms from the start, unpaced. @returns the wall clock's ms. */
  simulate(plan: BootPlan, load: LoadProfile, ms: number): Promise<Simulated>;
  /** Boots a plan in an engine that was never used. @returns ms until all of its processes run. */
  boot(plan: BootPlan): Promise<number>;
  /**
   * Boots a plan live, as a lab does: in an engine that was never used, and so many times again in
   * the same one, with the next frame made ready beforehand.
   * @returns ms from the boot to the first good answer, on the clock of the wall
   */
  bootToAnswer(plan: BootPlan, load: LoadProfile, again: number): Promise<BootsToAnswer>;
}

export interface BootsToAnswer {
  readonly cold: number;
  readonly warm: readonly number[];
}

export interface Throughput {
  readonly perSecond: number;
  /** Requests counted. */
  readonly count: number;
}

export interface Simulated {
  readonly wallMs: number;
  readonly count: number;
}

const engine = inPageEngine('/engine/frame.html');

/** Simulated ms between two looks at the wall clock. */
const SLICE = 250;

interface Counter {
  count: number;
  /** The first answer that was not as expected. */
  wrong: string | undefined;
}

async function start(plan: BootPlan, load: LoadProfile): Promise<[Session, Counter]> {
  const session = await engine.boot(plan, {
    timeline: [{ at: 0, action: { kind: 'load', id: 'bench', profile: load } }],
  });
  const counter: Counter = { count: 0, wrong: undefined };
  session.subscribe(({ events }) => {
    for (const event of events) {
      if (event.kind === 'machine' && event.state !== 'starting' && event.state !== 'up') {
        counter.wrong ??= `${event.machine} is ${event.state}: ${event.reason ?? ''}`;
      }
      if (event.kind === 'crash') counter.wrong ??= `${event.machine}: ${event.message}`;
      if (event.kind !== 'done' || !event.client) continue;
      if (event.client.outcome === 'ok') counter.count += 1;
      else counter.wrong ??= `${event.client.outcome}: ${event.client.why ?? ''}`;
    }
  });
  return [session, counter];
}

async function answered(from: Engine, plan: BootPlan, load: LoadProfile): Promise<number> {
  const began = performance.now();
  const session = await from.boot(plan, {
    timeline: [{ at: 0, action: { kind: 'load', id: 'bench', profile: load } }],
    speed: 1,
  });
  const ms = await new Promise<number>((resolve) => {
    session.subscribe(({ events }) => {
      const good = events.some((each) => each.kind === 'done' && each.client?.outcome === 'ok');
      if (good) resolve(performance.now() - began);
    });
  });
  await session.dispose();
  return ms;
}

/** A figure that rests on wrong answers is no figure. */
function mustBeRight({ wrong, count }: Counter): void {
  if (wrong !== undefined) throw new Error(`A request went wrong: ${wrong}`);
  if (count === 0) throw new Error('Not one request was answered.');
}

const bench: PageBench = {
  async throughput(plan, load, warmMs, measureMs) {
    const [session, counter] = await start(plan, load);
    try {
      let now = 0;
      const runFor = async (ms: number): Promise<number> => {
        const began = performance.now();
        while (performance.now() - began < ms) await session.runTo((now += SLICE));
        return performance.now() - began;
      };
      await runFor(warmMs);
      const before = counter.count;
      const ms = await runFor(measureMs);
      mustBeRight(counter);
      const count = counter.count - before;
      return { perSecond: count / (ms / 1000), count };
    } finally {
      await session.dispose();
    }
  },

  async boot(plan) {
    const began = performance.now();
    const session = await inPageEngine('/engine/frame.html').boot(plan);
    const ms = performance.now() - began;
    await session.dispose();
    return ms;
  },

  async bootToAnswer(plan, load, again) {
    const fresh = inPageEngine('/engine/frame.html');
    const cold = await answered(fresh, plan, load);
    const warm: number[] = [];
    for (let run = 0; run < again; run += 1) {
      fresh.warm?.();
      // As long as a reader looks at a lab, at least, before the next one is started.
      await new Promise((resolve) => setTimeout(resolve, 1000));
      warm.push(await answered(fresh, plan, load));
    }
    return { cold, warm };
  },

  async simulate(plan, load, ms) {
    const [session, counter] = await start(plan, load);
    try {
      const began = performance.now();
      await session.runTo(ms);
      const wallMs = performance.now() - began;
      mustBeRight(counter);
      return { wallMs, count: counter.count };
    } finally {
      await session.dispose();
    }
  },
};

Object.assign(globalThis, { bench });
