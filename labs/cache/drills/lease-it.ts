/** Drill 2: of all who miss, one rebuilds; what came too late is not kept; absence is. */
import type { TimedAction } from '../../../src/engine/contract.ts';
import { clock } from '../../../src/lab/journal-view.ts';
import type { JournalView } from '../../../src/lab/journal-view.ts';
import type { Drill, Finding } from '../../../src/lab/manifest.ts';
import { crowd, expire, item, spell, WEBS } from '../loads.ts';

/** The front page expires under so many readers, twice. */
const EXPIRED = [1000, 2000];
const READERS = 100;
/** web-1 is the first to miss, and is killed while it rebuilds. */
const HOLDER = 3000;
const CRASH = HOLDER + 80;
/** ms from the miss until everybody else must have the page: one lease, one rebuild, and a look. */
const RECOVERY = 600 + 200 + 300;
/** 30 items are changed while somebody is reading them; later all are read again. */
const RACE = 4400;
const RACES = 30;
const WRITE_AFTER = 10;
const AUDIT = 5600;
/** So many people follow a link to an item that is not there. */
const LOST = 6200;
const LOST_MS = 800;
const MISSING = '4040';
/** The database hangs, and afterwards the same five items are asked for again. */
const HANGS = 7200;
const WAKES = 8300;
const AGAIN = 9300;
const UNTIL = 10_200;

const FRONT = /^\/front$/;

function queriesOf(journal: JournalView, path: RegExp, since: number, ms: number) {
  return journal.hops({ to: 'db', path, since, until: since + ms });
}

function judgeExpiry(journal: JournalView): Finding {
  const counts = EXPIRED.map((at) => queriesOf(journal, FRONT, at, 950).length);
  const crowds = journal.requests({ label: 'front', since: EXPIRED[0], until: HOLDER });
  const failed = crowds.filter(({ outcome }) => outcome !== 'ok');
  const value = counts.join(', ');
  const [first] = failed;
  if (first !== undefined) {
    const says = `${failed.length} of ${crowds.length} readers of the front page did not get it, the first asked ${first.to} at ${clock(first.at)}: ${first.why ?? first.error ?? first.status ?? 'no answer'}.`;
    return { passed: false, value, says, at: first.at, request: first.id };
  }
  const passed = counts.every((count) => count === 1);
  const worst = counts.indexOf(Math.max(...counts));
  const by = WEBS.map((web) => {
    const sent = queriesOf(journal, FRONT, EXPIRED[worst] ?? 0, 950);
    return `${web} ${sent.filter(({ from }) => from === web).length}`;
  }).join(', ');
  return {
    passed,
    value,
    says: passed
      ? `Twice the page expired under ${READERS} readers, and each time one query brought it back for all of them.`
      : `The page expired at ${clock(EXPIRED[worst] ?? 0)} under ${READERS} readers, and the database was asked for it ${counts[worst]} times (${by}). One would do.`,
    at: EXPIRED[worst],
  };
}

function judgeCrash(journal: JournalView): Finding {
  const asked = queriesOf(journal, FRONT, HOLDER, RACE - HOLDER);
  const rest = journal.requests({ load: 'orphans' });
  const late = rest.filter(
    ({ outcome, end }) => outcome !== 'ok' || (end ?? Infinity) > HOLDER + RECOVERY,
  );
  const [first] = late;
  const value = String(asked.length);
  if (first !== undefined) {
    const says = `web-1 was killed at ${clock(CRASH)} with the rebuild under way. ${late.length} of ${rest.length} readers on the other servers had no page by ${clock(HOLDER + RECOVERY)}: ${first.to} was asked at ${clock(first.at)} and gave ${first.status ?? first.error ?? 'nothing'} ${first.ms === undefined ? '' : `after ${Math.round(first.ms)} ms`}.`;
    return { passed: false, value, says, at: first.at, request: first.id };
  }
  const passed = asked.length >= 1 && asked.length <= 2 && rest.length > 0;
  return {
    passed,
    value,
    says: passed
      ? `web-1 was killed while it rebuilt. With ${asked.length} queries in all, ${rest.length} readers on the other servers had the page by ${clock(HOLDER + RECOVERY)}.`
      : `web-1 was killed while it rebuilt, and the database was asked ${asked.length} times. One for the dead, one for the living.`,
    at: asked[0]?.at ?? HOLDER,
  };
}

