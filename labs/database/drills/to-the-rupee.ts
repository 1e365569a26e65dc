/** Drill 2: mend transfer.ts, so that no fault and no crowd makes or destroys money. */
import type { Drill, Finding } from '../../../src/lab/manifest.ts';
import type { TimedAction } from '../../../src/engine/contract.ts';
import { clock } from '../../../src/lab/journal-view.ts';
import type { ClientRequest, JournalView } from '../../../src/lab/journal-view.ts';
import { moving, TELLERS } from '../loads.ts';
import { askFor, ledger, order } from './accounts.ts';

/** 20 customers, ten accounts, good links. */
const CROWD = { from: 200, to: 3200, accounts: 10, opening: 1000 };
/** Then other accounts, and links that lose messages. */
const LOSSY = { from: 4200, to: 7200, healed: 7400 };
const UNTIL = 9000;

/** Transfers that the given version makes in the crowd: the measure for what safety may cost. */
const UNSAFE = 345;
const SHARE = 0.3;

function crowd(journal: JournalView): readonly ClientRequest[] {
  return journal.requests({ load: 'app' }).concat(journal.requests({ load: 'salaries' }));
}

function done(journal: JournalView): readonly ClientRequest[] {
  return crowd(journal).filter((request) => request.outcome === 'ok');
}

interface Account {
  readonly id: string;
  readonly should: number;
  readonly is: number;
}

/** Accounts of the crowd that do not hold what the confirmed transfers add up to. */
function wrongAccounts(journal: JournalView): readonly Account[] | undefined {
  const found = ledger(journal, 'after-crowd');
  if (found === undefined) return undefined;
  const should = new Map<string, number>();
  const add = (id: string, by: number) => should.set(id, (should.get(id) ?? CROWD.opening) + by);
  for (const request of done(journal)) {
    const { from, to, amount } = order(request.path);
    add(from, -amount);
    add(to, amount);
  }
  return [...should]
    .map(([id, value]) => ({ id, should: value, is: found.balances[id] ?? 0 }))
    .filter((account) => account.is !== account.should)
    .sort((a, b) => Math.abs(b.is - b.should) - Math.abs(a.is - a.should));
}

/** Two transfers of the crowd that wrote the same account at the same time. */
function overlapping(journal: JournalView, account: string): ClientRequest | undefined {
  const touching = done(journal)
    .filter(({ path }) => order(path).from === account || order(path).to === account)
    .toSorted((a, b) => a.at - b.at);
  return touching.find((request, index) => (touching[index - 1]?.end ?? 0) > request.at);
}

function judgeUpdates(journal: JournalView): Finding {
  const wrong = wrongAccounts(journal);
  const [first] = wrong ?? [];
  if (wrong === undefined)
    return {
      passed: false,
      value: '?',
      says: 'After the crowd, transfer could not say what the accounts hold.',
    };
  if (first === undefined) {
    const says = `After ${done(journal).length} transfers by 20 customers, all ${CROWD.accounts} accounts hold what they should.`;
    return { passed: true, value: '0', says };
  }
  const one = overlapping(journal, first.id);
  const seen =
    one === undefined ? '' : ` ${one.path}, asked for at ${clock(one.at)}, met another on it.`;
  return {
    passed: false,
    value: String(wrong.length),
    says: `Account ${first.id} holds ${first.is} rupees; the confirmed transfers make it ${first.should}.${seen}`,
    at: one?.at,
    request: one?.id,
  };
}

function judgeDrift(journal: JournalView): Finding {
  const before = ledger(journal, 'after-crowd');
  const after = ledger(journal, 'after-loss');
  if (before === undefined || after === undefined)
    return { passed: false, value: '?', says: 'transfer could not say what the accounts hold.' };
  const drift = after.total - before.total;
  const failed = journal.requests({ load: 'lossy' }).filter((request) => request.outcome !== 'ok');
  const [first] = failed;
  const clue =
    first === undefined
      ? 'Every transfer was confirmed.'
      : `The first transfer to fail was ${first.path}, at ${clock(first.at)}.`;
  return {
    passed: drift === 0,
    value: `${drift} rupees`,
    says:
      drift === 0
        ? `${failed.length} transfers ended in an error, and none of them made or destroyed a rupee.`
        : `While messages were lost, ${Math.abs(drift)} rupees ${drift < 0 ? 'vanished' : 'came out of nowhere'}. ${clue}`,
    at: first?.at,
    request: first?.id,
  };
}

function judgeThroughput(journal: JournalView): Finding {
  const count = done(journal).length;
  const share = count / UNSAFE;
  return {
    passed: share >= SHARE,
    value: share.toFixed(2),
    says: `${count} transfers in 3 s; the version you were given makes about ${UNSAFE}.${share >= SHARE ? '' : ' Who waits for whom, and for how long?'}`,
  };
}

