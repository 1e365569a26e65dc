import { describe, expect, it } from 'vitest';
import { Metrics } from '../../../../src/lab/metrics.ts';
import { Histogram } from '../../../../src/lab/metrics/histogram.ts';
import { arrive, done, fold, gauge, machine, send } from './journal.ts';

describe('traffic', () => {
  it('counts client requests by outcome in the slice in which they ended', () => {
    const metrics = fold(
      [
        send(1, 100, 'clients', 'lb'),
        send(2, 200, 'clients', 'lb'),
        done(1, 150, 'clients', 'lb', 50),
        send(3, 300, 'clients', 'lb'),
        send(4, 400, 'clients', 'lb'),
        done(2, 600, 'clients', 'lb', 400),
        done(3, 700, 'clients', 'lb', 400, 'unknown'),
        done(4, 800, 'clients', 'lb', 400, 'wrong'),
      ],
      1000,
    );
    expect(metrics.traffic.between(0, 1000)).toMatchObject([
      { from: 0, sent: 4, ok: 1, slow: 0, failed: 0 },
      { from: 500, sent: 0, ok: 0, slow: 1, failed: 2 },
    ]);
  });

  it('leaves hops between machines out of the counts', () => {
    const metrics = fold([send(1, 10, 'lb', 'web-1'), done(1, 20, 'lb', 'web-1', 10, 200)], 500);
    expect(metrics.traffic.between(0, 500)).toEqual([
      { from: 0, sent: 0, ok: 0, slow: 0, failed: 0 },
    ]);
  });

  it('takes percentiles over good answers alone', () => {
    const events = Array.from({ length: 100 }, (_, i) => done(i, 100, 'clients', 'lb', i + 1));
    events.push(done(200, 101, 'clients', 'lb', 1999, 'unknown'));
    const sends = events.map((_, i) => send(i === 100 ? 200 : i, 1, 'clients', 'lb'));
    const [bucket] = fold([...sends, ...events], 400).traffic.between(0, 500);
    expect(bucket!.p50! / 50).toBeCloseTo(1, 1);
    expect(Math.abs(bucket!.p99! / 99 - 1)).toBeLessThan(0.02);
  });

  it('fills quiet slices, and forgets the oldest', () => {
    const metrics = new Metrics({ slowMs: 200, bucketMs: 1000 });
    metrics.fold({ events: [send(1, 10, 'clients', 'lb')], now: 3500 });
    expect(metrics.traffic.between(0, 4000).map((b) => b.from)).toEqual([0, 1000, 2000, 3000]);
    metrics.fold({ events: [], now: 10 * 3_600_000 });
    const all = metrics.traffic.between(0, Infinity);
    expect(all.length).toBeLessThanOrEqual(1501);
    expect(all.every((b, i) => i === 0 || b.from - all[i - 1]!.from === 1000)).toBe(true);
    expect(metrics.traffic.between(10 * 3_600_000 - 2000, 10 * 3_600_000)).toHaveLength(2);
  });

  it('reads the rate of requests over the last whole second', () => {
    const events = Array.from({ length: 60 }, (_, i) => send(i, i * 25, 'clients', 'lb'));
    expect(fold(events, 1500).traffic.sentPerSecond(1500)).toBe(40);
  });

  it('gives the same slices whether the journal came at once or in pieces', () => {
    const events = Array.from({ length: 400 }, (_, i) => [
      send(i, i * 10, 'clients', 'lb'),
      done(i, i * 10 + 5, 'clients', 'lb', 5 + (i % 50)),
    ]).flat();
    const pieces = new Metrics({ slowMs: 200 });
    for (let i = 0; i < events.length; i += 7) {
      const piece = events.slice(i, i + 7);
      pieces.fold({ events: piece, now: piece[piece.length - 1]!.t });
    }
    const whole = fold(events, events[events.length - 1]!.t);
    expect(pieces.traffic.between(0, 5000)).toEqual(whole.traffic.between(0, 5000));
  });
});

describe('Histogram', () => {
  it('is within 2% of the exact percentile over five decades', () => {
    const histogram = new Histogram();
    const values: number[] = [];
    for (let i = 0; i < 5000; i++) values.push(0.1 * 10 ** ((i / 5000) * 5));
    for (const value of values) histogram.add(value);
    const shares = [0.01, 0.25, 0.5, 0.95, 0.99, 1];
    histogram.quantiles(shares).forEach((value, i) => {
      const exact = values[Math.ceil(shares[i]! * values.length) - 1]!;
      expect(Math.abs(value / exact - 1)).toBeLessThan(0.02);
    });
  });

  it('has no percentiles when empty', () => {
    expect(new Histogram().quantiles([0.5])).toEqual([]);
  });
});

