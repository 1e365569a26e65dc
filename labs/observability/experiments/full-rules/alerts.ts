/** Every kind of rule side by side: symptoms, causes, and what the shop is there for. */
import type { Series } from './series.ts';

export interface Alarm {
  readonly signal: 'errors' | 'latency' | 'saturation' | 'business';
  readonly instance?: number;
  readonly says: string;
}

const WINDOW = 3000;

export function alarms(series: Series): Alarm[] {
  const ringing: Alarm[] = [];
  const { requests, errors, slow } = series.fleet(WINDOW);
  if (errors >= 2 && errors > 0.015 * requests) {
    ringing.push({ signal: 'errors', says: `${errors} of ${requests} failed` });
  }
  if (slow >= 2 && slow > 0.015 * requests) {
    ringing.push({ signal: 'latency', says: `${slow} of ${requests} took over 500 ms` });
  }
  if (series.value('db_waiting') > series.value('db_room') / 2) {
    ringing.push({ signal: 'saturation', says: 'the line at the database is half full' });
  }
  // One visitor in five orders something. In 150 requests and more, none did?
  if (requests >= 150 && series.growth('orders_written_total', WINDOW) === 0) {
    ringing.push({ signal: 'business', says: `${requests} requests, and no order was written` });
  }
  return ringing;
}
