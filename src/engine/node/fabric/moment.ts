/** When an order takes effect. */
import type { NumberedOrder } from '../messages.ts';

/** ms; an order is carried out for its own moment up to so long after it: it came late, or a timer did. */
const LATE_MS = 40;

/**
 * @param now when it is carried out
 * @param inTime it had come before its moment. Who comes by a load is reckoned and not awaited, so a load
 * begins and ends at its moments then, though a timer rings late or a little early (a reader more or less,
 * where they come a millisecond apart). All else can take effect only now.
 */
export function momentOf(
  { at, order }: Pick<NumberedOrder, 'at' | 'order'>,
  now: number,
  inTime: boolean,
): number {
  if (inTime && order.kind === 'load') return at;
  return at <= now && at > now - LATE_MS ? at : now;
}
