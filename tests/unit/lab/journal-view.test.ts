import { describe, expect, it } from 'vitest';
import type { JournalEvent } from '../../../src/engine/journal.ts';
import { clock, JournalView, nearestRank } from '../../../src/lab/journal-view.ts';
import { hop, inOrder, request } from './journal.ts';

describe('client requests', () => {
  const view = new JournalView(
    inOrder(
      request({ at: 100, ms: 10, path: '/item/1' }),
      request({ at: 200, ms: 30, status: 502, path: '/item/2' }),
      request({
        at: 300,
        ms: 1000,
        outcome: 'unknown',
        error: 'ABORTED',
        path: '/order/3',
        method: 'POST',
      }),
      request({ at: 900, path: '/item/4', client: { load: 'other', label: 'page' } }),
    ),
    2000,
  );

  it('pairs what was sent with how it ended', () => {
    const [first] = view.requests();
    expect(first).toMatchObject({
      at: 100,
      end: 110,
      ms: 10,
      status: 200,
      outcome: 'ok',
      load: 'pages',
    });
    expect(view.requests().map((each) => each.outcome)).toEqual([
      'ok',
      'failed',
      'unknown',
      'open',
    ]);
  });

  it('filters by span, load, label, method, path and outcome', () => {
    expect(view.count({ since: 200, until: 300 })).toBe(1);
    expect(view.count({ load: 'other' })).toBe(1);
    expect(view.count({ label: 'page' })).toBe(1);
    expect(view.count({ method: 'POST' })).toBe(1);
    expect(view.count({ path: /^\/item/ })).toBe(3);
    expect(view.count({ outcome: ['failed', 'unknown'] })).toBe(2);
  });

  it('counts every request that did not end ok as failed', () => {
    expect(view.failedShare()).toBe(0.75);
    expect(view.failedShare({ load: 'nobody' })).toBe(0);
  });

  it('lets a request that never ended count with the time it has waited', () => {
    expect(view.percentile(1)).toBe(1100);
    expect(view.percentile(0.25)).toBe(10);
    expect(view.percentile(0.5, { load: 'nobody' })).toBeNaN();
  });

  it('names the machine that a client ended up with', () => {
    const [sent, done] = request({ at: 5, ms: 1, to: 'lb' }).filter(
      (each) => each.kind !== 'arrive' && each.kind !== 'answer',
    );
    const moved = { ...done, to: 'lb-b' } as JournalEvent;
    expect(new JournalView([sent!, moved]).requests()[0]?.to).toBe('lb-b');
  });
});

describe('hops', () => {
  const view = new JournalView(
    inOrder(
      request({ at: 1, ms: 20, trace: 'a' }),
      hop({ at: 2, ms: 4, trace: 'a', to: 'web-2', error: 'ECONNREFUSED' }),
      hop({ at: 8, ms: 8, trace: 'a', to: 'web-1' }),
      hop({ at: 9, ms: 1, to: 'web-2', path: '/healthz', error: 'ECONNREFUSED' }),
    ),
  );

  it('follows one request through every machine', () => {
    expect(view.trace('a').map((each) => each.to)).toEqual(['lb', 'web-2', 'web-1']);
  });

  it('tells the traffic of clients from what machines ask on their own', () => {
    expect(view.hops({ to: 'web-2' })).toHaveLength(2);
    expect(view.hops({ to: 'web-2', traced: true })).toHaveLength(1);
    expect(view.hops({ to: 'web-2', traced: false })[0]?.path).toBe('/healthz');
  });

  it('knows when one arrived and was answered, and when it did neither', () => {
    expect(view.hops({ to: 'web-1' })[0]).toMatchObject({ arrived: 10, answered: 14, end: 16 });
    expect(view.hops({ to: 'web-2' })[0]?.arrived).toBeUndefined();
  });
});

describe('machines', () => {
  const state = (t: number, state: 'starting' | 'up' | 'down'): JournalEvent => ({
    kind: 'machine',
    t,
    machine: 'web-2',
    state,
    incarnation: 1,
  });
  const view = new JournalView([state(0, 'starting'), state(0, 'up'), state(500, 'down')], 1000);

  it('says in which state one was', () => {
    expect(view.stateAt('web-2', 499)).toBe('up');
    expect(view.stateAt('web-2', 500)).toBe('down');
    expect(view.stateAt('nobody', 500)).toBe('down');
  });

  it('says whether one was up all the time', () => {
    expect(view.upThroughout('web-2', { since: 1, until: 500 })).toBe(true);
    expect(view.upThroughout('web-2', { since: 1, until: 501 })).toBe(false);
    expect(view.upThroughout('nobody', {})).toBe(false);
  });
});

it('finds actions of a kind', () => {
  const events: JournalEvent[] = [
    { kind: 'action', t: 3, action: { kind: 'kill', machine: 'lb' } },
    { kind: 'action', t: 4, action: { kind: 'heal-all' } },
  ];
  expect(new JournalView(events).actions('kill')).toEqual([
    { at: 3, action: { kind: 'kill', machine: 'lb' } },
  ]);
});

it('takes percentiles by nearest rank', () => {
  expect(nearestRank([5, 1, 3, 2, 4], 0.5)).toBe(3);
  expect(nearestRank([1, 2, 3, 4], 0.95)).toBe(4);
  expect(nearestRank([7], 0)).toBe(7);
});

it('writes times as people read them', () => {
  expect(clock(4205)).toBe('4.205 s');
});
