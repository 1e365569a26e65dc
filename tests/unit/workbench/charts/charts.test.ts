import { describe, expect, it } from 'vitest';
import { placeFlags } from '../../../../src/workbench/charts/flags.ts';
import {
  countTicks,
  liveSpan,
  logScale,
  logTicks,
  timeScale,
  timeTicks,
} from '../../../../src/workbench/charts/scale.ts';
import { latencyWords, ms, trafficWords } from '../../../../src/workbench/charts/words.ts';
import type { FaultSpan } from '../../../../src/workbench/folds/faults.ts';
import { done, fold, send } from '../../lab/metrics/journal.ts';

const fault = (title: string, from: number, until?: number): FaultSpan => ({
  id: `state:${title}`,
  lane: 'machines',
  form: 'cross',
  label: 'killed',
  title,
  machine: 'web-2',
  from,
  until,
  heal: { kind: 'start', machine: 'web-2' },
});

describe('time', () => {
  it('shows the first half minute, then the last', () => {
    expect(liveSpan(0)).toEqual({ from: 0, to: 30_000 });
    expect(liveSpan(30_000)).toEqual({ from: 0, to: 30_000 });
    expect(liveSpan(61_200)).toEqual({ from: 31_500, to: 61_500 });
  });

  it('labels a ruler where there is room, the unit once', () => {
    const wide = timeTicks(timeScale({ from: 0, to: 30_000 }, 44, 586)).filter(
      (tick) => tick.major,
    );
    expect(wide.map((tick) => tick.label)).toEqual(['0', '5', '10', '15', '20', '25', '30 s']);
    const phone = timeTicks(timeScale({ from: 0, to: 30_000 }, 10, 296)).filter(
      (tick) => tick.major,
    );
    expect(phone.map((tick) => tick.label)).toEqual(['0', '10', '20', '30 s']);
    const moving = timeTicks(timeScale({ from: 31_500, to: 61_500 }, 44, 586)).filter(
      (tick) => tick.major,
    );
    expect(moving.map((tick) => tick.label)).toEqual(['35', '40', '45', '50', '55', '60 s']);
  });
});

describe('scales', () => {
  it('counts in round steps past the highest bar', () => {
    expect(countTicks(240)).toEqual([0, 100, 200, 300]);
    expect(countTicks(0)).toEqual([0, 1]);
    expect(countTicks(7)).toEqual([0, 5, 10]);
  });

  it('holds every latency, from a third of a decade to a second and more', () => {
    const axis = logScale([22, 700], 10, 100);
    expect([axis.low, axis.high]).toEqual([20, 1000]);
    expect(axis.y(20)).toBe(100);
    expect(axis.y(1000)).toBeCloseTo(10);
    expect(
      logTicks(axis)
        .filter((tick) => tick.label)
        .map((tick) => tick.label),
    ).toEqual(['100', '1 s']);
    expect(
      logTicks(axis)
        .filter((tick) => tick.size === 'five')
        .map((tick) => tick.value),
    ).toEqual([50, 500]);
  });
});

describe('placeFlags', () => {
  const scale = timeScale({ from: 0, to: 30_000 }, 44, 586);

  it('gives each fault its words, or its icon alone where words would collide', () => {
    const flags = placeFlags(
      [fault('web-2 killed', 12_000, 22_000), fault('web-2 slow', 12_200)],
      scale,
      25_000,
    );
    expect(flags.map((flag) => [flag.t, flag.label])).toEqual(
      [
        [12_000, 'web-2 killed'],
        [12_200, 'web-2 slow'],
        [22_000, 'web-2 back'],
      ].map(([t, label]) => [t, label]),
    );
    expect(flags[0]!.side).toBe('left');
    const crowd = placeFlags(
      [9000, 9100, 9200, 9300].map((t) => fault('web-2 killed', t)),
      scale,
      25_000,
    );
    expect(crowd.filter((flag) => flag.label)).toHaveLength(2);
  });

  it('does not tell the future', () => {
    expect(placeFlags([fault('web-2 killed', 12_000, 22_000)], scale, 15_000)).toHaveLength(1);
  });
});

describe('words', () => {
  const events = Array.from({ length: 100 }, (_, i) => [
    send(i, i * 10, 'clients', 'lb'),
    done(i, i * 10 + 5, 'clients', 'lb', 20, i >= 90 ? 'failed' : 'ok'),
  ]).flat();
  const metrics = fold(events, 1000);
  const buckets = metrics.traffic.between(0, 1000);

  it('say what the charts show', () => {
    expect(trafficWords(buckets, 500)).toBe(
      'Throughput by outcome from 0 to 1 s: 100 requests ended, up to 100 a second; 10 failed, between 0.5 and 1 s; none were slow.',
    );
    expect(latencyWords(buckets, 500)).toMatch(/p50 20 ms, p95 20 ms and p99 20 ms at 1 s/);
    expect(trafficWords([], 500)).toMatch(/no requests/);
    expect(latencyWords([], 500)).toMatch(/no good answers/);
  });

  it('round to what can be read', () => {
    expect([ms(3.14159), ms(24.6), ms(153.7), ms(1234)]).toEqual([
      '3.1 ms',
      '25 ms',
      '154 ms',
      '1.23 s',
    ]);
  });
});
