/** More shards, bigger shards, and moving house. Claims 06, 07, 08, 09 and 19. */
import type { JournalView } from '../../../src/lab/journal-view.ts';
import type { Experiment, MachineChanges, Variant } from '../../../src/lab/manifest.ts';
import { held, unevenness } from '../drills/parts.ts';
import { look, SHARDS, spell, tell } from '../loads.ts';
import {
  elevenMore,
  mapOf,
  percent,
  perRequest,
  READ_BOTH,
  RING,
  round,
  shardsWith,
  SIXTEEN,
} from './parts.ts';

const FOUR = SHARDS.slice(0, 4);
const ROWS = 600;
const points = { env: { POINTS: '1' } };

function moves(journal: JournalView) {
  return journal.hops({ from: 'router', method: 'PUT', path: /^\/rows\// });
}

const fifth: Experiment = {
  id: 'fifth-shard',
  claims: ['sharding-06'],
  title: 'A fifth shard joins',
  scenario: {
    until: 6000,
    machines: shardsWith({ cpuSpeed: 10, env: { USERS: String(ROWS) } }),
    timeline: [tell(300, 'add', 'shard-4')],
  },
  variants: [
    { id: 'modulo', label: 'number % N' },
    { id: 'ring', label: 'ring, 150 points a shard', overlay: RING },
    {
      id: 'bare',
      label: 'ring, one point a shard',
      overlay: RING,
      machines: { router: points, ...shardsWith(points) },
    },
  ],
  measure: ({ modulo, ring, bare }) => ({
    rows: ROWS,
    modulo: moves(modulo!).length,
    ring: moves(ring!).length,
    astray: moves(ring!).filter(({ to }) => to !== 'shard-4').length,
    even: round(unevenness(held(ring!, FOUR, 290)), 2),
    bare: round(unevenness(held(bare!, FOUR, 290)), 2),
  }),
  passes: (v) =>
    v.modulo! >= 0.75 * ROWS &&
    v.ring! <= (1.5 * ROWS) / 5 &&
    v.ring! >= (0.5 * ROWS) / 5 &&
    v.astray === 0 &&
    v.even! <= 1.4 &&
    v.bare! >= v.even!,
  condition:
    'of 600 rows, % N moves at least 450, the ring 60 to 180 and none between old shards; fullest of four at most 1.4 times the mean with 150 points, and no better with one',
  rows: [
    { label: 'rows moved of 600', values: { modulo: 'modulo', ring: 'ring' } },
    { label: 'fullest shard, times the mean', values: { ring: 'even', bare: 'bare' } },
  ],
  reading: (v) => ({
    label: `rows moved of ${v.rows}, as a fifth shard joins`,
    value: `${v.modulo} → ${v.ring}`,
    detail: `By remainder, then on a ring. Fullest of four shards: ${v.even} times the mean with 150 points a shard, ${v.bare} with one.`,
  }),
};

const SINCE = 800;
const END = 4000;

/** Answers a second, counted where they ended. */
function goodput(journal: JournalView): number {
  const done = journal
    .requests({ outcome: 'ok' })
    .filter(({ end }) => end !== undefined && end >= SINCE && end < END);
  return round((1000 * done.length) / (END - SINCE), 1);
}

/** The share of all look-ups that the busiest shard gets. */
function hottest(journal: JournalView): number {
  const hops = journal.hops({ from: 'router', path: /^\/rows\//, method: 'GET' });
  const most = Math.max(...SIXTEEN.map((id) => hops.filter(({ to }) => to === id).length));
  return round(most / hops.length, 3);
}

function famous(id: string, label: string, shards: readonly string[], overlay: string): Variant {
  return { id, label, overlay, machines: mapOf(shards) };
}

const celebrity: Experiment = {
  id: 'celebrity',
  claims: ['sharding-09'],
  title: 'Half of all look-ups are for user 7',
  adds: elevenMore,
  scenario: {
    until: END,
    machines: shardsWith({ cpuSpeed: 0.5 }, SIXTEEN),
    timeline: [
      {
        at: 100,
        action: {
          kind: 'request',
          id: 'profile',
          request: { to: 'router', method: 'PUT', path: '/users/7', body: '{"name":"famous"}' },
        },
      },
      {
        at: 400,
        action: {
          kind: 'load',
          id: 'fans',
          profile: {
            to: 'router',
            users: 24,
            flows: [{ steps: [look('int:7-7', 'fan')] }, { steps: [look()] }],
          },
        },
      },
    ],
  },
  variants: [
    famous('four', 'four shards', FOUR, RING),
    famous('sixteen', 'sixteen shards', SIXTEEN, RING),
    famous('split', 'sixteen shards, user 7 on all of them', SIXTEEN, 'experiments/split'),
  ],
  measure: ({ four, sixteen, split }) => ({
    four: goodput(four!),
    sixteen: goodput(sixteen!),
    split: goodput(split!),
    share: hottest(sixteen!),
    shareSplit: hottest(split!),
    gain: round(goodput(sixteen!) / goodput(four!), 2),
    gainSplit: round(goodput(split!) / goodput(sixteen!), 1),
  }),
  passes: (v) => v.share! >= 0.45 && v.gain! <= 2 && v.gainSplit! >= 1.5,
  condition:
    'hottest of 16 shards gets at least 0.45; four times the shards give at most twice the answers; splitting the key at least 1.5 times',
  reading: (v) => ({
    label: 'answers a second, 4 shards and 16',
    value: `${v.four} → ${v.sixteen}`,
    detail: `Half of all look-ups are for one user; one shard of 16 gets ${percent(v.share!)} of them. With that user on every shard: ${v.split}.`,
  }),
};

const quick: MachineChanges = shardsWith({ cpuSpeed: 20, env: { HICCUPS: '0.01' } }, SIXTEEN);

const fanOut: Experiment = {
  id: 'fan-out',
  claims: ['sharding-07'],
  title: 'One shard in a hundred answers is slow',
  adds: elevenMore,
  scenario: {
    until: 6000,
    machines: quick,
    timeline: spell('email', 300, 5000, 50, [
      { path: '/users?email=u{int:1-240}@example.org', label: 'email' },
    ]),
  },
  variants: [
    { id: 'one', label: 'one shard', machines: mapOf(SIXTEEN.slice(0, 1)) },
    { id: 'sixteen', label: 'sixteen shards', machines: mapOf(SIXTEEN) },
  ],
  measure: ({ one, sixteen }) => {
    const slow = (run: JournalView) => {
      const asked = run.requests({ label: 'email' });
      return round(asked.filter(({ ms }) => (ms ?? 300) >= 250).length / asked.length, 3);
    };
    return {
      one: slow(one!),
      sixteen: slow(sixteen!),
      asked: perRequest(sixteen!, 'email', /^\/rows\?email=/),
    };
  },
  passes: (v) => v.one! <= 0.04 && v.sixteen! >= 0.08 && v.asked === 16,
  condition: 'one answer in 100 is slow: at most 0.04 of queries on one shard, at least 0.08 on 16',
  reading: (v) => ({
    label: 'slow queries, 1 shard and 16',
    value: `${percent(v.one!)} → ${percent(v.sixteen!)}`,
    detail: 'Each answer of a shard is slow one time in a hundred. A query waits for the last.',
  }),
};

const reshard: Experiment = {
  id: 'reshard',
  claims: ['sharding-08'],
  title: 'Look-ups during a move',
  scenario: {
    until: 6500,
    timeline: [
      ...spell('look', 500, 3900, 60, [
        { path: '/users/{n}', expect: { status: 200, json: { id: '{n}' } }, label: 'look' },
      ]),
      tell(600, 'add', 'shard-4'),
    ],
  },
  variants: [
    { id: 'first', label: 'the map changes, rows follow' },
    { id: 'both', label: 'both places are read', overlay: READ_BOTH },
  ],
  measure: ({ first, both }) => ({
    first: first!.count({ label: 'look', outcome: ['wrong', 'failed', 'unknown'] }),
    both: both!.count({ label: 'look', outcome: ['wrong', 'failed', 'unknown'] }),
    asked: first!.count({ label: 'look', since: 600 }),
    next40: first!
      .requests({ label: 'look', since: 620 })
      .slice(0, 40)
      .filter(({ status }) => status === 404).length,
    moved: first!.hops({ from: 'router', method: 'DELETE' }).length,
  }),
  passes: (v) => v.first! >= 28 && v.next40! >= 28 && v.both === 0 && v.moved! >= 150,
  condition:
    'map changes first, rows follow: of the next 40 look-ups at least 28 find nothing; both places read: none',
  reading: (v) => ({
    label: `of ${v.asked} look-ups found nothing`,
    value: `${v.first} → ${v.both}`,
    detail: `${v.moved} rows move. The new place only, then both places.`,
  }),
};

const KILL = 3600;

const bigger: Experiment = {
  id: 'bigger',
  claims: ['sharding-19'],
  title: 'One database, four times the cores',
  scenario: {
    until: 4600,
    machines: mapOf(['shard-0']),
    timeline: [
      {
        at: 300,
        action: {
          kind: 'load',
          id: 'look',
          profile: { to: 'router', users: 12, thinkMs: 5, flows: [{ steps: [look()] }] },
        },
      },
      { at: KILL, action: { kind: 'kill', machine: 'shard-0' } },
    ],
  },
  variants: [
    { id: 'one', label: 'one core' },
    { id: 'four', label: 'four cores', machines: { 'shard-0': { cores: 4 } } },
  ],
  measure: ({ one, four }) => {
    const rate = (run: JournalView) => {
      const done = run
        .requests({ outcome: 'ok' })
        .filter(({ end = 0 }) => end >= 600 && end < KILL);
      return round(done.length / 3, 1);
    };
    return {
      one: rate(one!),
      four: rate(four!),
      ratio: round(rate(four!) / rate(one!), 1),
      after: four!.count({ outcome: 'ok', since: KILL }),
      failed: four!.count({ outcome: 'failed', since: KILL }),
    };
  },
  passes: (v) => v.ratio! >= 3 && v.after === 0 && v.failed! > 0,
  condition: 'four times the cores: at least 3 times the answers; after it is killed: none',
  reading: (v) => ({
    label: 'look-ups a second, 1 core and 4',
    value: `${v.one} → ${v.four}`,
    detail: `No line of code was changed. After the one machine is killed: ${v.after}.`,
  }),
};

export const growing: readonly Experiment[] = [fifth, celebrity, fanOut, reshard, bigger];
