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
  let entries: Entry[] = [];
  const now = (): number => runtime.now() - startedAt;
  const add = (entry: Entry): Entry => {
    entries.push(entry);
    entries.sort((a, b) => a.startTime - b.startTime);
    return entry;
  };
  const timeOf = (mark: string | number | undefined, otherwise: number): number => {
    if (typeof mark !== 'string') return mark ?? otherwise;
    const found = entries.findLast(({ name, entryType }) => name === mark && entryType === 'mark');
    if (found) return found.startTime;
    throw new DOMException(`The "${mark}" performance mark has not been set`, 'SyntaxError');
  };
  const clear = (type: string, name?: string): void => {
    entries = entries.filter(
      (entry) => entry.entryType !== type || (name !== undefined && entry.name !== name),
    );
  };
  return {
    timeOrigin,
    now,
    mark: (name: string, { startTime = now(), detail = null }: MarkOptions = {}) =>
      add({ name, entryType: 'mark', startTime, duration: 0, detail }),
    measure: (name: string, from?: string | MeasureOptions, to?: string) => {
      const options = typeof from === 'object' ? from : { start: from, end: to };
      const startTime = timeOf(options.start, 0);
      const duration = options.duration ?? timeOf(options.end, now()) - startTime;
      return add({
        name,
        entryType: 'measure',
        startTime,
        duration,
        detail: options.detail ?? null,
      });
    },
    clearMarks: (name?: string) => clear('mark', name),
    clearMeasures: (name?: string) => clear('measure', name),
    getEntries: () => [...entries],
    getEntriesByName: (name: string, type?: string) =>
      entries.filter(
        (entry) => entry.name === name && (type === undefined || entry.entryType === type),
      ),
    getEntriesByType: (type: string) => entries.filter(({ entryType }) => entryType === type),
    eventLoopUtilization: () => ({ idle: 0, active: 0, utilization: 0 }),
    toJSON: () => ({ timeOrigin }),
  } as LabPerformance;
}

/** A mark or a measure; times in ms since the process started. */
interface Entry {
  readonly name: string;
  readonly entryType: string;
  readonly startTime: number;
  readonly duration: number;
  readonly detail: unknown;
}

interface MarkOptions {
  readonly startTime?: number;
  readonly detail?: unknown;
}

interface MeasureOptions {
  readonly start?: string | number | undefined;
  readonly end?: string | number | undefined;
  readonly duration?: number;
  readonly detail?: unknown;
}

export function perfHooksModule(performance: LabPerformance): NodeModule {
  const named = { performance };
  return { ...named, default: named };
}