function judgeAnswers(journal: JournalView): Finding {
  const all = crowd(journal);
  const failed = all.filter((request) => request.outcome !== 'ok');
  const [first] = failed;
  const lossy = journal.failedShare({ load: 'lossy' });
  const passed = all.length > 0 && failed.length <= 0.05 * all.length && lossy <= 0.6;
  return {
    passed,
    value: `${failed.length} and ${Math.round(lossy * 100)}%`,
    says:
      first === undefined || passed
        ? `${failed.length} of ${all.length} transfers failed on good links, ${Math.round(lossy * 100)}% on bad ones.`
        : `${failed.length} of ${all.length} transfers failed with nothing broken, the first at ${clock(first.at)} (${first.why ?? first.status ?? 'no answer'}).`,
    at: passed ? undefined : first?.at,
    request: passed ? undefined : first?.id,
  };
}

function customers(id: string, to: string): readonly TimedAction[] {
  const low = '{int:1-5}';
  const high = '{int:6-10}';
  const flows = [moving(low, high, '{int:1-9}'), moving(high, low, '{int:1-9}')];
  return [
    {
      at: CROWD.from,
      action: { kind: 'load', id, profile: { to, users: 10, thinkMs: 150, flows } },
    },
    { at: CROWD.to, action: { kind: 'load', id, profile: null } },
  ];
}

export const toTheRupee: Drill = {
  id: 'to-the-rupee',
  kind: 'mend',
  title: 'To the rupee',
  brief:
    'First 20 customers move money between ten accounts, through two processes, with nothing broken: afterwards every account must hold what it should. Then the links to the database lose 3 messages in 100 for three seconds: transfers may fail, but the sum must not change. Safety may cost time, not more than 70% of the throughput.',
  prediction: {
    question: 'With nothing broken, how many of the ten accounts will be wrong after the crowd?',
    options: [
      { id: 'none', text: 'None: nothing is broken.' },
      { id: 'few', text: 'One to four' },
      { id: 'most', text: 'Five or more' },
    ],
    outcome: (journal) => {
      const wrong = wrongAccounts(journal)?.length ?? 0;
      if (wrong === 0) return 'none';
      return wrong < 5 ? 'few' : 'most';
    },
  },
  scenario: {
    until: UNTIL,
    timeline: [
      { at: 0, action: { kind: 'mark', name: 'a crowd on ten accounts' } },
      ...customers('app', 'transfer'),
      ...customers('salaries', 'payroll'),
      askFor('after-crowd', LOSSY.from - 100, 1, CROWD.accounts),
      { at: LOSSY.from, action: { kind: 'mark', name: 'links lose messages' } },
      ...TELLERS.map((from) => ({
        at: LOSSY.from,
        action: {
          kind: 'link-fault' as const,
          id: `lossy-${from}`,
          from,
          to: 'db',
          fault: { loss: 0.03 },
        },
      })),
      {
        at: LOSSY.from,
        action: {
          kind: 'load',
          id: 'lossy',
          profile: {
            to: TELLERS,
            rate: 50,
            flows: [moving('{int:11-500}', '{int:501-990}', '{int:10-60}')],
          },
        },
      },
      { at: LOSSY.to, action: { kind: 'load', id: 'lossy', profile: null } },
      { at: LOSSY.healed, action: { kind: 'mark', name: 'the links are good again' } },
      { at: LOSSY.healed, action: { kind: 'heal-all' } },
      askFor('after-loss', UNTIL - 300, 1, 0),
    ],
  },
  checks: [
    { id: 'updates', title: 'No update is lost', judge: judgeUpdates },
    { id: 'drift', title: 'Lost messages change no sum', judge: judgeDrift },
    { id: 'throughput', title: 'At least 0.3 of the throughput', judge: judgeThroughput },
    { id: 'answers', title: 'Transfers still succeed', judge: judgeAnswers },
  ],
  edits: ['database/services/transfer.ts'],
  keeps: [
    'database/services/bank.ts',
    'database/services/connection.ts',
    'database/services/db.ts',
    'database/services/tables.ts',
    'database/services/locks.ts',
    'database/services/audit.ts',
  ],
  hints: [
    'There are two faults in transfer.ts. One shows when a message is lost between the two writes, the other when two transfers use the same account at once. Each has its own cure, in connection.ts.',
    'begin() before, commit() after, rollback() when anything throws: then both writes happen or neither. That alone does not stop two transfers from reading the same balance.',
    'Inside the transaction either lock what you read, readForUpdate(), or let the database do the sum, add(). Take the two accounts in the order of their numbers: two transfers that cross would otherwise wait for each other.',
  ],
  solutions: [
    {
      name: 'row-lock',
      says: 'A transaction, and both rows locked in order before they are read.',
      files: true,
    },
    {
      name: 'atomic-add',
      says: 'A transaction, and the database does the sums. Begins again after a deadlock.',
      files: true,
    },
  ],
  cheats: [
    {
      name: 'transaction-only',
      says: 'Both writes or neither, and still written over one another.',
      files: true,
    },
    {
      name: 'lock-in-memory',
      says: 'A lock that the other process knows nothing about.',
      files: true,
    },
    { name: 'one-at-a-time', says: 'The whole bank in one queue, and a sleep.', files: true },
    { name: 'put-it-back', says: 'Undoes by hand what may never have happened.', files: true },
    { name: 'try-again', says: 'Repeats what may have happened.', files: true },
    { name: 'yes-man', says: 'Confirms everything and moves nothing.', files: true },
  ],
};
