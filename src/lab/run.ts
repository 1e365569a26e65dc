/** Runs a plan to its end on any engine and returns what happened. */
import type { BootPlan, Engine, TimedAction } from '../engine/contract.ts';
import type { JournalEvent } from '../engine/journal.ts';
import { JournalView } from './journal-view.ts';

export interface RunOptions {
  readonly signal?: AbortSignal;
  /** The share of the run that is done, 0 to 1. */
  readonly onProgress?: (share: number) => void;
}

export interface Run {
  readonly journal: JournalView;
  /** Of every event, on an engine with `seeded`; empty on others. */
  readonly hash: string;
}

/** How often progress is told in one run. */
const STEPS = 20;

/**
 * Boots, runs to `until` ms, and disposes of the session whatever happens.
 * @throws BootError when the plan is unusable; the signal's reason when it aborts; Error when the
 * session dies under way.
 */
export async function run(
  engine: Engine,
  plan: BootPlan,
  timeline: readonly TimedAction[],
  until: number,
  options: RunOptions = {},
): Promise<Run> {
  const { signal, onProgress } = options;
  const session = await engine.boot(plan, { timeline, signal });
  const events: JournalEvent[] = [];
  const unsubscribe = session.subscribe((batch) => {
    for (const event of batch.events) events.push(event);
  });
  const death = session.died.then((reason) => {
    throw new Error(`The run ended early: ${reason}`);
  });
  death.catch(() => undefined);
  try {
    for (let step = 1; step <= STEPS; step += 1) {
      signal?.throwIfAborted();
      await Promise.race([session.runTo((until * step) / STEPS, signal), death]);
      onProgress?.(step / STEPS);
    }
    const hash = session.capabilities.seeded ? await session.hash() : '';
    return { journal: new JournalView(events, until), hash };
  } finally {
    unsubscribe();
    await session.dispose();
  }
}
