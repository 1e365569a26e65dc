/** Lab of stage 02: a bank whose database can do more than it is asked for. */
import { defineLab } from '../../src/lab/define.ts';
import type { LabMachine } from '../../src/lab/manifest.ts';
import { twentyOneRupees } from './drills/twenty-one-rupees.ts';
import { toTheRupee } from './drills/to-the-rupee.ts';
import { anybody, rent, TELLERS } from './loads.ts';
import { experiments } from './measures/index.ts';

function teller(id: string, row: number, role: LabMachine['role'], does: string): LabMachine {
  return {
    id,
    role,
    at: { col: 1, row },
    zone: 'web-box',
    does,
    entry: 'database/services/bank.ts',
    env: { DB_URL: 'http://db:8080' },
  };
}

/** From one process to the database and back, for ten seconds, some messages go missing. */
function lossy(machine: string) {
  const fault = { loss: 0.03 };
  return [
    {
      at: 0,
      action: {
        kind: 'link-fault' as const,
        id: `lossy-${machine}`,
        from: machine,
        to: 'db',
        fault,
      },
    },
    { at: 10_000, action: { kind: 'heal' as const, id: `lossy-${machine}` } },
  ];
}

export default defineLab({
  stage: 'database',
  title: 'Database',
  start: {
    works: false,
    says: 'Transfers work on a good day. They are two writes that know nothing of each other, though the database could tie them together.',
  },
  clients: [
    { id: 'clients', at: { col: 0, row: 0 }, does: 'Customers who send each other 21 rupees.' },
  ],
  zones: [{ id: 'web-box', label: 'web box' }],
  machines: [
    teller(
      'transfer',
      0,
      'web',
      'The transfer service for the app: takes a transfer, tells the database what to write. One core, 8 ms of work each.',
    ),
    teller(
      'payroll',
      1,
      'worker',
      'The same code in a second process, for salaries and standing orders. It writes to the same accounts.',
    ),
    {
      id: 'db',
      role: 'database',
      at: { col: 2, row: 0 },
      does: 'Keeps the balances, on a machine of its own. Two cores; knows transactions and row locks, for whoever asks.',
      entry: 'database/services/db.ts',
      cores: 2,
    },
    {
      id: 'audit',
      role: 'metrics',
      at: { col: 2, row: 1 },
      does: 'Adds up all accounts ten times a second. Transfers only move money, so the sum must not change.',
      entry: 'database/services/audit.ts',
      env: { DB_URL: 'http://db:8080' },
    },
  ],
  links: [
    { from: 'clients', to: 'transfer' },
    { from: 'clients', to: 'payroll' },
    { from: 'transfer', to: 'db' },
    { from: 'payroll', to: 'db' },
    { from: 'audit', to: 'db' },
  ],
  load: {
    profile: { to: TELLERS, rate: 60, flows: anybody },
    range: { min: 0, max: 160, step: 10 },
  },
  slowMs: 200,
  breakIts: [
    {
      id: 'lose-messages',
      title: 'Lose 3 messages in 100',
      watch:
        'No machine stops, most transfers work, and the auditor is short of 21 rupees, then 42, then more.',
      timeline: TELLERS.flatMap(lossy),
    },
    {
      id: 'pay-the-rent',
      title: 'Everybody pays the rent',
      watch:
        'Account 1 is paid 100 times a second. Every transfer succeeds, nothing is broken, and money disappears all the same.',
      timeline: [
        { at: 0, action: { kind: 'load', id: 'rent', profile: rent } },
        { at: 5000, action: { kind: 'load', id: 'rent', profile: null } },
      ],
    },
  ],
  drills: [twentyOneRupees, toTheRupee],
  experiments,
  gauges: [{ name: 'missing', label: 'missing money', unit: 'rupees' }],
});
