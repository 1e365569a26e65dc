import { describe, expect, it } from 'vitest';
import type { JournalEvent } from '../../../../src/engine/journal.ts';
import { foldFaults } from '../../../../src/workbench/folds/faults.ts';
import type { FaultSpan } from '../../../../src/workbench/folds/faults.ts';
import { chipsAt, linkFormsAt, looksAt } from '../../../../src/workbench/topology/looks.ts';
import { balanced } from '../../lab/drawing/labs.ts';
import { fold, gauge, machine, send } from '../../lab/metrics/journal.ts';

const events: JournalEvent[] = [
  machine(0, 'lb', 'up'),
  machine(0, 'web-1', 'up'),
  machine(0, 'web-2', 'up'),
  gauge(100, 'web-1', 'cpu', 0.7),
  gauge(100, 'web-1', 'queue', 3),
  ...Array.from({ length: 20 }, (_, i) => send(i, i * 100, 'clients', 'lb')),
  {
    kind: 'action',
    t: 2000,
    action: { kind: 'link-fault', id: 'a', from: 'web-1', to: 'lb', fault: { latencyMs: 60 } },
  },
  {
    kind: 'action',
    t: 2100,
    action: { kind: 'link-fault', id: 'b', from: 'lb', to: 'web-3', fault: { partition: true } },
  },
  {
    kind: 'action',
    t: 2200,
    action: { kind: 'machine-fault', id: 'c', machine: 'web-1', fault: { cpu: 0.2 } },
  },
  machine(2300, 'web-2', 'down'),
  { kind: 'action', t: 3000, action: { kind: 'heal', id: 'a' } },
];
const faults = events.reduce<readonly FaultSpan[]>(foldFaults, []);
const metrics = fold(events, 4000);
const at = (t: number) => ({ lab: balanced, metrics, faults, t });

describe('looksAt', () => {
  it('is a lab switched off before anything happened', () => {
    const fresh = looksAt({ lab: balanced, metrics: fold([], 0), faults: [], t: 0 });
    expect(fresh['clients']).toEqual({ form: 'up', says: ['240 req/s', '240/s'] });
    expect(fresh['web-1']).toEqual({ form: 'off' });
  });

  it('shows load and queue of what runs, and the measured rate of the clients', () => {
    expect(looksAt(at(2000))).toMatchObject({
      clients: { says: ['10 req/s', '10/s'] },
      'web-1': { form: 'up', load: 0.7, waiting: 3 },
    });
  });

  it('calls a machine slow while it is slowed, and shows no load of a dead one', () => {
    expect(looksAt(at(2250))['web-1']!.form).toBe('slow');
    expect(looksAt(at(2400))['web-2']).toMatchObject({ form: 'down', waiting: 0 });
    expect(looksAt(at(2400))['web-2']!.load).toBeUndefined();
    expect(looksAt(at(2200 - 1))['web-1']!.form).toBe('up');
  });
});

describe('linkFormsAt', () => {
  it('tells slow, cut, idle and healthy apart, whichever way a fault was put', () => {
    expect(linkFormsAt(at(2400))).toMatchObject({
      'clients>lb': 'solid',
      'lb>web-1': 'slow',
      'lb>web-3': 'cut',
      'web-2>db': 'idle',
    });
    expect(linkFormsAt(at(3500))['lb>web-1']).toBe('solid');
  });

  it('dots a standby link until it is used', () => {
    const lab = { ...balanced, links: [{ from: 'clients', to: 'lb', standby: true }] };
    const forms = (t: number) => linkFormsAt({ ...at(t), lab })['clients>lb'];
    expect(forms(2500)).toBe('solid');
    expect(forms(3500)).toBe('idle');
  });
});

describe('chipsAt', () => {
  it('has a chip for every link fault that holds', () => {
    expect(chipsAt(at(2400)).map((chip) => [chip.link, chip.label, chip.form])).toEqual([
      ['lb>web-1', '+60 ms', 'slow'],
      ['lb>web-3', 'cut', 'cross'],
    ]);
    expect(chipsAt(at(3500)).map((chip) => chip.id)).toEqual(['b']);
  });
});
