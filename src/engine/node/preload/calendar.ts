/** A wrong clock: `Date` alone is off; timers and `performance` know nothing of it. */
import type { Condition } from '../messages.ts';
import { installDate } from './own-date.ts';

/** As it was when it was first set wrong. */
let Right = Date;
let clock: Condition['clock'] = { ms: 0, drift: 0, since: 0 };
let wrong = false;

function now(): number {
  const right = Right.now();
  return Math.round(right + clock.ms + clock.drift * (right - clock.since));
}

export function setCalendar(next: Condition['clock']): void {
  clock = next;
  // A program that was never told the wrong time keeps Node's own class.
  if (wrong || (next.ms === 0 && next.drift === 0)) return;
  wrong = true;
  Right = Date;
  installDate(Right, now);
}
