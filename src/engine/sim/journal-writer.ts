/**
 * Puts events in their one order and hands them on in batches.
 *
 * Order is (time, kind, number): it follows from what happened alone. Events are held until no
 * process can add an earlier one, so how the run was cut into windows does not show.
 */
import { Fingerprint } from '../../lib/hash.ts';
import { Heap } from '../../lib/heap.ts';
import type { JournalEvent, JournalKind } from '../journal.ts';

/** What comes first of what happened at one moment. */
export const RANK: Readonly<Record<JournalKind, number>> = {
  action: 0,
  machine: 1,
  crash: 2,
  notice: 3,
  log: 4,
  gauge: 5,
  send: 6,
  arrive: 7,
  answer: 8,
  done: 9,
};

interface Entry {
  readonly event: JournalEvent;
  readonly rank: number;
  /** An exchange's id, or the machine's index; ties beyond it keep their source's order. */
  readonly number: number;
  readonly seq: number;
  /** Index of the machine that reported it: forgotten if that machine dies before `event.t`. */
  readonly source: number;
}

export class JournalWriter {
  readonly #held = new Heap<Entry>(before);
  readonly #hash = new Fingerprint();
  #batch: JournalEvent[] = [];
  /** When the first client request ended since this was set to Infinity: for stepping by request. */
  firstDoneAt = Infinity;
  #seq = 0;

  /** @param source index of the machine that did it, or -1 for the kernel */
  add(event: JournalEvent, source: number, number = source): void {
    if (event.kind === 'done' && event.client && event.t < this.firstDoneAt)
      this.firstDoneAt = event.t;
    this.#held.push({ event, rank: RANK[event.kind], number, seq: this.#seq++, source });
  }

  /** A machine died at `t`: what it reported for later did not happen. */
  forget(source: number, t: number): void {
    this.#held.remove((entry) => entry.source === source && entry.event.t > t);
  }

  /** Everything before `horizon` is complete. */
  settle(horizon: number): void {
    for (let top = this.#held.peek(); top && top.event.t < horizon; top = this.#held.peek()) {
      this.#held.pop();
      this.#batch.push(top.event);
      this.#hash.add(canonical(top.event));
    }
  }

  get pending(): number {
    return this.#batch.length;
  }

  /** The events that became complete since the last call. */
  take(): JournalEvent[] {
    const batch = this.#batch;
    this.#batch = [];
    return batch;
  }

  hash(): string {
    return this.#hash.hex();
  }
}

function before(a: Entry, b: Entry): boolean {
  if (a.event.t !== b.event.t) return a.event.t < b.event.t;
  if (a.rank !== b.rank) return a.rank < b.rank;
  if (a.number !== b.number) return a.number < b.number;
  return a.seq < b.seq;
}

/** A line of a stack, as a program prints it. */
const FRAME = /^\s+at (?:async )?(?:.+ \()?[\w./-]+:\d+:\d+\)?(?: \{)?$/;

/** An error of a kind that the language itself throws, and what it says. */
const SAID =
  /\b(?:Type|Reference|Range|Syntax|URI|Eval|Internal)Error(?: \[\w+\])?: .*|^Uncaught .*/s;

/**
 * What counts of an event: not what a JavaScript engine chooses. Stacks and columns are its own, and
 * so is how it words a mistake; that there was one, whose and on which line is the same everywhere.
 */
function canonical(event: JournalEvent): string {
  switch (event.kind) {
    case 'crash': {
      const { stack: _stack, column: _column, message, ...rest } = event;
      return JSON.stringify({ ...rest, message: unsaid(message) });
    }
    case 'log':
      if (FRAME.test(event.text)) return '';
      return SAID.test(event.text)
        ? JSON.stringify({ ...event, text: unsaid(event.text) })
        : JSON.stringify(event);
    case 'machine':
      return event.reason === undefined
        ? JSON.stringify(event)
        : JSON.stringify({ ...event, reason: unsaid(event.reason) });
    default:
      return JSON.stringify(event);
  }
}

function unsaid(text: string): string {
  return text.replace(SAID, 'an error');
}
