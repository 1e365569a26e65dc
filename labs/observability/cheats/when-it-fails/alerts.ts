/** Waits for the errors that saturation makes. */
import type { Series } from './series.ts';

export interface Alarm {
  readonly signal: 'errors' | 'latency' | 'saturation';
  readonly instance?: number;
  readonly says: string;
}

export function alarms(series: Series): Alarm[] {
  const ringing: Alarm[] = [];
  const fleet = series.fleet(3000);
  for (const { instance, errors, requests } of series.instances(3000)) {
    if (errors >= 2 && errors >= requests / 2) {
      ringing.push({ signal: 'errors', instance, says: `${errors} of ${requests}` });
    }
  }
  if (fleet.slow >= 2 && fleet.slow > 0.015 * fleet.requests) {
    ringing.push({ signal: 'latency', says: `${fleet.slow} slow` });
  }
  if (series.fleet(250).errors >= 2 && series.value('db_waiting') > 30) {
    ringing.push({ signal: 'saturation', says: 'requests fail and many wait' });
  }
  return ringing;
}
