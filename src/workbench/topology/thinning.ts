/** How many client requests are drawn: every one while there is room, then every second, fourth … */
import type { Mark } from './marks.ts';

/** How full the fullest link is: 1 is as many marks as it has room for. */
export function crowding(marks: readonly Mark[], roomOf: (link: string) => number): number {
  const counts = new Map<string, number>();
  for (const { link } of marks) counts.set(link, (counts.get(link) ?? 0) + 1);
  return Math.max(0, ...[...counts].map(([link, count]) => count / roomOf(link)));
}

/** What is left of a peak of crowding after each frame. */
const FADES = 0.985;

export class Thinning {
  #every = 1;
  #crowding = 0;

  /** A power of two. */
  get every(): number {
    return this.#every;
  }

  /** Takes a frame's crowding. Thins at once; fills up only when it has been sparse for a while. */
  see(crowding: number): void {
    this.#crowding = Math.max(crowding, this.#crowding * FADES);
    if (this.#crowding > 1) {
      this.#every *= 2;
      this.#crowding /= 2;
    } else if (this.#crowding < 0.4 && this.#every > 1) {
      this.#every /= 2;
      this.#crowding *= 2;
    }
  }
}