describe('machines', () => {
  const metrics = fold(
    [
      machine(0, 'web-1', 'up'),
      gauge(100, 'web-1', 'cpu', 0.2),
      gauge(1000, 'web-1', 'cpu', 0.8),
      gauge(1000, 'web-1', 'queue', 7),
      machine(2000, 'web-1', 'down'),
      machine(3000, 'web-1', 'up', 2),
    ],
    4000,
  );

  it('are told as of any moment', () => {
    expect(metrics.machine('web-1', 1500)).toMatchObject({ state: 'up', since: 0, queue: 7 });
    expect(metrics.machine('web-1', 2500)).toMatchObject({ state: 'down', since: 2000, queue: 0 });
    expect(metrics.machine('web-1')).toMatchObject({ state: 'up', since: 3000, incarnation: 2 });
    expect(metrics.machine('web-1', -1)).toBeUndefined();
    expect(metrics.machine('nobody')).toBeUndefined();
  });

  it('show a smoothed load that follows a step by 63% in one time constant', () => {
    expect(metrics.machine('web-1', 500)!.load).toBeCloseTo(0.2);
    expect(metrics.machine('web-1', 1400)!.load).toBeCloseTo(0.2 + 0.6 * (1 - 1 / Math.E));
    expect(metrics.gauge('web-1', 'cpu', 1400)).toBe(0.8);
  });

  it('lose their load when they go down', () => {
    expect(metrics.gauge('web-1', 'cpu', 2500)).toBe(0);
  });
});

describe('probes', () => {
  it('are the last three asked for, with what is known at that moment', () => {
    const events = [
      send(1, 100, 'lb', 'web-1', '', '/healthz'),
      done(1, 110, 'lb', 'web-1', 10, 200),
      send(2, 600, 'lb', 'web-1', '', '/healthz'),
      done(2, 605, 'lb', 'web-1', 5, 'ECONNREFUSED'),
      send(3, 1100, 'lb', 'web-1', '', '/healthz'),
      send(4, 1200, 'lb', 'web-1', 't', '/items/1'),
    ];
    const metrics = fold(events, 1300);
    expect(metrics.probes('web-1')).toEqual(['ok', 'bad', 'none']);
    expect(metrics.probes('web-1', 602)).toEqual(['ok', 'none']);
    expect(metrics.probes('web-2')).toEqual([]);
  });
});

describe('hops', () => {
  it('know the client request that they belong to and the hop before', () => {
    const metrics = fold(
      [
        send(1, 10, 'clients', 'lb', 'a'),
        send(2, 11, 'clients', 'lb', 'b'),
        arrive(1, 10.5, 'lb'),
        send(3, 12, 'lb', 'web-1', 'a'),
        send(4, 14, 'web-1', 'db', 'a'),
        done(4, 20, 'web-1', 'db', 6, 503),
      ],
      20,
    );
    const [db, web, second, first] = [...metrics.hops.between(0, 20)];
    expect(db).toMatchObject({ id: 4, failed: true, doneAt: 20 });
    expect(db!.parent).toBe(web);
    expect(web!.parent).toBe(first);
    expect(db!.root).toBe(first!.root);
    expect(second!.root).not.toBe(first!.root);
    expect(first!.arrivedAt).toBe(10.5);
  });

  it('marks requests sent by hand', () => {
    const hand = { load: 'by-hand-1', flow: 1, step: 0 };
    const metrics = fold(
      [
        {
          kind: 'action',
          t: 5,
          action: { kind: 'request', id: 'by-hand-1', request: { to: 'lb', path: '/' } },
        },
        {
          kind: 'send',
          id: 1,
          t: 5,
          from: 'clients',
          to: 'lb',
          method: 'GET',
          path: '/',
          trace: 'x',
          client: hand,
        },
        send(2, 6, 'lb', 'web-1', 'x'),
      ],
      6,
    );
    expect([...metrics.hops.between(0, 6)].map((hop) => hop.byHand)).toEqual([true, true]);
  });

  it('keeps whole requests, and a bounded number, at any rate', () => {
    const metrics = new Metrics({ slowMs: 200 });
    let id = 0;
    for (let second = 0; second < 10; second++) {
      const events = Array.from({ length: 3000 }, (_, i) => {
        const t = second * 1000 + i / 3;
        const trace = `r${second}-${i}`;
        return [
          send(++id, t, 'clients', 'lb', trace),
          send(++id, t, 'lb', 'web-1', trace),
          done(id, t, 'lb', 'web-1', 0, 200),
          done(id - 1, t, 'clients', 'lb', 0, 'ok', trace),
        ];
      }).flat();
      metrics.fold({ events, now: second * 1000 + 999 });
    }
    const recent = [...metrics.hops.between(8000, 10_000)];
    expect(recent.length).toBeGreaterThan(500);
    expect(recent.length).toBeLessThanOrEqual(2000);
    expect(recent.filter((hop) => hop.to === 'web-1').every((hop) => hop.parent?.to === 'lb')).toBe(
      true,
    );
    expect([...metrics.hops.between(0, 10_000)].length).toBeLessThanOrEqual(8192 * 1.25);
  });
});
