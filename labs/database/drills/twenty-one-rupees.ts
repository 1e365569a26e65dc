/** Drill 1: make money vanish while every machine that keeps money is well. */
import type { Drill } from '../../../src/lab/manifest.ts';
import { clock } from '../../../src/lab/journal-view.ts';
import type { ClientRequest, JournalView } from '../../../src/lab/journal-view.ts';
import type { TimedAction } from '../../../src/engine/contract.ts';
import { moving, TELLERS } from '../loads.ts';
import { missing } from './accounts.ts';

const QUIET = 2000;
const LAST = 6500;
const UNTIL = 7800;

/** How many balances the database wrote for one transfer: 2 if all went well. */
function writes(journal: JournalView, request: ClientRequest): number {
  return journal
    .trace(request.trace ?? '')
    .filter((hop) => hop.to === 'db' && hop.method === 'PUT' && hop.answered !== undefined).length;
}

function unhappy(journal: JournalView): readonly ClientRequest[] {
  return journal.requests({ load: 'transfers' }).filter((request) => request.outcome !== 'ok');
}

function bothLinks(at: number, fault: { loss?: number; latencyMs?: number }): TimedAction[] {
  return TELLERS.map((from) => ({
    at,
    action: { kind: 'link-fault', id: `fault-${from}`, from, to: 'db', fault },
  }));
}

function bothTellers(at: number, kind: 'kill' | 'start' | 'pause' | 'resume'): TimedAction[] {
  return TELLERS.map((machine) => ({ at, action: { kind, machine } }));
}

const healed: TimedAction = { at: 6000, action: { kind: 'heal-all' } };

