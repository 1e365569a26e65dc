/**
 * What a program finds on its global object: time, timers, randomness, `fetch`, `process` and
 * `console` are the simulation's. What else there is, `realm.ts` says.
 */
import { virtualAbortSignal } from './abort.ts';
import type { Calendar } from './calendar.ts';
import { virtualDate } from './date.ts';
import type { Loop } from './loop.ts';
import type { LabPerformance } from './node/perf_hooks.ts';
import { share } from './share.ts';
import { checkCallback, type TimerGlobals } from './node/timers.ts';
import { nodeAbortController, named, nodeUrl } from './platform.ts';

export interface GlobalsSetup {
  readonly loop: Loop;
  readonly random: () => number;
  readonly timers: TimerGlobals;
  readonly performance: LabPerformance;
  readonly calendar: Calendar;
  readonly own: Readonly<Record<string, unknown>>;
}

/** What one process finds on its global object, where that differs from the platform's. */
export interface ProcessGlobals {
  readonly values: Record<string, unknown>;
  readonly random: () => number;
}

/** Made while the realm's globals are the platform's own. */
export function processGlobals({
  loop,
  random,
  timers,
  performance,
  calendar,
  own,
}: GlobalsSetup): ProcessGlobals {
  return {
    values: {
      ...timers,
      ...own,
      queueMicrotask: named((run: () => unknown): void => {
        checkCallback(run);
        loop.microtask(run);
      }, 'queueMicrotask'),
      performance,
      Date: virtualDate(loop, calendar),
      AbortController: nodeAbortController(),
      AbortSignal: virtualAbortSignal(loop),
      URL: nodeUrl(),
      global: globalThis,
    },
    random,
  };
}

/** Puts a process's globals into this realm. */
export function installGlobals({ values, random }: ProcessGlobals): void {
  for (const [name, value] of Object.entries(values)) {
    Object.defineProperty(globalThis, name, {
      value,
      writable: true,
      configurable: true,
      enumerable: false,
    });
  }
  share({ values, random });
}
