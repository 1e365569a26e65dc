/**
 * The session's time between two batches. Batches come in lumps; marks must move evenly. The clock
 * runs at the session's speed a moment behind what is known, never ahead of it.
 */

/** ms of wall time that the drawn time may lie behind before it catches up. */
const SLACK = 120;

export class FrameClock {
  #shown = 0;
  #wall: number | undefined;

  /**
   * The time to draw now.
   * @param wall ms of the page's clock. @param known ms up to which the journal is complete.
   * @param speed of the session's clock against the wall; 0 is paused, Infinity unpaced.
   */
  tick(wall: number, known: number, speed: number): number {
    const passed = this.#wall === undefined ? 0 : Math.max(0, wall - this.#wall);
    this.#wall = wall;
    if (known < this.#shown || speed === 0 || !Number.isFinite(speed)) return (this.#shown = known);
    const behind = known - this.#shown;
    const limit = SLACK * speed;
    // Twice as fast when it lags a little; at once when it lags a lot.
    const step = behind > 4 * limit ? behind - limit : passed * speed * (behind > limit ? 2 : 1);
    this.#shown = Math.min(known, this.#shown + step);
    return this.#shown;
  }
}
