/**
 * When somebody is woken. Called after every scrape, four times a second; what it returns rings
 * until it is no longer returned.
 *
 * The promise to the public: of 100 requests, 99 are answered well within 500 ms. One in a
 * hundred is what may go wrong. The lab's clock runs sixty times too fast: its second is a minute.
 *
 * It starts broken on purpose. The places to look at are marked LOOK HERE; what there is to ask
 * is in series.ts.
 */
import type { Series } from './series.ts';

export interface Alarm {
  /** What it is about; the pager shows it first. */
  readonly signal: 'errors' | 'latency' | 'saturation';
  /** Where, if it is one instance. */
  readonly instance?: number;
  readonly says: string;
}

export function alarms(series: Series): Alarm[] {
  const ringing: Alarm[] = [];
  const { requests, errors, meanMs } = series.fleet(2000);

  // LOOK HERE (1 of 3). One instance of fifty can fail everything it gets: that is 2% of the fleet.
  if (errors > 0.05 * requests) {
    ringing.push({ signal: 'errors', says: `${errors} of ${requests} requests failed` });
  }

  // LOOK HERE (2 of 3). One page in forty takes a second longer. What does that do to the mean?
  if (meanMs > 200) {
    ringing.push({
      signal: 'latency',
      says: `a request takes ${Math.round(meanMs)} ms on average`,
    });
  }

  // LOOK HERE (3 of 3). How long is the line at the database? `db_waiting` of `db_room` is known
  // after every scrape, and nobody asks.
  return ringing;
}
