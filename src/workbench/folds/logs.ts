/**
 * The last lines of every process, folded from the journal. A ring per machine, so that a chatty
 * one cannot push the others out.
 */
import type { JournalEvent } from '../../engine/journal.ts';

export type LogTone =
  /** What the program wrote. */
  | 'out'
  | 'err'
  /** Something happened to the machine: started, killed, paused. */
  | 'life'
  /** An uncaught error or a module that would not load. */
  | 'crash'
  /** The engine has something to say. */
  | 'notice';

export interface LogLine {
  /** Grows by one per line in the order of the journal: a stable key. */
  readonly seq: number;
  /** ms since the session began. */
  readonly t: number;
  readonly machine: string;
  readonly tone: LogTone;
  readonly text: string;
  /** Where in the reader's file, for a crash. */
  readonly path?: string;
  readonly line?: number;
}

/** `all`, `errors`, or the id of a machine. */
export type LogFilter = string;

export const LINES_PER_MACHINE = 500;
/** The name that lines get which belong to no machine. */
export const ENGINE = 'engine';

/** The newest lines of every process, at a moment. */
export interface LogsState {
  readonly seq: number;
  readonly rings: ReadonlyMap<string, readonly LogLine[]>;
}

export class Logs {
  #rings = new Map<string, LogLine[]>();
  #seq: number;

  /** @param from where another one stood: this one goes on from there. */
  constructor(from?: LogsState) {
    this.#seq = from?.seq ?? 0;
    for (const [machine, lines] of from?.rings ?? []) this.#rings.set(machine, [...lines]);
  }

  /** The newest `keep` lines of each; an earlier state lends those that say nothing new. */
  state(keep: number, before?: LogsState): LogsState {
    const rings = new Map<string, readonly LogLine[]>();
    for (const [machine, ring] of this.#rings) {
      const old = before?.rings.get(machine);
      rings.set(machine, old && old.at(-1) === ring.at(-1) ? old : ring.slice(-keep));
    }
    return { seq: this.#seq, rings };
  }

  /** Takes one event; says whether it made a line. */
  add(event: JournalEvent): boolean {
    const line = lineOf(event);
    if (!line) return false;
    this.#seq += 1;
    const ring = this.#rings.get(line.machine) ?? [];
    this.#rings.set(line.machine, ring);
    ring.push({ ...line, seq: this.#seq });
    // Cut in blocks: moving 500 lines for every new one would cost more than the lines.
    if (ring.length > LINES_PER_MACHINE * 1.5) ring.splice(0, ring.length - LINES_PER_MACHINE);
    return true;
  }

  /** The newest `limit` lines that pass the filter, oldest first. */
  lines(filter: LogFilter, limit: number): readonly LogLine[] {
    const one = this.#rings.get(filter);
    if (filter !== 'all' && filter !== 'errors') return one ? one.slice(-limit) : [];
    const merged: LogLine[] = [];
    for (const ring of this.#rings.values()) {
      const kept = filter === 'errors' ? ring.filter(isError) : ring;
      merged.push(...kept.slice(-limit));
    }
    return merged.sort((a, b) => a.seq - b.seq).slice(-limit);
  }
}

export function isError(line: LogLine): boolean {
  return line.tone === 'err' || line.tone === 'crash';
}

function lineOf(event: JournalEvent): Omit<LogLine, 'seq'> | undefined {
  switch (event.kind) {
    case 'log':
      return {
        t: event.t,
        machine: event.machine,
        tone: event.stream,
        text: event.text,
      };
    case 'crash':
      return {
        t: event.t,
        machine: event.machine,
        tone: 'crash',
        text: event.message,
        path: event.path,
        line: event.line,
      };
    case 'machine':
      return {
        t: event.t,
        machine: event.machine,
        tone: 'life',
        text: event.reason ? `${event.state}: ${event.reason}` : event.state,
      };
    case 'notice':
      return { t: event.t, machine: event.machine ?? ENGINE, tone: 'notice', text: event.text };
    default:
      return undefined;
  }
}
