/** `performance` and `node:perf_hooks` in virtual time. */
import type { NodeModule, Runtime } from '../runtime.ts';

export interface LabPerformance {
  readonly timeOrigin: number;
  now(): number;
}

/**
 * @param startedAt virtual ms at which the process started: `performance.now()` counts from there
 * @param timeOrigin Unix ms that the machine's calendar showed then
 */
export function createPerformance(
  runtime: Runtime,
  startedAt: number,
  timeOrigin: number,
): LabPerformance {
  const marks = new Map<string, number>();
  const now = (): number => runtime.now() - startedAt;
  return {
    timeOrigin,
    now,
    mark: (name: string) => {
      const startTime = now();
      marks.set(name, startTime);
      return { name, entryType: 'mark', startTime, duration: 0 };
    },
    measure: (name: string, from?: string, to?: string) => {
      const startTime = from === undefined ? 0 : (marks.get(from) ?? 0);
      const end = to === undefined ? now() : (marks.get(to) ?? now());
      return { name, entryType: 'measure', startTime, duration: end - startTime };
    },
    clearMarks: () => marks.clear(),
    clearMeasures: () => {},
    getEntriesByName: () => [],
    eventLoopUtilization: () => ({ idle: 0, active: 0, utilization: 0 }),
    toJSON: () => ({ timeOrigin }),
  } as LabPerformance;
}

export function perfHooksModule(performance: LabPerformance): NodeModule {
  const named = { performance };
  return { ...named, default: named };
}
