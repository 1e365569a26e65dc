/** Drill 2: teach the router that people want to find what they have just written. */
import type { Drill, Finding } from '../../../src/lab/manifest.ts';
import { clock } from '../../../src/lab/journal-view.ts';
import type { ClientRequest, Hop, JournalView } from '../../../src/lab/journal-view.ts';
import type { TimedAction } from '../../../src/engine/contract.ts';
import { reads, ROWS } from '../loads.ts';
import { lagging, looksOf, person, postOf } from '../people.ts';
import type { Look } from '../people.ts';

/** Each of the 40 readers puts something up, then all of them read on. */
const QUIET = 1500;
/** Both replicas fall half a second behind, and catch up. */
const SLOW = { from: 3000, to: 5500 };
/** replica-2 hears nothing from the primary, and later does again. */
const CUT = { from: 6000, to: 8800 };
const UNTIL = 9500;

/** When each author posts. Reloads come so many ms later. */
const RELOADS = [15, 120, 300, 420, 700];
const LATE_RELOADS = [15, 300, 1200, 1600, 2000, 2200, 2400];
const authors = [
  { name: 'asha', at: 2000, reloads: RELOADS },
  { name: 'bo', at: 3500, reloads: RELOADS },
  { name: 'chen', at: 3900, reloads: RELOADS },
  { name: 'dina', at: 4300, reloads: RELOADS },
  { name: 'emil', at: 4700, reloads: RELOADS },
  { name: 'fay', at: 6200, reloads: LATE_RELOADS },
  { name: 'gus', at: 6300, reloads: LATE_RELOADS },
];

/** Looks at a confirmed post that there are at least, of 39: a look may overtake its post. */
const ENOUGH = 30;
/** ms after which a person thinks that the board hangs. */
const PATIENCE = 400;
/** The largest share of reads that the primary may serve, and the least for each replica. */
const MOST = 0.1;
const LEAST = 0.2;

const NODES = ['primary', 'replica-1', 'replica-2'];

function looks(journal: JournalView): readonly Look[] {
  return authors.flatMap(({ name }) => looksOf(journal, name));
}

/** Whom the router asked for a client's request, in words. */
function way(journal: JournalView, request: ClientRequest): string {
  const hops = request.trace === undefined ? [] : journal.trace(request.trace);
  const asked = hops.filter((hop) => hop.from === 'router').map((hop) => hop.to);
  if (asked.length === 0) return 'the router asked no database';
  const more = asked.length > 3 ? `, and ${asked.length - 3} times more` : '';
  return `the router asked ${asked.slice(0, 3).join(', then ')}${more}`;
}

function judgeOwn(journal: JournalView): Finding {
  const all = looks(journal);
  const stale = all.filter(({ found }) => !found);
  const [first] = stale;
  const value = String(stale.length);
  if (first === undefined) {
    const passed = all.length >= ENOUGH;
    const says = passed
      ? `All ${all.length} times, authors found their own post.`
      : `Only ${all.length} looks came after a confirmed post; it takes ${ENOUGH} to judge.`;
    return { passed, value, says };
  }
  const { look, post, name } = first;
  return {
    passed: false,
    value,
    says: `${name}'s post was confirmed at ${clock(post.end ?? 0)}. ${Math.round(look.at - (post.end ?? 0))} ms later ${name} asked for it and got ${look.status ?? look.error ?? 'nothing'}: ${way(journal, look)}.`,
    at: look.at,
    request: look.id,
  };
}

/** Reads that databases answered for the visitors, by database. */
function served(journal: JournalView): ReadonlyMap<string, readonly Hop[]> {
  const hops = journal.hops({ since: QUIET, from: 'router', method: 'GET', path: ROWS });
  return new Map(NODES.map((node) => [node, hops.filter((hop) => hop.to === node)]));
}

function judgeShare(journal: JournalView): Finding {
  const by = served(journal);
  const total = [...by.values()].reduce((sum, hops) => sum + hops.length, 0);
  const shares = NODES.map((node) => (by.get(node)?.length ?? 0) / total);
  const [primary = 0, ...others] = shares;
  const told = NODES.map((node, index) => `${node} ${Math.round((shares[index] ?? 0) * 100)}%`);
  const passed = primary <= MOST && Math.min(...others) >= LEAST;
  return {
    passed,
    value: primary.toFixed(2),
    says:
      total === 0
        ? 'No database was asked for anything.'
        : `Of ${total} reads after ${clock(QUIET)}: ${told.join(', ')}.${primary > MOST ? ' About one request in a hundred is a write; the primary is there for those.' : ''}`,
    at: by.get('primary')?.[0]?.at,
  };
}

function judgeTrue(journal: JournalView): Finding {
  const answered = journal
    .requests({ method: 'GET', outcome: 'ok' })
    .filter((each) => each.status === 200);
  const madeUp = answered.filter(
    ({ trace }) =>
      trace === undefined ||
      !journal.trace(trace).some((hop) => hop.from === 'router' && hop.status === 200),
  );
  const [first] = madeUp;
  return {
    passed: answered.length > 0 && first === undefined,
    value: String(madeUp.length),
    says:
      first === undefined
        ? `Each of ${answered.length} notes came from a database.`
        : `${first.path}, asked for at ${clock(first.at)}, was answered without a database. The router forgets when it restarts, and knows nothing of what others change.`,
    at: first?.at,
    request: first?.id,
  };
}

