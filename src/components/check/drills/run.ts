/** Plays drills on an engine in real time, some at once; each run has a deadline of its own. */
import type { Engine } from '../../../engine/contract.ts';
import type { CheckOptions } from '../../../engine/webcontainer/check/run.ts';
import { grade, play } from '../../../lab/proof.ts';
import { after } from '../../../lib/after.ts';
import type { DrillOptions } from '../options.ts';
import { watchHidden } from './hidden.ts';
import type { DrillItem } from './items.ts';
import { drillResult, type Seen } from './result.ts';

/** ms that a run may take beside its story: its container starts, and so do its processes. */
const BESIDE = 90_000;
/** Runs in a row that did not come to their end, after which a runtime is left alone. */
const BROKEN = 6;

/** Resolves when all were played, the signal aborted, or the runtime is broken. */
export async function runDrills(
  engine: Engine,
  items: readonly DrillItem[],
  { slow, runs, width }: DrillOptions,
  { signal, onStart, onResult }: Pick<CheckOptions, 'signal' | 'onStart' | 'onResult'>,
): Promise<void> {
  const waiting = items.flatMap((item) => {
    const plays: Seen[] = [];
    return Array.from({ length: runs }, (_, index) => ({ item, seed: index + 1, plays }));
  });
  let broken = 0;
  const lane = async (): Promise<void> => {
    for (let next; broken < BROKEN && !signal.aborted && (next = waiting.shift());) {
      const { item, seed, plays } = next;
      onStart(item);
      const wasHidden = watchHidden();
      const played = await play(seed, () => once(engine, item, seed, slow, signal));
      const hidden = wasHidden();
      if (signal.aborted) return;
      broken = played.error === undefined ? 0 : broken + 1;
      plays.push({ ...played, hidden });
      if (plays.length < runs) continue;
      plays.sort((a, b) => a.seed - b.seed);
      onResult(drillResult(item, slow, plays));
    }
  };
  await Promise.all(Array.from({ length: width }, lane));
}

async function once(
  engine: Engine,
  { lab, files, drill, entry }: DrillItem,
  seed: number,
  slow: number,
  signal: AbortSignal,
) {
  const ms = drill.scenario.until * slow + BESIDE;
  const overdue = new AbortController();
  const stop = after(ms, () =>
    overdue.abort(new Error(`It took more than ${String(Math.round(ms / 1000))} s.`)),
  );
  try {
    return await grade(engine, lab, files, drill, entry, {
      seed,
      signal: AbortSignal.any([signal, overdue.signal]),
    });
  } finally {
    stop();
  }
}