function judgeRace(journal: JournalView): Finding {
  const audits = journal.requests({ load: 'audit' });
  const writes = journal.count({ load: 'writes', outcome: 'ok' });
  const bad = audits.filter(({ outcome }) => outcome !== 'ok');
  const [first] = bad;
  const value = String(bad.length);
  if (first !== undefined) {
    const says =
      first.outcome === 'wrong' && first.status === 200
        ? `${bad.length} of ${audits.length} changed items still show what they were before: ${first.path}, asked of ${first.to} at ${clock(first.at)}, is one. Its old row is in the cache, and stays for a minute.`
        : `${first.path} could not be read again at ${clock(first.at)}: ${first.to} gave ${first.status ?? first.error ?? 'no answer'}.`;
    return { passed: false, value, says, at: first.at, request: first.id };
  }
  const passed = writes >= RACES - 1 && audits.length >= RACES - 1;
  return {
    passed,
    value,
    says: passed
      ? `All ${audits.length} items that were changed under a reader show their change.`
      : `Only ${writes} changes went through and ${audits.length} items were read again; it takes ${RACES}.`,
  };
}

function judgeMissing(journal: JournalView): Finding {
  const asked = journal.requests({ load: 'lost' });
  const wrong = asked.filter(({ outcome }) => outcome !== 'ok');
  const queries = queriesOf(journal, new RegExp(`^/items/${MISSING}$`), LOST, LOST_MS + 600);
  const value = String(queries.length);
  const [first] = wrong;
  if (first !== undefined) {
    const says = `${first.path} is not there, and ${first.to} did not say so at ${clock(first.at)}: ${first.why ?? first.status ?? first.error ?? 'no answer'}.`;
    return { passed: false, value, says, at: first.at, request: first.id };
  }
  const passed = queries.length >= 1 && queries.length <= 5;
  return {
    passed,
    value,
    says: passed
      ? `${asked.length} requests for an item that is not there cost ${queries.length} ${queries.length === 1 ? 'query' : 'queries'}.`
      : `${asked.length} requests for an item that is not there cost ${queries.length} queries. Every one of them learnt the same, and kept it to itself.`,
    at: queries[0]?.at,
    request: queries[0]?.id,
  };
}

function judgeErrors(journal: JournalView): Finding {
  const during = journal.requests({ load: 'unlucky' });
  const after = journal.requests({ load: 'again' });
  const bad = after.filter(({ outcome }) => outcome !== 'ok');
  const [first] = bad;
  const value = String(bad.length);
  if (first !== undefined) {
    const says = `The database hung from ${clock(HANGS)} to ${clock(WAKES)}. A second after it woke, ${first.to} answered ${first.path} with ${first.status ?? first.error ?? 'nothing'}${first.status === 404 ? ', as if there were no such item: the failure was kept' : ''}.`;
    return { passed: false, value, says, at: first.at, request: first.id };
  }
  const madeUp = during.filter(({ outcome, end }) => outcome === 'ok' && (end ?? 0) < WAKES);
  if (madeUp.length > 0) {
    const says = `With the database hanging, ${madeUp[0]?.path} was answered with 200. By whom?`;
    return { passed: false, value: 'made up', says, at: madeUp[0]?.at, request: madeUp[0]?.id };
  }
  return {
    passed: after.length >= 5,
    value,
    says: `While the database hung, ${during.filter(({ outcome }) => outcome !== 'ok').length} of ${during.length} requests failed. A second later all ${after.length} for the same items were answered.`,
  };
}

/** Reads item 901, 902, … : `{n}` counts from 1. */
const raced = { path: '/item/9{n}', label: 'raced' };

