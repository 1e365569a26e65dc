import { describe, expect, it } from 'vitest';
import { readLab } from '../../../../src/cli/lab-files.ts';
import type { JournalEvent } from '../../../../src/engine/journal.ts';
import { inlineEngine } from '../../../../src/engine/sim/hosts/inline.ts';
import { bootPlan } from '../../../../src/lab/plan.ts';
import { run } from '../../../../src/lab/run.ts';
import { pack, unpack } from '../../../../src/workbench/history/pack.ts';
import { journalOf } from './journal.ts';

describe('packed events', () => {
  it('come back as they were, every field of every kind', () => {
    const client = { load: 'live', flow: 3, step: 1, user: 0, label: 'order', body: '{"é":"😀"}' };
    const events: JournalEvent[] = [
      {
        kind: 'send',
        t: 0.1 + 0.2,
        id: 4_000_000_000,
        from: 'a',
        to: 'b',
        method: 'GET',
        path: '',
      },
      {
        kind: 'send',
        t: 1,
        id: 1,
        from: 'a',
        to: 'b',
        method: 'PUT',
        path: '/',
        trace: '007',
        client,
      },
      { kind: 'done', t: 2, id: 1, from: 'a', to: 'b', error: 'ECONNRESET', ms: 1 / 3, trace: '7' },
      {
        kind: 'done',
        t: 3,
        id: 2,
        from: 'a',
        to: 'b',
        status: 200,
        ms: 0,
        trace: '',
        client: {
          ...client,
          outcome: 'wrong',
          why: 'no',
          answer: '',
          tried: ['b', 'c'],
          resent: true,
        },
      },
      { kind: 'arrive', t: 4, id: 2, machine: 'b' },
      { kind: 'answer', t: 5, id: 2, machine: 'b', status: 503 },
      { kind: 'gauge', t: 6, machine: 'b', name: 'cpu', value: -0 },
      { kind: 'log', t: 7, machine: 'b', stream: 'err', text: 'x' },
      { kind: 'machine', t: 8, machine: 'b', state: 'down', reason: 'killed', incarnation: 2 },
      { kind: 'crash', t: 9, machine: 'b', message: 'm', stack: 's', path: 'p', line: 3 },
      { kind: 'action', t: 10, action: { kind: 'heal-all' } },
      { kind: 'notice', t: 11, text: 'n' },
    ];
    expect(unpack(pack(events))).toEqual(events);
  });

  it('come back as they were from a lab, in which machines send and fail', async () => {
    const { lab, files } = await readLab('load-balancer');
    const { journal } = await run(
      inlineEngine,
      bootPlan(lab, files.start),
      [
        { at: 0, action: { kind: 'load', id: 'live', profile: lab.load.profile } },
        { at: 600, action: { kind: 'kill', machine: 'web-2' } },
      ],
      1000,
    );
    const events = [...journal.events];
    expect(events.some((event) => event.kind === 'send' && event.id > 2 ** 32)).toBe(true);
    expect(unpack(pack(events))).toEqual(events);
  });

  it('take a fifth of what objects take, and tell how much', () => {
    const events = journalOf({ seconds: 2, perSecond: 200 });
    const packed = pack(events);
    expect(unpack(packed)).toEqual(events);
    expect(packed.bytes).toBeGreaterThan(packed.records.length);
    expect(packed.bytes / events.length).toBeLessThan(48);
  });
});
