/**
 * The last run of each drill, kept in this browser, and what the next one shows against it. The
 * only writer of its signal.
 */
import { signal } from '@preact/signals';
import type { ReadonlySignal } from '@preact/signals';
import type { Files } from '../../engine/contract.ts';
import type { Verdict } from '../../lab/drill.ts';
import type { Attempt, Lab } from '../../lab/manifest.ts';
import { timelineWords } from '../share/words.ts';
import { seconds } from '../time.ts';
import { compareRuns } from './compare.ts';
import type { PastRun, Since } from './compare.ts';

export interface LastRun extends PastRun {
  /** ms since the epoch. */
  readonly at: number;
}

/** Kept in this browser for one stage. Both may throw. */
export interface LastRunStore {
  load(): Readonly<Record<string, LastRun>>;
  keep(drill: string, run: PastRun): void;
}

export interface LastRunsParts {
  readonly store: LastRunStore;
  readonly lab: Lab;
  /** The course's texts. */
  readonly start: Files;
}

export interface LastRunsSlice {
  /** By drill. */
  readonly all: ReadonlySignal<Readonly<Record<string, LastRun>>>;
  /**
   * Compares a run with the one that was kept; `keeps` puts it in its place.
   * @throws Error when this browser would not keep it.
   */
  judged(verdict: Verdict, attempt: Attempt, keeps: boolean): void;
  /** Against what was kept when this run ended; undefined for a first run. */
  since(verdict: Verdict): { readonly at: number; readonly since: Since } | undefined;
}

export function createLastRuns({ store, lab, start }: LastRunsParts): LastRunsSlice {
  const all = signal(load());
  const found = new WeakMap<Verdict, { at: number; since: Since }>();

  function load(): Readonly<Record<string, LastRun>> {
    try {
      return store.load();
    } catch {
      return {};
    }
  }

  function asKept(verdict: Verdict, attempt: Attempt): PastRun {
    const actions = attempt.actions ?? [];
    const words = timelineWords(lab, actions);
    return {
      seed: verdict.seed,
      passed: verdict.passed,
      findings: verdict.findings.map(({ id, passed, value }) => ({ id, passed, value })),
      plan: actions.map(({ at }, index) => `${seconds(at)} s ${words[index] ?? ''}`),
      files: Object.fromEntries(
        Object.entries(attempt.files ?? {}).filter(([path, text]) => text !== start[path]),
      ),
    };
  }

  return {
    all,
    judged(verdict, attempt, keeps) {
      const before = Object.hasOwn(all.value, verdict.drill) ? all.value[verdict.drill] : undefined;
      const now = asKept(verdict, attempt);
      if (before) {
        found.set(verdict, { at: before.at, since: compareRuns(before, now, start) });
      }
      if (!keeps) return;
      store.keep(verdict.drill, now);
      all.value = load();
    },
    since: (verdict) => found.get(verdict),
  };
}
