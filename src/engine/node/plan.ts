/** What is planned for a session, and when it is due by the wall clock. */
import type { Action, PlannedAction, TimedAction } from '../contract.ts';
import type { RunClock } from './messages.ts';

interface Entry {
  readonly at: number;
  readonly seq: number;
  readonly action: Action;
  readonly id?: number;
  /** A later plan may take it back. */
  readonly revocable: boolean;
}

/** setTimeout takes no more. */
const LONGEST_MS = 2 ** 31 - 1;

export class Plan {
  readonly #now: () => number;
  readonly #after: RunClock['after'];
  /** How long before its moment an action is handed on, ms. */
  readonly #ahead: (action: Action) => number;
  readonly #due: (action: Action, at: number) => void;
  #entries: Entry[] = [];
  readonly #happened = new Set<number>();
  #seq = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    now: () => number,
    clock: RunClock,
    ahead: (action: Action) => number,
    due: (action: Action, at: number) => void,
  ) {
    this.#now = now;
    this.#after = (ms, run) => clock.after(ms, run);
    this.#ahead = ahead;
    this.#due = due;
  }

  add(timeline: readonly TimedAction[]): void {
    for (const { at, action } of timeline) this.#put({ at, action, revocable: false });
    this.#wake();
  }

  /** Plans these instead of those that an earlier call planned. Returns ids of those that have happened. */
  replace(timeline: readonly PlannedAction[]): readonly number[] {
    this.#entries = this.#entries.filter(({ revocable }) => !revocable);
    const late = timeline.flatMap(({ id }) =>
      id !== undefined && this.#happened.has(id) ? [id] : [],
    );
    for (const { at, action, id } of timeline) {
      if (id === undefined || !this.#happened.has(id))
        this.#put({ at, action, ...(id === undefined ? {} : { id }), revocable: true });
    }
    this.#wake();
    return late;
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#entries = [];
  }

  #put(entry: Omit<Entry, 'seq'>): void {
    this.#entries.push({ ...entry, seq: this.#seq++ });
    this.#entries.sort((a, b) => this.#handOnAt(a) - this.#handOnAt(b) || a.seq - b.seq);
  }

  #handOnAt({ at, action }: Pick<Entry, 'at' | 'action'>): number {
    return at - this.#ahead(action);
  }

  #wake(): void {
    clearTimeout(this.#timer);
    const [next] = this.#entries;
    if (!next) return;
    const wait = Math.min(LONGEST_MS, Math.max(0, this.#handOnAt(next) - this.#now()));
    this.#timer = this.#after(wait, () => this.#run());
  }

  #run(): void {
    for (let next = this.#entries[0]; next; next = this.#entries[0]) {
      if (this.#handOnAt(next) > this.#now()) break;
      this.#entries.shift();
      if (next.id !== undefined) this.#happened.add(next.id);
      this.#due(next.action, next.at);
    }
    this.#wake();
  }
}
