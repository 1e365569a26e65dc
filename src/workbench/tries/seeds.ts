/**
 * A drill over many seeds: the same files and the same plan, other dice. Of each run only the
 * verdict is kept; whoever wants to see one runs it again, which gives the same journal.
 */
import { signal } from '@preact/signals';
import type { ReadonlySignal } from '@preact/signals';
import type { Engine, Files } from '../../engine/contract.ts';
import { runDrill } from '../../lab/drill.ts';
import type { Verdict } from '../../lab/drill.ts';
import type { Attempt, Drill, Lab } from '../../lab/manifest.ts';
import type { Announcer } from '../announcer.ts';
import { words } from '../run.ts';

/** As many as `npm run grade` proves drills with. */
export const SEEDS = 20;

export interface SeedResult {
  readonly seed: number;
  readonly passed: boolean;
  /** The first check that failed, and how many others did. */
  readonly failed?: { readonly title: string; readonly value: string; readonly others: number };
}

export interface SeedRun {
  readonly kind: 'running' | 'done' | 'cancelled' | 'failed';
  /** 0 to 1. */
  readonly share: number;
  /** In order of seeds. */
  readonly results: readonly SeedResult[];
  /** What was handed in. */
  readonly attempt: Attempt;
  /** Why it could not be run. */
  readonly reason?: string;
}

export interface SeedsParts {
  readonly engine: Engine;
  readonly lab: Lab;
  readonly start: Files;
  readonly announcer: Announcer;
  /** Saves what is typed and returns what is to be graded. */
  readonly handIn: (drill: Drill) => Promise<Attempt>;
  /** Stops the live clock and returns how to let it go on. */
  readonly hold: () => Promise<() => Promise<void>>;
  /** Runs side by side. */
  readonly lanes: number;
  /** Lets the page draw and answer between two runs. */
  readonly breathe: () => Promise<void>;
}

export interface SeedsSlice {
  /** By drill. */
  readonly runs: ReadonlySignal<Readonly<Record<string, SeedRun>>>;
  /** The drill that runs now. */
  readonly running: ReadonlySignal<string | undefined>;
  run(drill: Drill): Promise<void>;
  cancel(): void;
  /** What it showed no longer holds. */
  forget(drill: string): void;
}

export function createSeeds(parts: SeedsParts): SeedsSlice {
  const { engine, lab, start, announcer } = parts;
  const runs = signal<Readonly<Record<string, SeedRun>>>({});
  const running = signal<string | undefined>(undefined);
  let ending: AbortController | undefined;

  function set(drill: string, change: Partial<SeedRun>): void {
    const before = runs.value[drill];
    if (before) runs.value = { ...runs.value, [drill]: { ...before, ...change } };
  }

  async function runAll(drill: Drill, attempt: Attempt, signal: AbortSignal): Promise<void> {
    const left = Array.from({ length: SEEDS }, (_, index) => index + 1);
    const shares = new Map<number, number>();
    const results: SeedResult[] = [];
    const lane = async () => {
      for (let seed = left.shift(); seed !== undefined; seed = left.shift()) {
        const mine = seed;
        signal.throwIfAborted();
        const verdict = await runDrill(engine, lab, start, drill, attempt, {
          seed: mine,
          signal,
          onProgress: (share) => {
            shares.set(mine, share);
            const all = [...shares.values()].reduce((sum, one) => sum + one, 0);
            if (!signal.aborted) set(drill.id, { share: all / SEEDS });
          },
        });
        results.push(resultOf(verdict));
        results.sort((a, b) => a.seed - b.seed);
        set(drill.id, { results: [...results] });
        await parts.breathe();
      }
    };
    await Promise.all(Array.from({ length: Math.max(1, parts.lanes) }, lane));
  }

  return {
    runs,
    running,
    async run(drill) {
      if (running.value !== undefined) return;
      const mine = new AbortController();
      ending = mine;
      running.value = drill.id;
      const begun = `Running over ${String(SEEDS)} seeds`;
      announcer.say(begun);
      const release = await parts.hold();
      try {
        const attempt = await parts.handIn(drill);
        runs.value = {
          ...runs.value,
          [drill.id]: { kind: 'running', share: 0, results: [], attempt },
        };
        await runAll(drill, attempt, mine.signal);
        set(drill.id, { kind: 'done', share: 1 });
        announcer.say(spoken(runs.value[drill.id]?.results ?? []), begun);
      } catch (error) {
        const cancelled = mine.signal.aborted;
        // The other lanes need not go on.
        mine.abort();
        set(drill.id, cancelled ? { kind: 'cancelled' } : { kind: 'failed', reason: words(error) });
        announcer.say(cancelled ? 'Cancelled' : `The drill did not run: ${words(error)}`, begun);
      } finally {
        running.value = undefined;
        await release();
      }
    },
    cancel() {
      ending?.abort();
    },
    forget(drill) {
      const { [drill]: _, ...others } = runs.value;
      runs.value = others;
    },
  };
}

function resultOf({ seed, passed, findings }: Verdict): SeedResult {
  const [first, ...others] = findings.filter((finding) => !finding.passed);
  if (!first) return { seed, passed };
  return {
    seed,
    passed,
    failed: { title: first.title, value: first.value, others: others.length },
  };
}

/** `18 of 20 seeds passed. First to fail is seed 4: No failed GETs`. */
export function spoken(results: readonly SeedResult[]): string {
  const failed = results.filter(({ passed }) => !passed);
  const all = String(results.length);
  const [first] = failed;
  if (!first) return `All ${all} seeds passed`;
  const passed = results.length - failed.length;
  return `${String(passed)} of ${all} seeds passed. First to fail is seed ${String(first.seed)}: ${first.failed?.title ?? ''}`;
}