const timeline: readonly TimedAction[] = [
  ...crowd('warm', 200, 1),
  ...spell('items', 300, 6000, 20, [item('int:1-60')]),
  ...EXPIRED.flatMap((at, index) => [
    { at, action: { kind: 'mark' as const, name: 'the front page expires' } },
    expire(at),
    ...crowd(`crowd-${index + 1}`, at + 10, READERS),
  ]),
  { at: HOLDER, action: { kind: 'mark', name: 'web-1 begins to rebuild, and dies' } },
  expire(HOLDER),
  ...crowd('holder', HOLDER + 10, 1, ['web-1']),
  ...crowd('orphans', HOLDER + 30, 60, ['web-2', 'web-3', 'web-4']),
  { at: CRASH, action: { kind: 'kill', machine: 'web-1' } },
  { at: RACE - 300, action: { kind: 'start', machine: 'web-1' } },
  { at: RACE, action: { kind: 'mark', name: 'items change while they are read' } },
  ...spell('reads', RACE, RACES * 30, 1000 / 30, [raced]),
  ...spell(
    'writes',
    RACE + WRITE_AFTER,
    RACES * 30,
    1000 / 30,
    [{ method: 'PUT', path: '/item/9{n}', expect: { status: 200 }, label: 'change' }],
    ['web-3', 'web-4', 'web-1', 'web-2'],
  ),
  { at: AUDIT, action: { kind: 'mark', name: 'every changed item is read again' } },
  ...spell('audit', AUDIT, RACES * 10, 100, [
    { path: '/item/9{n}', expect: { status: 200, json: { version: 2 } }, label: 'audit' },
  ]),
  { at: LOST, action: { kind: 'mark', name: 'a link to nothing is passed around' } },
  ...spell('lost', LOST, LOST_MS, 150, [
    { path: `/item/${MISSING}`, expect: { status: 404 }, label: 'missing' },
  ]),
  { at: HANGS, action: { kind: 'pause', machine: 'db' } },
  ...spell('unlucky', HANGS + 10, 250, 20, [{ path: '/item/80{n}', label: 'unlucky' }]),
  { at: WAKES, action: { kind: 'resume', machine: 'db' } },
  ...spell('again', AGAIN, 250, 20, [{ path: '/item/80{n}', label: 'again' }]),
];

export const leaseIt: Drill = {
  id: 'lease-it',
  kind: 'mend',
  title: 'One of them asks',
  brief:
    'Four web servers share a cache. The front page expires under 100 readers, twice; then web-1 dies while it rebuilds. Items are changed while they are being read, a dead link makes the rounds, and the database, large here so that each mistake shows by itself, hangs for a second. Mend cache-aside.ts: one query per expiry, nothing old left behind, absence remembered, and failures forgotten.',
  prediction: {
    question:
      'The front page expires under 100 readers on four servers. How many queries does the database get?',
    options: [
      { id: 'one', text: '1' },
      { id: 'four', text: '2 to 10' },
      { id: 'some', text: '11 to 50' },
      { id: 'all', text: 'More than 50' },
    ],
    outcome: (journal) => {
      const { length } = queriesOf(journal, FRONT, EXPIRED[0] ?? 0, 950);
      if (length <= 1) return 'one';
      if (length <= 10) return 'four';
      return length <= 50 ? 'some' : 'all';
    },
  },
  // With room for everybody, each mistake shows by itself and not in the queue of the one before.
  scenario: { until: UNTIL, timeline, machines: { db: { cores: 64 } } },
  checks: [
    { id: 'expiry', title: 'One query per expiry', judge: judgeExpiry },
    { id: 'crash', title: 'The holder dies: two queries, one lease', judge: judgeCrash },
    { id: 'race', title: 'No old row left in the cache', judge: judgeRace },
    { id: 'missing', title: 'A missing item costs 5 queries at most', judge: judgeMissing },
    { id: 'errors', title: 'Failures are not kept', judge: judgeErrors },
  ],
  edits: ['cache/services/cache-aside.ts'],
  keeps: [
    'cache/services/cache.ts',
    'cache/services/cache-client.ts',
    'cache/services/web.ts',
    'cache/services/db.ts',
  ],
  hints: [
    'cache-client.ts has getOrLease(key). Of all who miss, on all servers, one hears "yours". What should those who hear "taken" do, and for how long?',
    'Hand your token to set(). If the row was changed while you asked, the lease has ended and the cache refuses your old answer. And keep null for a few seconds: "there is none" is an answer too.',
    'Loop over getOrLease. "hit": return the row. "yours": load, set with the token, return. "taken": sleep 40 ms and look again. "down": load without keeping. If load throws, giveBack the lease and throw on.',
  ],
  solutions: [
    {
      name: 'lease',
      says: 'All who miss ask for the lease; those without it look again every 40 ms.',
      files: true,
    },
    {
      name: 'two-levels',
      says: 'Readers on one server share a promise, and servers share the lease.',
      files: true,
    },
  ],
  cheats: [
    {
      name: 'one-per-server',
      says: 'Single flight inside each server: one query from each of them, and blind sets.',
      files: true,
    },
    {
      name: 'lease-then-blind',
      says: 'Takes the lease and does not show it: old rows land after their removal.',
      files: true,
    },
    {
      name: 'never-expires',
      says: 'Waits a moment for the holder, then asks the database itself: when the holder is dead, everybody does.',
      files: true,
    },
    {
      name: 'failure-is-absence',
      says: 'Keeps "there is none" when the database only failed to answer.',
      files: true,
    },
    { name: 'never-removes', says: 'Trusts the time limit and removes nothing.', files: true },
  ],
};
