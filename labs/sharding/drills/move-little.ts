/** Drill 2: adding or taking out a shard moves its own part of the rows, and no more. */
import type { TimedAction } from '../../../src/engine/contract.ts';
import { clock } from '../../../src/lab/journal-view.ts';
import type { JournalView } from '../../../src/lab/journal-view.ts';
import type { Drill, Finding } from '../../../src/lab/manifest.ts';
import { look, SHARDS, spell, tell, USERS, write } from '../loads.ts';
import { held, tally, told, unevenness } from './parts.ts';

/** So many users of another shop are taken over; its numbers all end in 00. */
const TAKEN = 60;
const ROWS = USERS + TAKEN;
const ADD = 1500;
const RESTART = 3000;
const AUDIT = 3150;
const DROP = 3800;
const SECOND_AUDIT = 6100;
const UNTIL = 6900;

/** What a perfect placement moves is a fifth; half as much again is allowed. */
const FEW = Math.ceil((1.5 * ROWS) / 5);
const SOME = Math.floor((0.5 * ROWS) / 5);
const EVEN = 1.4;

const copies = (journal: JournalView, since: number, until: number) =>
  journal.hops({ from: 'router', method: 'PUT', path: /^\/rows\//, since, until });

function judgeAdd(journal: JournalView): Finding {
  const moved = copies(journal, ADD, DROP);
  const astray = moved.filter(({ to }) => to !== 'shard-4');
  const value = `${moved.length} of ${ROWS}`;
  const fifth = Math.round(ROWS / 5);
  const [first] = astray;
  if (moved.length > FEW || moved.length < SOME) {
    return {
      passed: false,
      value,
      says:
        moved.length < SOME
          ? `${moved.length} rows moved when shard-4 was added. Its share of ${ROWS} would be about ${fifth}; what else is it for?`
          : `${moved.length} of ${ROWS} rows moved when shard-4 was added, ${astray.length} of them from one old shard to another. A fifth, ${fifth}, would have been enough.`,
      at: ADD,
    };
  }
  return {
    passed: first === undefined,
    value,
    says:
      first === undefined
        ? `${moved.length} of ${ROWS} rows moved when shard-4 was added, all of them to shard-4.`
        : `${astray.length} of ${moved.length} rows moved between old shards: ${first.path} went to ${first.to} at ${clock(first.at)}.`,
    at: first?.at ?? ADD,
  };
}

function judgeDrop(journal: JournalView): Finding {
  const moved = journal.hops({ from: 'router', method: 'DELETE', since: DROP });
  const innocent = moved.filter(({ to }) => to !== 'shard-1');
  const value = String(moved.length);
  const [first] = innocent;
  const left = held(journal, ['shard-1'], UNTIL).get('shard-1') ?? 0;
  const passed = first === undefined && moved.length >= SOME && left === 0;
  let says = `shard-1 was taken out at ${clock(DROP)}. Its ${moved.length} rows moved, and nobody else's.`;
  if (first !== undefined) {
    says = `shard-1 was taken out at ${clock(DROP)}, and ${innocent.length} rows of other shards moved as well: ${first.path} left ${first.to} at ${clock(first.at)}.`;
  } else if (!passed) {
    says = `shard-1 was taken out at ${clock(DROP)}; ${moved.length} rows left it, and ${left} are still there at ${clock(UNTIL)}.`;
  }
  return { passed, value, says, at: first?.at ?? DROP };
}

function judgeEven(journal: JournalView): Finding {
  const at = [DROP - 50, UNTIL - 50];
  const counts = [
    held(journal, SHARDS, DROP - 50),
    held(
      journal,
      SHARDS.filter((shard) => shard !== 'shard-1'),
      UNTIL - 50,
    ),
  ];
  const ratios = counts.map(unevenness);
  const worst = ratios.indexOf(Math.max(...ratios));
  const ratio = ratios[worst] ?? Infinity;
  const passed = ratio <= EVEN;
  return {
    passed,
    value: ratio.toFixed(2),
    says: `At ${clock(at[worst] ?? 0)} the fullest shard held ${ratio.toFixed(2)} times the mean: ${told(counts[worst] ?? new Map())}.${passed ? '' : ` ${EVEN} is the most that is allowed.`}`,
    at: at[worst],
  };
}

function judgePattern(journal: JournalView): Finding {
  const places = tally(copies(journal, 0, ADD).map(({ to }) => to));
  const most = Math.max(0, ...places.values());
  const share = most / TAKEN;
  const passed = places.size === 4 && share <= 0.45;
  return {
    passed,
    value: `${Math.round(share * 100)}%`,
    says: passed
      ? `The ${TAKEN} numbers that end in 00 lie on four shards: ${told(places)}.`
      : `Of the ${TAKEN} numbers that end in 00, ${most} lie on one shard (${told(places)}). A pattern in the keys has become a pattern in the load.`,
    at: 300,
  };
}

function judgeFound(journal: JournalView): Finding {
  const spans = [
    { since: AUDIT, until: DROP },
    { since: SECOND_AUDIT, until: UNTIL },
  ];
  const asked = spans.flatMap((span) => journal.requests({ method: 'GET', ...span }));
  const bad = asked.filter(({ outcome }) => outcome !== 'ok');
  const [first] = bad;
  const passed = bad.length === 0 && asked.length >= 50;
  return {
    passed,
    value: `${asked.length - bad.length} of ${asked.length}`,
    says: passed
      ? `All ${asked.length} users asked for after the router's restart and after the second move were found.`
      : `${bad.length} of ${asked.length} users were not found where the router looked, after it had restarted or when rows should have been in place: ${first?.path} at ${clock(first?.at ?? 0)} got ${first?.status ?? first?.error ?? 'no answer'}.`,
    at: first?.at,
    request: first?.id,
  };
}

const taken = {
  path: '/users/{n}00',
  expect: { status: 200, json: { id: '{n}00' } },
  label: 'taken',
};

const timeline: readonly TimedAction[] = [
  { at: 200, action: { kind: 'mark', name: 'another shop is taken over' } },
  ...spell('take', 200, TAKEN * 20, 50, [write('/users/{n}00', 'take')]),
  ...spell('look', 300, 6400, 10, [look()]),
  tell(ADD, 'add', 'shard-4'),
  { at: RESTART, action: { kind: 'restart', machine: 'router' } },
  { at: AUDIT, action: { kind: 'mark', name: 'the first audit' } },
  ...spell('audit-1', AUDIT, 600, 50, [taken]),
  tell(DROP, 'drop', 'shard-1'),
  { at: SECOND_AUDIT, action: { kind: 'mark', name: 'the second audit' } },
  ...spell('audit-2', SECOND_AUDIT, 600, 50, [taken]),
];

export const moveLittle: Drill = {
  id: 'move-little',
  kind: 'mend',
  title: 'Move a fifth, not four fifths',
  brief:
    'Four shards hold 240 users, and 60 more come from a shop whose numbers all end in 00. Then shard-4 is added, the router restarts, and shard-1 is taken out. Mend placing.ts: a new shard gets its part and nothing else moves, a shard that leaves moves only its own rows, all are about equally full, and everybody is found.',
  prediction: {
    question:
      'Four shards hold 300 rows. How many move when a fifth is added, with the rule as it is?',
    options: [
      { id: 'fifth', text: 'About 60, the new shard’s part' },
      { id: 'middle', text: '100 to 160' },
      { id: 'most', text: 'More than 160' },
    ],
    outcome: (journal) => {
      const { length } = copies(journal, ADD, DROP);
      if (length < 100) return 'fifth';
      return length <= 160 ? 'middle' : 'most';
    },
  },
  scenario: { until: UNTIL, timeline },
  checks: [
    { id: 'add', title: 'A new shard: 90 rows at most, all to it', judge: judgeAdd },
    { id: 'drop', title: 'A shard leaves: only its rows move', judge: judgeDrop },
    { id: 'even', title: 'The fullest holds at most 1.4 times the mean', judge: judgeEven },
    { id: 'pattern', title: 'Numbers ending in 00 spread as well', judge: judgePattern },
    { id: 'found', title: 'Everybody is found, also after a restart', judge: judgeFound },
  ],
  edits: ['sharding/services/placing.ts'],
  keeps: [
    'sharding/services/router.ts',
    'sharding/services/moving.ts',
    'sharding/services/shard.ts',
    'sharding/services/shard-client.ts',
    'sharding/services/map.ts',
    'sharding/services/map-client.ts',
    'sharding/services/serve.ts',
  ],
  hints: [
    'The remainder depends on N, so a new N changes nearly all of them. What if a key were compared with each shard by itself?',
    'hash.ts turns a text into a scattered number. Hash every shard to points on a circle and every key to one; a key belongs to the next point. One point a shard gives very unequal pieces.',
    'For every shard make 100 or more points with hash(`${shard} point ${n}`), sort them, and take the first at or after hash(key), or the very first past the end. Shorter: draw hash(`${shard}/${key}`) for every shard and take the highest.',
  ],
  solutions: [
    { name: 'ring', says: 'A ring with 150 points a shard.', files: true },
    {
      name: 'rendezvous',
      says: 'Every shard draws a number for the key, and the highest wins.',
      files: true,
    },
  ],
  cheats: [
    {
      name: 'hash-modulo',
      says: 'A hash before the remainder: the pattern is gone, four fifths still move.',
      files: true,
    },
    { name: 'one-point', says: 'A ring with one point a shard: unequal pieces.', files: true },
    {
      name: 'own-seed',
      says: 'Every process hashes with a seed of its own, as many built-in hashes do.',
      files: true,
    },
    { name: 'one-shard', says: 'Everything on the first shard.', files: true },
  ],
};
