/** One is enough. */
import type { Series } from './series.ts';

export interface Alarm {
  readonly signal: 'errors' | 'latency' | 'saturation';
  readonly instance?: number;
  readonly says: string;
}

export function alarms(series: Series): Alarm[] {
  const ringing: Alarm[] = [];
  for (const { instance, errors } of series.instances(1000)) {
    if (errors > 0) ringing.push({ signal: 'errors', instance, says: `${errors} failed` });
  }
  if (series.fleet(1000).slow > 0) ringing.push({ signal: 'latency', says: 'a slow page' });
  if (series.value('db_waiting') > 0) ringing.push({ signal: 'saturation', says: 'a query waits' });
  return ringing;
}
