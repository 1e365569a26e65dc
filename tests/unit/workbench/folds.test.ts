import { describe, expect, it } from 'vitest';
import type { Action, ZoneFault } from '../../../src/engine/contract.ts';
import type { JournalEvent } from '../../../src/engine/journal.ts';
import { allowedTargets, fits } from '../../../src/workbench/choices.ts';
import { activeFaults, foldFaults, isOnLink } from '../../../src/workbench/folds/faults.ts';
import type { FaultSpan } from '../../../src/workbench/folds/faults.ts';
import { LINES_PER_MACHINE, Logs } from '../../../src/workbench/folds/logs.ts';
import { traceOf, Traces } from '../../../src/workbench/folds/traces.ts';
import { traceChart } from '../../../src/workbench/trace-rows.ts';
import { createView } from '../../../src/workbench/view.ts';
import { lab } from './fake.ts';

const log = (
  t: number,
  machine: string,
  text: string,
  stream: 'out' | 'err' = 'out',
): JournalEvent => ({
  kind: 'log',
  t,
  machine,
  stream,
  text,
});

describe('Logs', () => {
  it('merges machines in the order of the journal and filters', () => {
    const logs = new Logs();
    logs.add(log(1, 'lb', 'a'));
    logs.add(log(1, 'web', 'b', 'err'));
    logs.add(log(2, 'lb', 'c'));
    expect(logs.lines('all', 10).map((line) => line.text)).toEqual(['a', 'b', 'c']);
    expect(logs.lines('lb', 10).map((line) => line.text)).toEqual(['a', 'c']);
    expect(logs.lines('errors', 10).map((line) => line.text)).toEqual(['b']);
    expect(logs.lines('all', 2).map((line) => line.text)).toEqual(['b', 'c']);
  });

  it('lets a chatty machine push out only its own lines', () => {
    const logs = new Logs();
    logs.add(log(1, 'db', 'quiet'));
    for (let t = 0; t < LINES_PER_MACHINE * 4; t += 1) logs.add(log(t, 'lb', String(t)));
    expect(logs.lines('db', 10)).toHaveLength(1);
    expect(logs.lines('lb', Infinity).length).toBeLessThanOrEqual(LINES_PER_MACHINE * 1.5);
    expect(logs.lines('lb', 1)[0]?.text).toBe(String(LINES_PER_MACHINE * 4 - 1));
  });

  it('keeps crashes with their place', () => {
    const logs = new Logs();
    logs.add({
      kind: 'crash',
      t: 1,
      machine: 'lb',
      message: 'no',
      stack: '',
      path: 'a.ts',
      line: 3,
    });
    expect(logs.lines('errors', 1)[0]).toMatchObject({ tone: 'crash', path: 'a.ts', line: 3 });
  });
});

