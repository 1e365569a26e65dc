/**
 * Alarms from the promise: one in a hundred may fail or be slow. Errors are looked at by instance,
 * slowness as a share of requests and not as a mean, and the line at the database while there is room.
 */
import type { Series } from './series.ts';

export interface Alarm {
  readonly signal: 'errors' | 'latency' | 'saturation';
  readonly instance?: number;
  readonly says: string;
}

/** ms to look back: three minutes of the lab's time, 180 requests on a calm day. */
const WINDOW = 3000;

/** Of a hundred requests one may be bad. */
const BUDGET = 0.01;

/** How many times faster than that the budget may be spent before somebody is woken. */
const BURN = 1.5;

export function alarms(series: Series): Alarm[] {
  return [...brokenInstances(series), ...slowTail(series), ...fullLine(series)];
}

/** One error is bad luck. Two, and half of all it got, is an instance to take out. */
function brokenInstances(series: Series): Alarm[] {
  return series
    .instances(WINDOW)
    .filter(({ errors, requests }) => errors >= 2 && errors >= requests / 2)
    .map(({ instance, errors, requests }) => ({
      signal: 'errors',
      instance,
      says: `${errors} of ${requests} requests failed`,
    }));
}

function slowTail(series: Series): Alarm[] {
  const { slow, requests } = series.fleet(WINDOW);
  if (slow < 2 || slow < BURN * BUDGET * requests) return [];
  return [{ signal: 'latency', says: `${slow} of ${requests} requests took over 500 ms` }];
}

/** Half full is early enough to act, and more than an ordinary crowd makes it. */
function fullLine(series: Series): Alarm[] {
  const waiting = series.value('db_waiting');
  const room = series.value('db_room');
  if (room === 0 || waiting < room / 2) return [];
  return [{ signal: 'saturation', says: `${waiting} of ${room} places at the database are taken` }];
}
