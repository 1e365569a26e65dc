import { expect, it } from 'vitest';
import type { JournalEvent, MachineState } from '../../../../src/engine/journal.ts';
import { createSpeaker } from '../../../../src/workbench/folds/sentences.ts';

const machine = (t: number, state: MachineState, reason?: string): JournalEvent => ({
  kind: 'machine',
  t,
  machine: 'web',
  state,
  incarnation: 1,
  ...(reason !== undefined && { reason }),
});
const said = (...events: JournalEvent[]) => {
  const speak = createSpeaker();
  return events.flatMap((event) => speak(event) ?? []);
};

it('says no machine’s start, and no restart by a save', () => {
  expect(
    said(
      machine(0, 'starting'),
      machine(0, 'up'),
      machine(500, 'down', 'restarting: lb/web.ts changed'),
      machine(500, 'starting'),
      machine(550, 'up'),
    ),
  ).toEqual([]);
});

it('says what went wrong, and that it is over', () => {
  expect(
    said(
      machine(500, 'down', 'killed (SIGKILL)'),
      machine(600, 'up'),
      machine(700, 'stuck'),
      machine(800, 'down', 'restarting: lb/web.ts changed'),
      machine(850, 'down', 'exit code 1'),
      { kind: 'crash', t: 850, machine: 'web', message: 'x is not defined', stack: '' },
      {
        kind: 'action',
        t: 900,
        action: { kind: 'link-fault', id: 'a', from: 'lb', to: 'web', fault: { latencyMs: 60 } },
      },
      { kind: 'action', t: 950, action: { kind: 'heal', id: 'a' } },
    ),
  ).toEqual([
    'web is down',
    'web is up',
    'web is stuck',
    'web is down',
    'web crashed: x is not defined',
    'lb to web: +60 ms',
    'Fault ended',
  ]);
});

it('says nothing of requests and logs', () => {
  expect(
    said(
      { kind: 'log', t: 1, machine: 'web', stream: 'out', text: 'hello' },
      { kind: 'send', t: 1, id: 1, from: 'clients', to: 'web', method: 'GET', path: '/' },
      {
        kind: 'action',
        t: 1,
        action: { kind: 'request', id: 'r', request: { to: 'web', path: '/' } },
      },
    ),
  ).toEqual([]);
});
