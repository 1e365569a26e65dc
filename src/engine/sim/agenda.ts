/** What is due when: in order of time, and of planning at one instant. */
import { Heap } from '../../lib/heap.ts';

export interface Appointment {
  readonly t: number;
  readonly seq: number;
  /** Null once it is cancelled. */
  run: (() => void) | null;
}

export class Agenda {
  readonly #heap = new Heap<Appointment>((a, b) => a.t < b.t || (a.t === b.t && a.seq < b.seq));
  #seq = 0;

  plan(t: number, run: () => void): Appointment {
    const appointment: Appointment = { t, seq: this.#seq++, run };
    this.#heap.push(appointment);
    return appointment;
  }

  /** When the next one is due; Infinity when none is. */
  get next(): number {
    for (let top = this.#heap.peek(); top; top = this.#heap.peek()) {
      if (top.run) return top.t;
      this.#heap.pop();
    }
    return Infinity;
  }

  /** Takes the next one off; only after `next` has said that there is one. */
  take(): Appointment {
    return this.#heap.pop()!;
  }
}
