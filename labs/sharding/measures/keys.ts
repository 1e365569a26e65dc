/** Which shard holds what, and how evenly. Claims 01, 02, 03, 04, 05, 10 and 16. */
import type { JournalView } from '../../../src/lab/journal-view.ts';
import type { Experiment } from '../../../src/lab/manifest.ts';
import { held, tally, unevenness } from '../drills/parts.ts';
import { look, SHARDS, spell, write } from '../loads.ts';
import { perRequest, percent, RENDEZVOUS, round, shardsWith, writtenTo } from './parts.ts';

const EMPTY = { env: { USERS: '0' } };
const FOUR = SHARDS.slice(0, 4);

/** The share of all written rows that lie on the fullest of four shards. */
function largestShare(journal: JournalView, since = 0): number {
  const places = writtenTo(journal, since);
  return round(Math.max(...tally(places).values()) / places.length, 3);
}

const ROWS = 200;

const keyAndEmail: Experiment = {
  id: 'key-and-email',
  claims: ['sharding-01', 'sharding-02'],
  title: '200 rows, looked up in two ways',
  scenario: {
    until: 5000,
    machines: shardsWith(EMPTY),
    timeline: [
      ...spell('insert', 100, ROWS * 10, 100, [write('/users/{n}')]),
      ...spell('look', 2500, 1000, 20, [look('int:1-200')]),
      ...spell('email', 3600, 1000, 20, [
        { path: '/users?email=u{n}@example.org', expect: { includes: 'u{n}@' }, label: 'email' },
      ]),
    ],
  },
  variants: [{ id: 'four', label: 'four shards', baseline: true }],
  measure: ({ four }) => {
    const homes = new Map<string, Set<string>>();
    for (const { path, to } of four!.hops({ from: 'router', method: 'PUT', path: /^\/rows\// })) {
      homes.set(path, (homes.get(path) ?? new Set()).add(to));
    }
    const counts = [...held(four!, FOUR, Infinity).values()];
    return {
      rows: counts.reduce((a, b) => a + b, 0),
      twice: [...homes.values()].filter(({ size }) => size > 1).length,
      byKey: perRequest(four!, 'look', /^\/rows\/\d+$/),
      byEmail: perRequest(four!, 'email', /^\/rows\?email=/),
      lost: four!.requests().filter(({ outcome }) => outcome !== 'ok').length,
    };
  },
  passes: (v) =>
    v.rows === ROWS && v.twice === 0 && v.byKey === 1 && v.byEmail === 4 && v.lost === 0,
  condition: '200 rows in all, none on two shards; by key one shard is asked, by email four',
  reading: (v) => ({
    label: 'shards asked, by key and by email',
    value: `${v.byKey} and ${v.byEmail}`,
    detail: `${v.rows} rows on four shards, ${v.twice} of them on more than one.`,
  }),
};

const pattern: Experiment = {
  id: 'pattern',
  claims: ['sharding-03'],
  title: 'Numbers that end in 00',
  scenario: {
    until: 2600,
    machines: shardsWith(EMPTY),
    timeline: spell('insert', 100, 2300, 100, [write('/users/{n}00')]),
  },
  variants: [
    { id: 'modulo', label: 'number % 4' },
    { id: 'hash', label: 'hashed', overlay: RENDEZVOUS },
  ],
  measure: ({ modulo, hash }) => ({
    modulo: largestShare(modulo!),
    hash: largestShare(hash!),
    rows: writtenTo(hash!).length,
  }),
  passes: (v) => v.modulo === 1 && v.hash! <= 0.35 && v.rows! >= 100,
  condition: 'number % 4: all on one shard; hashed: at most 0.35 on the fullest of four',
  reading: (v) => ({
    label: 'share of the fullest of four shards',
    value: `${percent(v.modulo!)} → ${percent(v.hash!)}`,
    detail: `${v.rows} numbers ending in 00, by remainder and by a hash.`,
  }),
};

const range: Experiment = {
  id: 'range-tail',
  claims: ['sharding-04'],
  title: 'New numbers go to the last range',
  scenario: {
    until: 4300,
    timeline: spell('insert', 100, 4000, 60, [write('/users/1000{n}')]),
  },
  variants: [
    { id: 'range', label: 'by range', overlay: 'experiments/range' },
    { id: 'hash', label: 'hashed', overlay: RENDEZVOUS },
  ],
  measure: ({ range: byRange, hash }) => ({
    range: largestShare(byRange!),
    hash: largestShare(hash!),
    rows: writtenTo(hash!).length,
  }),
  passes: (v) => v.range! >= 0.95 && v.hash! <= 0.35,
  condition:
    'growing numbers, by range: at least 0.95 of new rows on one shard; hashed: at most 0.35',
  reading: (v) => ({
    label: 'new rows on one of four shards',
    value: `${percent(v.range!)} → ${percent(v.hash!)}`,
    detail: `${v.rows} new users with growing numbers, by range and by a hash.`,
  }),
};

const newUser = (country: string, weight: number) => ({
  weight,
  steps: [write(`/users/${country}-{n}`)],
});

const country: Experiment = {
  id: 'country',
  claims: ['sharding-05', 'sharding-16'],
  title: 'A shard for every country',
  scenario: {
    until: 5400,
    machines: shardsWith({ ...EMPTY, cpuSpeed: 2 }),
    timeline: [
      {
        at: 100,
        action: {
          kind: 'load',
          id: 'insert',
          profile: {
            to: 'router',
            rate: 100,
            arrivals: 'even',
            flows: [newUser('in', 50), newUser('us', 30), newUser('br', 15), newUser('de', 5)],
          },
        },
      },
      { at: 5100, action: { kind: 'load', id: 'insert', profile: null } },
    ],
  },
  variants: [
    { id: 'country', label: 'by country', overlay: 'experiments/country' },
    { id: 'hash', label: 'by hashed user', overlay: RENDEZVOUS },
  ],
  measure: ({ country: byCountry, hash }) => ({
    country: round(unevenness(tally(writtenTo(byCountry!))), 2),
    hash: round(unevenness(tally(writtenTo(hash!))), 2),
    rows: writtenTo(hash!).length,
  }),
  passes: (v) => v.country! >= 1.8 && v.hash! <= 1.2,
  condition:
    'half of all users in one country: fullest shard at least 1.8 times the mean; hashed users: at most 1.2',
  reading: (v) => ({
    label: 'fullest shard, as a multiple of the mean',
    value: `${v.country} → ${v.hash}`,
    detail: `${v.rows} users of four countries, of whom half, 30%, 15% and 5% live in each. By country, then by hashed user.`,
  }),
};

const orders: Experiment = {
  id: 'orders',
  claims: ['sharding-10'],
  title: 'A user and the orders',
  scenario: {
    until: 3000,
    timeline: [
      ...spell('insert', 100, 400, 20, [
        { method: 'PUT', path: '/users/7/orders/{n}', label: 'insert' },
      ]),
      ...spell('orders', 1000, 1000, 10, [
        { path: '/users/7/orders', expect: { includes: '"id":"8"' }, label: 'orders' },
      ]),
    ],
  },
  variants: [
    { id: 'order', label: 'by order', machines: { router: { env: { ORDERS_BY: 'order' } } } },
    { id: 'user', label: 'by user', machines: { router: { env: { ORDERS_BY: 'user' } } } },
  ],
  measure: ({ order, user }) => ({
    byOrder: perRequest(order!, 'orders', /^\/rows\?user=/),
    byUser: perRequest(user!, 'orders', /^\/rows\?user=/),
    scattered: tally(writtenTo(order!)).size,
    failed: [...order!.requests(), ...user!.requests()].filter(({ outcome }) => outcome !== 'ok')
      .length,
  }),
  passes: (v) => v.byOrder! >= 3 && v.byUser === 1 && v.failed === 0,
  condition: "a user's 8 orders, placed by order: at least 3 shards asked; placed by user: 1",
  rows: [{ label: 'shards asked', values: { order: 'byOrder', user: 'byUser' } }],
  reading: (v) => ({
    label: "shards asked for one user's orders",
    value: `${v.byOrder} → ${v.byUser}`,
    detail: 'Orders placed by their own number, then by their user.',
  }),
};

export const keys: readonly Experiment[] = [keyAndEmail, pattern, range, country, orders];
