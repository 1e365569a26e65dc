/** What is due when, on the clock that all processes of a run share. */
import { Agenda } from '../../sim/agenda.ts';
import type { RunClock } from '../messages.ts';

/** ms; what is due so soon is done now: a timer would ring later than that. */
const NOW_MS = 0.6;
/** ms; a planned order takes effect at its own moment up to so long after it. */
const LATE_MS = 40;

/**
 * When an order that was planned for `at`, or for as soon as may be (0), takes effect: at its moment,
 * though its timer rang a little early or late. A crowd that ends early is a visitor short.
 * @param exact however late it rang
 */
export function momentOf(at: number, now: number, exact = false): number {
  return exact || at > now - LATE_MS ? at : now;
}

export class Schedule {
  readonly clock: RunClock;
  readonly #agenda = new Agenda();
  #timer: NodeJS.Timeout | undefined;
  #wakeAt = Infinity;

  constructor(clock: RunClock) {
    this.clock = clock;
  }

  get now(): number {
    return this.clock.now;
  }

  /** Runs it at `t`: in order of time, and of asking. */
  at(t: number, run: () => void): void {
    if (t < this.#agenda.next && t <= this.now + NOW_MS) {
      run();
      return;
    }
    this.#agenda.plan(t, run);
    this.#wake();
  }

  #wake(): void {
    const { next } = this.#agenda;
    if (next >= this.#wakeAt) return;
    clearTimeout(this.#timer);
    this.#wakeAt = next;
    if (next < Infinity) {
      this.#timer = this.clock.after(Math.max(0, next - this.now), () => this.runDue());
    }
  }

  /** Does what is due. */
  runDue(): void {
    while (this.#agenda.next <= this.now + NOW_MS) this.#agenda.take().run!();
    this.#wakeAt = Infinity;
    this.#wake();
  }
}
