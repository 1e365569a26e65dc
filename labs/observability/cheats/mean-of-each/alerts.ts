/** Means again, of every instance. */
import type { Series } from './series.ts';

export interface Alarm {
  readonly signal: 'errors' | 'latency' | 'saturation';
  readonly instance?: number;
  readonly says: string;
}

export function alarms(series: Series): Alarm[] {
  const ringing: Alarm[] = [];
  for (const { instance, errors, requests, meanMs } of series.instances(3000)) {
    if (errors >= 2) ringing.push({ signal: 'errors', instance, says: `${errors} of ${requests}` });
    if (meanMs > 200)
      ringing.push({ signal: 'latency', instance, says: `${Math.round(meanMs)} ms` });
  }
  if (series.value('db_waiting') > 30) ringing.push({ signal: 'saturation', says: 'half full' });
  return ringing;
}
