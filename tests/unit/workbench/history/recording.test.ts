import { describe, expect, it } from 'vitest';
import { looksAt } from '../../../../src/workbench/topology/looks.ts';
import type { JournalEvent } from '../../../../src/engine/journal.ts';
import { Recording } from '../../../../src/workbench/history/recording.ts';
import type { Shown } from '../../../../src/workbench/history/recording.ts';
import { lab } from '../fake.ts';
import { journalOf } from './journal.ts';

const SECONDS = 26;
const events = journalOf({ seconds: SECONDS, perSecond: 200 }).filter(
  (event) => event.t <= SECONDS * 1000,
);

/** As a live run comes in: a batch every 16 ms. */
function record(until: number, keptBytes?: number): Recording {
  const recording = new Recording({ slowMs: 200, keptBytes });
  let next = 0;
  for (let now = 16; now <= until; now += 16) {
    const batch: JournalEvent[] = [];
    for (; next < events.length && events[next]!.t <= now; next += 1) batch.push(events[next]!);
    recording.take({ events: batch, now });
  }
  return recording;
}

/** All that panels draw of it. */
function picture({ t, folds, metrics }: Shown) {
  const machines = ['lb', 'web-1', 'web-2', 'web-3', 'db'];
  return {
    machines: folds.machines,
    faults: folds.faults,
    moments: folds.moments,
    log: folds.logs.lines('all', 250),
    web: folds.logs.lines('web-2', 250),
    failures: folds.traces.failures().map(({ id, hops }) => ({ id, hops })),
    readings: machines.map((id) => metrics.machine(id, t)),
    probes: machines.map((id) => metrics.probes(id, t)),
    looks: looksAt({ lab, metrics, faults: folds.faults, t }),
    // Later facts of a hop are known by now, and asked for by their times.
    hops: [...metrics.hops.between(t - 1000, t)].map((hop) => [hop.id, hop.root, hop.parent?.id]),
    traffic: metrics.traffic.between(0, Math.floor(t / 500) * 500),
  };
}

describe('a recording', () => {
  const whole = record(SECONDS * 1000);

  it('shows any moment as it was then', () => {
    for (const t of [16, 2000, 12_336, 12_352, 25_008, 7008]) {
      const then = record(t);
      expect(picture(whole.at(t)), `at ${String(t)}`).toEqual(picture(then.head));
    }
  });

  it('goes on from the moment before as it would from a checkpoint', () => {
    whole.at(20_000);
    const stepwise = [20_003, 20_100, 21_552].map((t) => picture(whole.at(t)));
    whole.at(1000);
    const afresh = picture(whole.at(21_552));
    expect(stepwise.at(-1)).toEqual(afresh);
  });

  it('does not disturb the run that goes on', () => {
    const live = record(10_000);
    const before = picture(live.head);
    live.at(5000);
    live.at(9000);
    expect(picture(live.head)).toEqual(before);
  });

  it('finds the next event and the next end of a request', () => {
    const t = 15_000;
    const next = events.find((event) => event.t > t)!;
    expect(whole.next(t)).toBe(next.t);
    const ends = (event: JournalEvent) => event.kind === 'done' && event.client !== undefined;
    expect(whole.next(t, ends)).toBe(events.find((event) => event.t > t && ends(event))!.t);
    expect(whole.next(SECONDS * 1000 + 5000)).toBeUndefined();
  });

  it('finds the whole way of a request of long ago', () => {
    const sent = events.find((event) => event.kind === 'send' && event.client && event.t > 3000);
    if (sent?.kind !== 'send' || sent.trace === undefined) throw new Error('no request');
    const trace = whole.trace(sent.trace, sent.t);
    expect(trace?.hops).toHaveLength(3);
    expect(trace?.hops.every((hop) => hop.ended !== undefined)).toBe(true);
  });

  it('stays within its bound: the oldest goes, and reach says how far back one can see', () => {
    expect(whole.reach).toBe(0);
    const bound = 1 << 20;
    const small = record(SECONDS * 1000, bound);
    expect(small.bytes).toBeLessThanOrEqual(bound);
    expect(small.reach).toBeGreaterThan(5000);
    expect(small.at(0).t).toBe(small.reach);
    const t = small.reach + 5008;
    expect(picture(small.at(t)).log).toEqual(picture(whole.at(t)).log);
  });

  it('can be made of a run that is over', () => {
    const over = Recording.of(events, SECONDS * 1000, 200);
    expect(over.now).toBe(SECONDS * 1000);
    expect(picture(over.at(12_352))).toEqual(picture(whole.at(12_352)));
  });
});