describe('faults', () => {
  const fold = (...events: JournalEvent[]) =>
    events.reduce<readonly FaultSpan[]>((spans, event) => foldFaults(spans, event), []);
  const fault: JournalEvent = {
    kind: 'action',
    t: 100,
    action: { kind: 'link-fault', id: 'f', from: 'lb', to: 'web', fault: { latencyMs: 60 } },
  };

  it('begins with the fault, ends with its heal, and carries the action that ends it', () => {
    expect(activeFaults(fold(fault))).toMatchObject([
      {
        lane: 'links',
        form: 'slow',
        label: '+60 ms',
        title: 'lb to web +60 ms',
        heal: { kind: 'heal', id: 'f' },
      },
    ]);
    const spans = fold(fault, { kind: 'action', t: 300, action: { kind: 'heal', id: 'f' } });
    expect(activeFaults(spans)).toEqual([]);
    expect(spans).toMatchObject([{ from: 100, until: 300 }]);
  });

  it('a fault with the same id takes the place of the old one', () => {
    const again: JournalEvent = {
      kind: 'action',
      t: 200,
      action: { kind: 'link-fault', id: 'f', from: 'lb', to: 'web', fault: { loss: 0.1 } },
    };
    expect(activeFaults(fold(fault, again))).toMatchObject([{ form: 'cross', label: '10% lost' }]);
  });

  it.each([
    [{ lostReply: 0.2 }, 'cross', '20% of answers lost'],
    [{ duplicate: 0.3 }, 'cross', '30% of requests broken off'],
    [{ bandwidth: 50_000 }, 'slow', '50 KB/s'],
    [{ latencyMs: 5, bandwidth: 1500 }, 'slow', '+5 ms, 1.5 KB/s'],
  ] as const)('a link with %o', (what, form, label) => {
    const action: Action = { kind: 'link-fault', id: 'f', from: 'lb', to: 'web', fault: what };
    expect(fold({ kind: 'action', t: 1, action })).toMatchObject([{ form, label }]);
  });

  it('a cut of one way is a cut, and says so', () => {
    const action = {
      kind: 'link-fault',
      id: 'f',
      from: 'lb',
      to: 'web',
      fault: { partition: true },
      oneWay: true,
    } as const;
    expect(fold({ kind: 'action', t: 1, action })).toMatchObject([
      { cuts: true, title: 'lb to web cut, one way' },
    ]);
  });

  it.each([
    [{ clockMs: -90_000 }, 'clock 90 s behind', undefined],
    [
      { clockMs: 500, clockDrift: 0.01 },
      'clock 0.5 s ahead, clock gains 10 ms a second',
      undefined,
    ],
    [{ cpu: 0.2 }, 'CPU 5 times slower', ['web']],
  ] as const)('a machine with %o', (what, label, slows) => {
    const action: Action = { kind: 'machine-fault', id: 'f', machine: 'web', fault: what };
    const [span] = fold({ kind: 'action', t: 1, action });
    expect(span).toMatchObject({ label, machine: 'web' });
    expect(span?.slows).toEqual(slows);
  });

  it('a zone is one fault, on all its links, and heals as one', () => {
    const zone = (what: ZoneFault): Action => ({
      kind: 'zone-fault',
      id: 'z',
      zone: 'Mumbai',
      machines: ['web', 'db'],
      links: [{ from: 'lb', to: 'web' }],
      fault: what,
    });
    const spanOf = (what: ZoneFault) => fold({ kind: 'action', t: 1, action: zone(what) })[0]!;
    const lost = spanOf({ outage: 'unplug' });
    expect(lost).toMatchObject({
      lane: 'machines',
      form: 'cross',
      title: 'zone Mumbai lost',
      heal: { kind: 'heal', id: 'z' },
    });
    expect(isOnLink(lost, { from: 'lb', to: 'web' })).toBe(false);
    const cut = spanOf({ link: { partition: true } });
    expect(cut).toMatchObject({
      lane: 'links',
      form: 'cross',
      cuts: true,
      title: 'zone Mumbai cut',
    });
    expect(isOnLink(cut, { from: 'web', to: 'lb' })).toBe(true);
    expect(isOnLink(cut, { from: 'web', to: 'db' })).toBe(false);
    expect(spanOf({ machine: { cpu: 0.5 } })).toMatchObject({
      slows: ['web', 'db'],
      title: 'zone Mumbai CPU 2 times slower',
    });
    const healed = fold(
      { kind: 'action', t: 1, action: zone({ outage: 'pause' }) },
      { kind: 'action', t: 5, action: { kind: 'heal', id: 'z' } },
    );
    expect(healed).toMatchObject([{ from: 1, until: 5, label: 'paused' }]);
  });

  it('a machine that does not run is a fault until it does', () => {
    const down: JournalEvent = {
      kind: 'machine',
      t: 100,
      machine: 'web',
      state: 'down',
      reason: 'killed (SIGKILL)',
      incarnation: 1,
    };
    expect(activeFaults(fold(down))).toMatchObject([
      { label: 'killed', heal: { kind: 'start', machine: 'web' } },
    ]);
    const up: JournalEvent = {
      kind: 'machine',
      t: 900,
      machine: 'web',
      state: 'up',
      incarnation: 2,
    };
    expect(fold(down, up)).toMatchObject([{ from: 100, until: 900 }]);
  });

  it('a restart that takes no time is no fault', () => {
    const at = (state: 'down' | 'starting' | 'up'): JournalEvent => ({
      kind: 'machine',
      t: 100,
      machine: 'web',
      state,
      incarnation: 1,
    });
    expect(fold(at('down'), at('starting'), at('up'))).toEqual([]);
  });
});

