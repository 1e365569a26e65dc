import { describe, expect, it } from 'vitest';
import { marksAt } from '../../../../src/workbench/topology/marks.ts';
import type { Scene } from '../../../../src/workbench/topology/marks.ts';
import { answer, arrive, done, fold, send } from '../../lab/metrics/journal.ts';
import type { JournalEvent } from '../../../../src/engine/journal.ts';

const links = ['clients>lb', 'lb>web-1'];

function marks(events: readonly JournalEvent[], t: number, scene: Partial<Scene> = {}) {
  const metrics = fold(events, events.at(-1)!.t);
  return marksAt(metrics.hops.between(-1, t), {
    t,
    slowMs: 200,
    link: (from, to) => {
      if (links.includes(`${from}>${to}`)) return { id: `${from}>${to}`, against: false };
      return links.includes(`${to}>${from}`) ? { id: `${to}>${from}`, against: true } : undefined;
    },
    legMs: () => 10,
    transitMs: () => 0.5,
    isCut: () => false,
    answers: false,
    every: 1,
    ...scene,
  });
}

const hop = [send(1, 0, 'clients', 'lb', 'a'), arrive(1, 0.5, 'lb')];

describe('marksAt', () => {
  it('lets a mark take its time, however fast the cable', () => {
    expect(marks(hop, 5)).toEqual([{ link: 'clients>lb', at: 0.5, form: 'ok' }]);
    expect(marks(hop, 11)).toEqual([]);
  });

  it('holds a hop back until the one before has been seen to arrive', () => {
    const two = [...hop, send(2, 1, 'lb', 'web-1', 'a'), arrive(2, 1.5, 'web-1')];
    expect(marks(two, 9).map((mark) => mark.link)).toEqual(['clients>lb']);
    expect(marks(two, 15)).toEqual([{ link: 'lb>web-1', at: 0.5, form: 'ok' }]);
  });

  it('turns a failure back as a cross, once it is known', () => {
    const refused = [send(1, 0, 'lb', 'web-1', 'a'), done(1, 1, 'lb', 'web-1', 1, 'ECONNREFUSED')];
    expect(marks(refused, 5)).toEqual([{ link: 'lb>web-1', at: 0.5, form: 'ok' }]);
    expect(marks(refused, 12)).toEqual([{ link: 'lb>web-1', at: 0.8, form: 'fail' }]);
    expect(marks(refused, 20)).toEqual([]);
  });

  it('shows a request that waits too long as slow, before the card', () => {
    const silent = [send(1, 0, 'lb', 'web-1', 'a')];
    expect(marks(silent, 100)).toEqual([{ link: 'lb>web-1', at: 0.93, form: 'ok' }]);
    expect(marks(silent, 300)).toEqual([{ link: 'lb>web-1', at: 0.93, form: 'slow' }]);
  });

  it('stops at the gap of a cut link', () => {
    const lost = [send(1, 0, 'lb', 'web-1', 'a')];
    expect(marks(lost, 100, { isCut: () => true })).toEqual([
      { link: 'lb>web-1', at: 0.4, form: 'ok' },
    ]);
  });

  it('draws answers only when time is slow enough to follow them', () => {
    const whole = [...hop, answer(1, 20, 'lb'), done(1, 20.5, 'clients', 'lb', 20.5, 'ok', 'a')];
    expect(marks(whole, 25)).toEqual([]);
    expect(marks(whole, 25, { answers: true })).toEqual([
      { link: 'clients>lb', at: 0.5, form: 'ok' },
    ]);
  });

  it('knows at a moment only what had happened by then', () => {
    const whole = [
      ...hop,
      answer(1, 500, 'lb', 502),
      done(1, 501, 'clients', 'lb', 501, 'failed', 'a'),
    ];
    expect(marks(whole, 5)).toEqual([{ link: 'clients>lb', at: 0.5, form: 'ok' }]);
    expect(marks(whole, 400)).toEqual([]);
    expect(marks(whole, 506)[0]).toMatchObject({ form: 'fail' });
  });

  it('runs against the arrow where the request does', () => {
    expect(marks([send(1, 0, 'web-1', 'lb')], 4)).toEqual([
      { link: 'lb>web-1', at: 0.6, form: 'ok' },
    ]);
  });

  it('thins by whole client requests, and leaves probes to their squares', () => {
    const many = [1, 2, 3, 4].flatMap((n) => [
      send(n * 2, 0, 'clients', 'lb', `t${n}`),
      send(n * 2 + 1, 0, 'lb', 'web-1', `t${n}`),
    ]);
    expect(marks(many, 5, { every: 2 })).toHaveLength(2);
    expect(marks(many, 15, { every: 2 })).toHaveLength(4); // two wait at lb, two travel on
    expect(marks([send(9, 0, 'lb', 'web-1', '', '/healthz')], 5)).toEqual([]);
  });
});
