/** A machine's calendar clock: what `Date` reads. Faults set it wrong; timers know nothing of it. */
import type { ClockSkew } from '../protocol.ts';

export class Calendar {
  /** How far it is off from now on. */
  skew: ClockSkew;
  readonly #epoch: number;

  /** @param epoch Unix ms of the session's beginning */
  constructor(epoch: number, skew: ClockSkew) {
    this.#epoch = epoch;
    this.skew = skew;
  }

  /** Unix ms, with fractions, that it shows at `t` virtual ms. */
  at(t: number): number {
    return this.#epoch + t + this.skew.ms + this.skew.drift * t;
  }
}
