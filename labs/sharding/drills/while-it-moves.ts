/** Drill 3: four fifths of the rows move, and nobody who reads or writes meanwhile can tell. */
import type { TimedAction } from '../../../src/engine/contract.ts';
import { clock } from '../../../src/lab/journal-view.ts';
import type { ClientRequest, JournalView } from '../../../src/lab/journal-view.ts';
import type { Drill, Finding } from '../../../src/lab/manifest.ts';
import { backup, look, SHARDS, spell, tell, write } from '../loads.ts';
import { held, told } from './parts.ts';

const USERS = 120;
const ADD = 600;
/** Reads and writes end; by then the rows have to be in place. */
const QUIET = 3600;
const AUDIT = 4000;
const UNTIL = 5200;
/** These users are written to, again and again. */
const WRITTEN = 40;

const written = (request: ClientRequest) => Number(/change (\d+)/.exec(request.body ?? '')?.[1]);

/** The number of the last write that a user's row shows; 0 when it shows none. */
function shown({ answer }: ClientRequest): number {
  return Number(/change (\d+)/.exec(answer ?? '')?.[1] ?? 0);
}

/** Reads of one user that show less than was confirmed before they were sent. */
function stale(journal: JournalView, reads: readonly ClientRequest[]) {
  const writes = journal.requests({ load: 'write', outcome: 'ok' });
  return reads.filter((read) => {
    if (read.outcome !== 'ok') return false;
    const known = writes.filter(
      ({ path, end }) => path === read.path && (end ?? Infinity) < read.at,
    );
    return shown(read) < Math.max(0, ...known.map(written));
  });
}

function judgeReads(journal: JournalView): Finding {
  const asked = journal.requests({ load: 'look' });
  const bad = asked.filter(({ outcome }) => outcome !== 'ok');
  const [first] = bad;
  const passed = first === undefined && asked.length >= 60;
  return {
    passed,
    value: String(bad.length),
    says: passed
      ? `All ${asked.length} look-ups found their user, before, during and after the move.`
      : `${bad.length} of ${asked.length} look-ups did not get their user. ${first?.path} at ${clock(first?.at ?? 0)} got ${first?.status ?? first?.error ?? 'no answer'}.`,
    at: first?.at,
    request: first?.id,
  };
}

function judgeStale(journal: JournalView): Finding {
  const reads = journal.requests({ load: 'look' });
  const old = stale(journal, reads);
  const [first] = old;
  return {
    passed: first === undefined && reads.length >= 60,
    value: String(old.length),
    says:
      first === undefined
        ? `No look-up showed less than had been confirmed before it was sent.`
        : `${old.length} look-ups showed an older row than had been confirmed before. ${first.path} at ${clock(first.at)} is one.`,
    at: first?.at,
    request: first?.id,
  };
}

function judgeWrites(journal: JournalView): Finding {
  const writes = journal.requests({ load: 'write' });
  const kept = writes.filter(({ outcome }) => outcome === 'ok');
  const audit = journal.requests({ load: 'audit' });
  const lost = stale(journal, audit);
  const unread = audit.filter(({ outcome }) => outcome !== 'ok');
  const [first] = [...lost, ...unread];
  const value = String(lost.length + unread.length);
  if (kept.length < 0.95 * writes.length || writes.length < 40) {
    const bad = writes.find(({ outcome }) => outcome !== 'ok');
    const says = `Only ${kept.length} of ${writes.length} writes were confirmed. Nobody may be turned away.`;
    return { passed: false, value: `${kept.length} of ${writes.length}`, says, at: bad?.at };
  }
  const passed = first === undefined && audit.length >= WRITTEN - 1;
  return {
    passed,
    value,
    says: passed
      ? `${kept.length} writes were confirmed, and afterwards every user showed the last of theirs.`
      : `${lost.length} of ${audit.length} users had lost a confirmed write at the end, and ${unread.length} were not found. ${first?.path} at ${clock(first?.at ?? 0)} is one.`,
    at: first?.at,
    request: first?.id,
  };
}