describe('traces', () => {
  const trace = 'r1';
  const hop = { method: 'GET', path: '/', trace };
  const events: JournalEvent[] = [
    {
      kind: 'send',
      t: 10,
      id: 1,
      from: 'clients',
      to: 'lb',
      ...hop,
      client: { load: 'live', flow: 1, step: 0 },
    },
    { kind: 'arrive', t: 11, id: 1, machine: 'lb' },
    { kind: 'send', t: 12, id: 2, from: 'lb', to: 'web', ...hop },
    { kind: 'done', t: 13, id: 2, from: 'lb', to: 'web', error: 'ECONNREFUSED', ms: 1, trace },
    { kind: 'send', t: 33, id: 3, from: 'lb', to: 'web', ...hop },
    { kind: 'done', t: 34, id: 3, from: 'lb', to: 'web', error: 'ECONNREFUSED', ms: 1, trace },
    { kind: 'answer', t: 34, id: 1, machine: 'lb', status: 502 },
    {
      kind: 'done',
      t: 36,
      id: 1,
      from: 'clients',
      to: 'lb',
      status: 502,
      ms: 26,
      trace,
      client: { load: 'live', flow: 1, step: 0, outcome: 'failed' },
    },
  ];

  it('draws the way of a request: who had it, the vain attempts, the pause between them', () => {
    const chart = traceChart(traceOf(events, 3)!);
    expect(chart.span).toBe(26);
    expect(chart.end).toEqual({ good: false, text: '502 in 26.0 ms' });
    expect(
      chart.rows.map(({ label, form, from, to, note }) => [label, form, from, to, note]),
    ).toEqual([
      ['clients', 'all', 0, 26, ''],
      ['lb', 'work', 1, 24, '502'],
      ['to web', 'bad', 2, 3, 'refused'],
      ['lb', 'wait', 3, 23, '20.0 ms, asks nobody'],
      ['to web', 'bad', 23, 24, 'refused'],
    ]);
  });

  it('keeps failures longer than what went well', () => {
    const traces = new Traces();
    for (const event of events) traces.add(event);
    for (let id = 10; id < 4000; id += 1) {
      traces.add({
        kind: 'send',
        t: id,
        id,
        from: 'clients',
        to: 'lb',
        method: 'GET',
        path: '/',
        trace: `x${id}`,
      });
    }
    expect(traces.get('x10')).toBeUndefined();
    expect(traces.failures().map((one) => one.id)).toEqual(['r1']);
  });
});

describe('choices', () => {
  it('offers for a plan what the drill allows, and nothing else', () => {
    const targets = allowedTargets(lab, lab.drills[1]!.allows);
    expect(targets.map((target) => target.id)).toEqual(['web', 'clients>lb', 'lb>web']);
    expect(targets[0]?.choices.map((choice) => choice.id)).toEqual(['kill']);
  });

  it("offers the lab's own requests at the machine they go to", () => {
    const request = { to: 'web', method: 'DELETE', path: '/keys/front' };
    const withRequest = { ...lab, requests: [{ id: 'forget', label: 'forget it', request }] };
    const targets = allowedTargets(withRequest, [{ kind: 'request' }]);
    expect(targets.map((target) => target.id)).toEqual(['web']);
    expect(targets[0]?.choices[0]?.make(0)).toEqual({ kind: 'request', id: 'forget', request });
  });

  it('offers every fault that the contract knows, under ids that differ', () => {
    const zoned = {
      ...lab,
      zones: [
        { id: 'z', label: 'Zone' },
        { id: 'empty', label: 'Nobody' },
      ],
      machines: lab.machines.map((machine, i) => (i === 0 ? { ...machine, zone: 'z' } : machine)),
    };
    const targets = allowedTargets(zoned, undefined);
    const ofKind = (kind: string) => targets.filter((target) => target.kind === kind);
    expect(ofKind('zone').map(({ label }) => label)).toEqual(['Zone']);
    const fields = (kind: string) =>
      new Set(
        ofKind(kind).flatMap(({ choices }) =>
          choices.flatMap(({ make }) => {
            const action = make(1);
            return 'fault' in action ? Object.keys(action.fault) : [];
          }),
        ),
      );
    expect(fields('machine')).toEqual(new Set(['cpu', 'disk', 'clockMs', 'clockDrift']));
    expect(fields('link')).toEqual(
      new Set([
        'latencyMs',
        'jitterMs',
        'loss',
        'lostReply',
        'duplicate',
        'bandwidth',
        'partition',
      ]),
    );
    expect(fields('zone')).toEqual(new Set(['outage', 'machine', 'link']));
    for (const { choices } of targets) {
      const ids = choices.map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
    }
  });

  it('matches a pattern on the fields it gives', () => {
    expect(fits({ kind: 'kill' }, { kind: 'kill', machine: 'web' })).toBe(true);
    expect(fits({ kind: 'kill', machine: 'db' }, { kind: 'kill', machine: 'web' })).toBe(false);
    expect(fits({ fault: { partition: true } }, { fault: { loss: 1 } })).toBe(false);
  });
});

describe('the view', () => {
  it('lays panels out by its own width', () => {
    const view = createView();
    view.fit(1440);
    expect(view.layout.value).toBe('wide');
    view.fit(950);
    expect(view.layout.value).toBe('medium');
    view.fit(390);
    expect(view.layout.value).toBe('narrow');
  });
});