function judgeWaits(journal: JournalView): Finding {
  // What is asked in the last moment may still be under way when the run ends.
  const all = journal.requests({ until: UNTIL - PATIENCE - 100 });
  const waits = all.map((request) => request.ms ?? journal.end - request.at);
  const late = all.filter(
    (request, index) =>
      (waits[index] ?? 0) > PATIENCE ||
      request.outcome === 'failed' ||
      request.outcome === 'unknown',
  );
  const [first] = late;
  const worst = Math.round(Math.max(0, ...waits));
  return {
    passed: all.length > 0 && first === undefined,
    value: `${worst} ms`,
    says:
      first === undefined
        ? `The longest wait of ${all.length} requests was ${worst} ms.`
        : `${late.length} requests failed or took more than ${PATIENCE} ms. The first: ${first.method} ${first.path} at ${clock(first.at)}, ${Math.round(first.ms ?? journal.end - first.at)} ms: ${way(journal, first)}.`,
    at: first?.at,
    request: first?.id,
  };
}

const faults: readonly TimedAction[] = [
  ...lagging(SLOW.from, SLOW.to, 500),
  {
    at: CUT.from,
    action: {
      kind: 'link-fault',
      id: 'cut',
      from: 'primary',
      to: 'replica-2',
      fault: { partition: true },
    },
  },
  { at: CUT.to, action: { kind: 'heal', id: 'cut' } },
];

export const whereIsMyPost: Drill = {
  id: 'where-is-my-post',
  kind: 'mend',
  title: 'Where is my post?',
  brief:
    'Forty readers post once and read on. Seven authors post and reload, again and again: in calm, while both replicas are half a second behind, and while replica-2 hears nothing at all. Nobody may ever miss a post of their own, nobody may wait long, and the primary may serve a tenth of the reads at most. What others have posted may come late.',
  prediction: {
    question: 'The seven authors look at their posts 39 times. How often will a post be missing?',
    options: [
      { id: 'never', text: 'Never' },
      { id: 'few', text: '1 to 5 times' },
      { id: 'many', text: '6 to 30 times' },
      { id: 'most', text: 'More than 30 times' },
    ],
    outcome: (journal) => {
      const missing = looks(journal).filter(({ found }) => !found).length;
      if (missing === 0) return 'never';
      if (missing <= 5) return 'few';
      return missing <= 30 ? 'many' : 'most';
    },
  },
  scenario: {
    until: UNTIL,
    timeline: [
      { at: 0, action: { kind: 'mark', name: 'everybody posts once' } },
      ...Array.from({ length: 40 }, (_, index) => postOf(`reader-${index + 1}`, 100 + index * 25)),
      { at: QUIET - 100, action: { kind: 'mark', name: 'they read on' } },
      {
        at: QUIET - 100,
        action: { kind: 'load', id: 'reads', profile: { to: 'router', rate: 80, flows: reads } },
      },
      { at: SLOW.from, action: { kind: 'mark', name: 'both replicas lag' } },
      { at: CUT.from, action: { kind: 'mark', name: 'replica-2 is cut off' } },
      ...authors.flatMap(({ name, at, reloads }) => person(name, at, reloads)),
      ...faults,
      { at: UNTIL - 200, action: { kind: 'load', id: 'reads', profile: null } },
    ].toSorted((a, b) => a.at - b.at) as readonly TimedAction[],
  },
  checks: [
    { id: 'own', title: 'No author misses an own post', judge: judgeOwn },
    {
      id: 'share',
      title: 'At most 0.1 of reads on the primary, both replicas at work',
      judge: judgeShare,
    },
    { id: 'waits', title: 'Nothing fails, nobody waits over 400 ms', judge: judgeWaits },
    { id: 'true', title: 'Every note comes from a database', judge: judgeTrue },
  ],
  edits: ['replication/services/router.ts'],
  keeps: [
    'replication/services/db.ts',
    'replication/services/log.ts',
    'replication/services/ship.ts',
    'replication/services/failover.ts',
  ],
  hints: [
    'The answer to a write carries `lsn`, the position of the new row. Remember, for each user, the position of the last write.',
    'Every answer of a database carries `position`: it has applied the log up to there. An answer from before the user’s last write is of no use to this user.',
    'Read from a replica as before. If its position is smaller than what this user needs, ask the primary instead. For everybody else nothing changes.',
  ],
  solutions: [
    {
      name: 'position-token',
      says: 'Remembers each user’s last position; asks the primary when the replica’s answer is older.',
      files: true,
    },
    {
      name: 'picks-who-has-it',
      says: 'Chooses among replicas that are known to have come far enough, and else the primary.',
      files: true,
    },
  ],
  cheats: [
    {
      name: 'fixed-window',
      says: 'Own reads go to the primary for 250 ms. The lag has not agreed to that.',
      files: true,
    },
    {
      name: 'long-window',
      says: 'Three seconds instead: everybody who posts is on the primary for that long.',
      files: true,
    },
    { name: 'all-primary', says: 'Reads everything from the primary.', files: true },
    {
      name: 'everybodys-position',
      says: 'One position for all: whoever posts sends all others to the primary too.',
      files: true,
    },
    {
      name: 'wait-for-all',
      says: 'Confirms a post when both replicas have it: one slow replica and nobody can post.',
      files: true,
    },
    { name: 'from-memory', says: 'The router answers from what it remembers.', files: true },
  ],
};
