/** Alarms by comparison: an instance against the fleet, p99 against the promise, the line against time. */
import type { Series } from './series.ts';

export interface Alarm {
  readonly signal: 'errors' | 'latency' | 'saturation';
  readonly instance?: number;
  readonly says: string;
}

const WINDOW = 3000;

export function alarms(series: Series): Alarm[] {
  const ringing: Alarm[] = [];
  const fleet = series.fleet(WINDOW);

  // An outlier: several errors, and far more of them than its share of the fleet's.
  for (const { instance, errors, requests } of series.instances(WINDOW)) {
    const usual = (fleet.errors - errors) / Math.max(1, fleet.requests - requests);
    if (errors < 2 || errors / requests < 10 * usual + 0.3) continue;
    ringing.push({
      signal: 'errors',
      instance,
      says: `${Math.round((100 * errors) / requests)}% failed, elsewhere ${Math.round(100 * usual)}%`,
    });
  }

  // A percentile needs enough requests: of less than a hundred, p99 is the slowest of them.
  if (fleet.requests >= 120 && fleet.p99 > 500) {
    ringing.push({ signal: 'latency', says: `p99 is over 500 ms in ${fleet.requests} requests` });
  }

  // How full will the line be in a second, if it goes on growing like this?
  const [before, now] = [series.value('db_waiting', 500), series.value('db_waiting')];
  const room = series.value('db_room');
  const soon = now + (now - before) * 2;
  if (before > 0 && now > room / 5 && soon > room) {
    ringing.push({ signal: 'saturation', says: `${now} wait for the database, and soon ${soon}` });
  }
  return ringing;
}
