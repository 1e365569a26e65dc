/** The old rules, with smaller numbers. */
import type { Series } from './series.ts';

export interface Alarm {
  readonly signal: 'errors' | 'latency' | 'saturation';
  readonly instance?: number;
  readonly says: string;
}

export function alarms(series: Series): Alarm[] {
  const ringing: Alarm[] = [];
  const { requests, errors, meanMs } = series.fleet(3000);
  if (errors > 0.012 * requests) ringing.push({ signal: 'errors', says: `${errors} failed` });
  if (meanMs > 42) ringing.push({ signal: 'latency', says: `${Math.round(meanMs)} ms` });
  if (series.value('db_waiting') > 30) ringing.push({ signal: 'saturation', says: 'half full' });
  return ringing;
}