export const twentyOneRupees: Drill = {
  id: 'twenty-one-rupees',
  kind: 'break',
  title: 'Where did 21 rupees go?',
  brief:
    'Every transfer here is between accounts that nobody else touches. Make money vanish for good: leave two quiet seconds, never stop the database, and let at least half of all transfers succeed. The last transfer starts at 6.5 s; what the auditor says at the end counts.',
  prediction: {
    question: 'A customer is told that the transfer failed. What has happened to the money?',
    options: [
      { id: 'nothing', text: 'Nothing: it is where it was.' },
      { id: 'gone', text: 'It left one account and reached none.' },
      { id: 'made', text: 'It was moved after all.' },
      { id: 'any', text: 'Any of these; the error does not say.' },
    ],
    outcome: (journal) => {
      const counts = unhappy(journal).map((request) => writes(journal, request));
      const [none, one, two] = [0, 1, 2].map((n) => counts.filter((count) => count === n).length);
      const kinds = [none, one, two].filter((count) => count !== 0).length;
      if (kinds > 1) return 'any';
      if (one !== 0) return 'gone';
      return two === 0 ? 'nothing' : 'made';
    },
  },
  scenario: {
    until: UNTIL,
    machines: { db: { env: { ACCOUNTS: '10000' } } },
    timeline: [
      {
        at: 100,
        action: {
          kind: 'load',
          id: 'transfers',
          profile: { to: TELLERS, rate: 30, flows: [moving('{n}', '9{n}')] },
        },
      },
      { at: LAST, action: { kind: 'load', id: 'transfers', profile: null } },
    ],
  },
  allows: [
    { kind: 'link-fault' },
    { kind: 'heal' },
    { kind: 'kill' },
    { kind: 'stop' },
    { kind: 'start' },
    { kind: 'restart' },
    { kind: 'pause' },
    { kind: 'resume' },
    { kind: 'unplug' },
    { kind: 'machine-fault' },
    { kind: 'heal-all' },
  ],
  checks: [
    {
      id: 'missing',
      title: 'Money is missing',
      judge: (journal) => {
        const gone = missing(journal);
        const first = unhappy(journal).find((request) => writes(journal, request) === 1);
        const passed = gone > 0 && first !== undefined;
        return {
          passed,
          value: `${gone} rupees`,
          says:
            first === undefined
              ? `The auditor misses ${gone} rupees. No transfer ended between its two writes.`
              : `${first.path}, asked for at ${clock(first.at)}, wrote the payer's balance and never the payee's. ${gone} rupees are gone in all.`,
          at: first?.at,
          request: first?.id,
        };
      },
    },
    {
      id: 'database',
      title: 'The database never stopped',
      judge: (journal) => {
        const passed = journal.upThroughout('db', { since: 100, until: UNTIL });
        const says = passed
          ? 'db was up from beginning to end. It did everything it was told.'
          : 'db was stopped for a while. What it forgot then is another story; leave it alone.';
        return { passed, value: passed ? 'up' : 'down', says };
      },
    },
    {
      id: 'half',
      title: 'At least half of the transfers succeed',
      judge: (journal) => {
        const share = 1 - journal.failedShare({ load: 'transfers' });
        const all = journal.count({ load: 'transfers' });
        const value = `${Math.round(share * 100)}%`;
        const says = `${value} of ${all} transfers succeeded. ${share >= 0.5 ? 'Who would look twice?' : 'An outage that large is noticed; be more subtle.'}`;
        return { passed: share >= 0.5, value, says };
      },
    },
    {
      id: 'quiet',
      title: 'Nothing fails in the first two seconds',
      judge: (journal) => {
        const early = journal.requests({ load: 'transfers', until: QUIET - 500 });
        const failed = early.filter((request) => request.outcome !== 'ok');
        const [first] = failed;
        const says =
          first === undefined
            ? `All ${early.length} early transfers worked.`
            : `${first.path}, asked for at ${clock(first.at)}, already failed. Begin at 2 s.`;
        const passed = first === undefined;
        return { passed, value: String(failed.length), says, at: first?.at, request: first?.id };
      },
    },
  ],
  hints: [
    'A transfer is two writes. What could come between them?',
    'Two ways: take away some of the messages between a process and the database, or end the process while it is between the two. The second needs luck, unless the link is slow.',
    'A link fault with 3% loss on both links to the database, from 2.5 s to 6 s.',
  ],
  solutions: [
    {
      name: 'lossy links',
      says: 'Some messages never arrive, on either side of a write.',
      actions: [...bothLinks(2500, { loss: 0.03 }), healed],
    },
    {
      name: 'slow links and a crash',
      says: 'Stretches the gap between the writes, and kills both processes in it.',
      actions: [
        ...bothLinks(2500, { latencyMs: 40 }),
        ...bothTellers(4000, 'kill'),
        ...bothTellers(4300, 'start'),
        healed,
      ],
    },
  ],
  cheats: [
    { name: 'nothing', says: 'Breaks nothing.', actions: [] },
    {
      name: 'the database',
      says: 'Forgets everything, and was not to be touched.',
      actions: [
        { at: 3000, action: { kind: 'kill', machine: 'db' } },
        { at: 3500, action: { kind: 'start', machine: 'db' } },
      ],
    },
    {
      name: 'slow, but all there',
      says: 'Late is not lost.',
      actions: [...bothLinks(2500, { latencyMs: 30 }), healed],
    },
    {
      name: 'the wrong link',
      says: 'Customers hear nothing; the transfers are made in full.',
      actions: [
        ...TELLERS.map((to) => ({
          at: 2500,
          action: {
            kind: 'link-fault' as const,
            id: `fault-${to}`,
            from: 'clients',
            to,
            fault: { loss: 0.1 },
          },
        })),
        healed,
      ],
    },
    {
      name: 'frozen for a while',
      says: 'A paused process continues where it was.',
      actions: [...bothTellers(3000, 'pause'), ...bothTellers(3200, 'resume')],
    },
    {
      name: 'cut from the start',
      says: 'An outage, and nobody moves any money.',
      actions: [...bothLinks(200, { loss: 1 })],
    },
  ],
};