function judgePlace(journal: JournalView): Finding {
  const counts = held(journal, SHARDS, UNTIL);
  const sum = [...counts.values()].reduce((a, b) => a + b, 0);
  const fewest = Math.min(...counts.values());
  const audit = journal.requests({ load: 'audit' });
  const hops = journal.hops({ from: 'router', method: 'GET', path: /^\/rows\//, since: AUDIT });
  const each = audit.length === 0 ? Infinity : hops.length / audit.length;
  const value = `${sum}, ${each.toFixed(1)}`;
  const passed = sum === USERS && fewest >= 20 && each <= 1.02;
  let says = `At the end ${USERS} rows lie once each (${told(counts)}), and a look-up asks one shard.`;
  if (sum !== USERS) {
    says = `${USERS} users, and ${sum} rows at ${clock(UNTIL)}: ${told(counts)}. Some are there twice, or not at all.`;
  } else if (fewest < 20) {
    says = `The rows have not moved: ${told(counts)}.`;
  } else if (each > 1.02) {
    says = `After ${clock(AUDIT)} a look-up still asks ${each.toFixed(1)} shards. The move should have ended.`;
  }
  return { passed, value, says, at: AUDIT };
}

const timeline: readonly TimedAction[] = [
  ...spell('look', 200, QUIET - 200, 25, [look(`int:1-${WRITTEN}`)]),
  ...spell('write', 300, QUIET - 300, 15, [write(`/users/{int:1-${WRITTEN}}`)]),
  tell(ADD, 'add', 'shard-4'),
  { at: AUDIT, action: { kind: 'mark', name: 'every user who was written to is read' } },
  ...spell('audit', AUDIT, WRITTEN * 25, 40, [
    { path: '/users/{n}', expect: { status: 200 }, label: 'audit' },
  ]),
];

export const whileItMoves: Drill = {
  id: 'while-it-moves',
  kind: 'mend',
  title: 'Nobody notices the move',
  brief:
    'With key % N, four fifths of 120 rows move when shard-4 is added, and it takes a while. Meanwhile 25 look-ups and 15 writes a second go on. Mend moving.ts: every look-up finds its user, as last written; no confirmed write is lost; and at the end each row lies on one shard, which is the only one that is asked.',
  prediction: {
    question: 'Of about 85 look-ups, how many fail to get their user with the start files?',
    options: [
      { id: 'none', text: 'None, the rows are all there' },
      { id: 'some', text: '1 to 20' },
      { id: 'many', text: 'More than 20' },
    ],
    outcome: (journal) => {
      const { length } = journal
        .requests({ load: 'look' })
        .filter(({ outcome }) => outcome !== 'ok');
      if (length === 0) return 'none';
      return length <= 20 ? 'some' : 'many';
    },
  },
  scenario: { until: UNTIL, timeline, machines: backup(USERS) },
  checks: [
    { id: 'reads', title: 'Every look-up finds its user', judge: judgeReads },
    { id: 'stale', title: 'Nobody sees an older row than confirmed', judge: judgeStale },
    { id: 'writes', title: 'No confirmed write is lost', judge: judgeWrites },
    { id: 'place', title: 'Each row once, and one shard per look-up', judge: judgePlace },
  ],
  edits: ['sharding/services/moving.ts'],
  keeps: [
    'sharding/services/placing.ts',
    'sharding/services/router.ts',
    'sharding/services/shard.ts',
    'sharding/services/shard-client.ts',
    'sharding/services/map.ts',
    'sharding/services/map-client.ts',
    'sharding/services/serve.ts',
  ],
  hints: [
    'While `before` is there, a key has two places. Which of them may hold something newer, and in which order would you look?',
    'Look at the new place, then the old. Between those two looks the row may have moved, so "not there" twice is no proof yet. And put() has an option for the mover.',
    'find: get(new), else get(old), else get(new) again. moveOne: put(to, key, row, { ifAbsent: true }), then remove. A row that is already there was written later.',
  ],
  solutions: [
    {
      name: 'read-both',
      says: 'New place, old place, new place; the mover covers nothing.',
      files: true,
    },
    {
      name: 'move-on-demand',
      says: 'Whoever wants a row that is still to move, moves it first.',
      files: true,
    },
  ],
  cheats: [
    {
      name: 'read-both-copy-blind',
      says: 'Reads are mended; the mover still covers newer rows.',
      files: true,
    },
    {
      name: 'old-place-first',
      says: 'Looks at the old place first and shows what has been changed since.',
      files: true,
    },
    { name: 'come-back-later', says: 'Turns everybody away while rows move.', files: true },
    { name: 'never-moves', says: 'Looks at two places for ever.', files: true },
    { name: 'leaves-copies', says: 'Copies, and never removes.', files: true },
  ],
};
