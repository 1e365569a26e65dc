/** What replicas are good for, and what not. Claims 01, 02, 03, 04 and 13. */
import type { Experiment, LabMachine, Variant } from '../../../src/lab/manifest.ts';
import type { JournalView } from '../../../src/lab/journal-view.ts';
import { browse, post, ROWS } from '../loads.ts';
import {
  cluster,
  DATABASES,
  ends,
  percent,
  postsFrom,
  readsFrom,
  REPLICAS,
  round,
} from './parts.ts';

const oneWriter: Experiment = {
  id: 'one-writer',
  claims: ['replication-01'],
  title: 'One takes the writes, two take the reads',
  adds: { machines: [], links: [{ from: 'clients', to: 'replica-1' }] },
  scenario: {
    until: 6000,
    timeline: [
      readsFrom(100, { rate: 100 }),
      postsFrom(100, { rate: 10 }),
      ...Array.from({ length: 50 }, (_, index) => ({
        at: 500 + index * 80,
        action: {
          kind: 'request' as const,
          id: `write-${index + 1}`,
          request: { to: 'replica-1', method: 'POST', path: '/rows/mine', body: '{"text":"mine"}' },
        },
      })),
      ...ends(5500, 'reads', 'posts'),
    ],
  },
  variants: [{ id: 'all', label: 'writes to a replica, and everything else through the router' }],
  measure: ({ all }) => {
    const counts = REPLICAS.map((to) => all!.hops({ from: 'router', to, path: ROWS }).length);
    return {
      tried: all!.count({ to: 'replica-1', method: 'POST' }),
      accepted: all!.requests({ to: 'replica-1', method: 'POST' }).filter((e) => e.status === 201)
        .length,
      readsPrimary: all!.hops({ from: 'router', to: 'primary', method: 'GET', path: ROWS }).length,
      readsRatio: round(Math.max(...counts) / Math.min(...counts), 2),
    };
  },
  passes: (v) => v.tried === 50 && v.accepted === 0 && v.readsPrimary === 0 && v.readsRatio! <= 1.2,
  condition:
    'of 50 writes sent to a replica none is accepted; the reads of the two replicas are within 1.2 of each other',
  reading: (v) => ({
    label: 'of 50 writes that a replica accepted',
    value: String(v.accepted),
    detail: `Through the router the two replicas shared the reads within a factor of ${v.readsRatio}.`,
  }),
};

const replica3: LabMachine = {
  id: 'replica-3',
  role: 'replica',
  at: { col: 4, row: 1 },
  does: 'A third replica, for this experiment.',
  entry: 'replication/services/db.ts',
  env: { ROLE: 'replica' },
};
const withThird: Experiment['adds'] = {
  machines: [replica3],
  links: [
    { from: 'router', to: 'replica-3' },
    { from: 'primary', to: 'replica-3', latencyMs: 1 },
  ],
};
const FOUR = [...DATABASES, 'replica-3'];
const COUNTED = { since: 1000, until: 3500 };

/** As many visitors as it takes to keep every database busy, with so many reads in a hundred. */
function crowd(
  id: string,
  label: string,
  databases: readonly string[],
  readsOf100: number,
): Variant {
  const note = { ...post, path: '/note/{id=hex:8}', expect: { status: 201 } };
  const flows = [
    { weight: readsOf100, steps: [browse] },
    { weight: 100 - readsOf100, steps: [note] },
  ].filter(({ weight }) => weight > 0);
  return {
    id,
    label,
    machines: cluster(databases),
    timeline: [
      {
        at: 100,
        action: { kind: 'load', id: 'crowd', profile: { to: 'router', users: 40, flows } },
      },
    ],
  };
}

/** Requests a second that were answered. */
function throughput(journal: JournalView): number {
  const done = journal
    .requests({ load: 'crowd', outcome: 'ok' })
    .filter(({ end = 0 }) => end >= COUNTED.since && end < COUNTED.until);
  return round((done.length * 1000) / (COUNTED.until - COUNTED.since));
}

const alone: Experiment['scenario'] = {
  until: COUNTED.until,
  timeline: [],
  machines: { failover: { autostart: false } },
};

const readScale: Experiment = {
  id: 'read-scale',
  claims: ['replication-03'],
  title: 'Three replicas, 95% reads',
  adds: withThird,
  scenario: alone,
  variants: [
    crowd('none', 'no replica', ['primary'], 95),
    crowd('three', 'three replicas', FOUR, 95),
  ],
  measure: ({ none, three }) => ({
    alone95: throughput(none!),
    three95: throughput(three!),
    ratio95: round(throughput(three!) / throughput(none!), 2),
  }),
  passes: (v) => v.ratio95! >= 2,
  condition: 'three replicas, 95% reads: throughput at least doubles',
  rows: [{ label: 'requests/s', values: { none: 'alone95', three: 'three95' } }],
  reading: (v) => ({
    label: 'throughput with three replicas, 95% reads',
    value: String(v.ratio95),
    unit: 'times',
    detail: `${v.alone95} → ${v.three95} requests/s. The primary keeps the writes to itself.`,
  }),
};

const readShare: Experiment = {
  id: 'read-share',
  claims: ['replication-02'],
  title: 'Three replicas, 20% reads',
  adds: withThird,
  scenario: alone,
  variants: [
    crowd('none', 'no replica', ['primary'], 20),
    crowd('three', 'three replicas', FOUR, 20),
  ],
  measure: ({ none, three }) => ({
    alone20: throughput(none!),
    three20: throughput(three!),
    ratio20: round(throughput(three!) / throughput(none!), 2),
  }),
  passes: (v) => v.ratio20! <= 1.4,
  condition: 'three replicas, 20% reads: throughput grows by at most 1.4',
  rows: [{ label: 'requests/s', values: { none: 'alone20', three: 'three20' } }],
  reading: (v) => ({
    label: 'throughput with three replicas, 20% reads',
    value: String(v.ratio20),
    unit: 'times',
    detail: `${v.alone20} → ${v.three20} requests/s, for three more machines.`,
  }),
};

const writeNoHelp: Experiment = {
  id: 'write-no-help',
  claims: ['replication-04'],
  title: 'Three replicas, writes only',
  adds: withThird,
  scenario: alone,
  variants: [
    crowd('none', 'no replica', ['primary'], 0),
    crowd('three', 'three replicas', FOUR, 0),
  ],
  measure: ({ none, three }) => ({
    alone: throughput(none!),
    three: throughput(three!),
    ratio: round(throughput(three!) / throughput(none!), 2),
  }),
  passes: (v) => v.ratio! >= 0.7 && v.ratio! <= 1.15,
  condition: 'writes only: throughput with three replicas is 0.7 to 1.15 of that with none',
  rows: [{ label: 'writes/s', values: { none: 'alone', three: 'three' } }],
  reading: (v) => ({
    label: 'writes/s, with no replica and with three',
    value: `${v.alone} and ${v.three}`,
    detail:
      'Every write is still one write on the primary, and one more row to apply on each replica.',
  }),
};

/** One way to the other continent, ms. */
const OCEAN = 60;
const far: Experiment['adds'] = {
  machines: [
    {
      id: 'router-far',
      role: 'web',
      at: { col: 1, row: 3 },
      does: 'A router on the visitors’ continent.',
      entry: 'replication/services/router.ts',
    },
    {
      id: 'replica-far',
      role: 'replica',
      at: { col: 3, row: 3 },
      does: 'A replica on the visitors’ continent.',
      entry: 'replication/services/db.ts',
      env: { ROLE: 'replica' },
    },
  ],
  links: [
    { from: 'clients', to: 'router-far' },
    { from: 'router-far', to: 'replica-far' },
    { from: 'router-far', to: 'primary', latencyMs: OCEAN },
    { from: 'router-far', to: 'replica-1', latencyMs: OCEAN },
    { from: 'primary', to: 'replica-far', latencyMs: OCEAN },
  ],
};

const geoRead: Experiment = {
  id: 'geo-read',
  claims: ['replication-13'],
  title: 'A replica on this side of the ocean',
  adds: far,
  scenario: {
    until: 4000,
    timeline: [
      readsFrom(100, { to: 'router-far', rate: 30 }),
      postsFrom(100, { to: 'router-far', rate: 10 }),
      ...ends(3500, 'reads', 'posts'),
    ],
  },
  variants: [
    { id: 'remote', label: 'all databases over there', of: ['primary', 'replica-1'] },
    { id: 'local', label: 'one replica over here', of: ['primary', 'replica-far'] },
  ].map(({ id, label, of }) => ({ id, label, machines: cluster(of, 'router-far') })),
  measure: ({ remote, local }) => {
    const median = (journal: JournalView, load: string) =>
      round(journal.percentile(0.5, { load }), 1);
    return {
      readRemote: median(remote!, 'reads'),
      readLocal: median(local!, 'reads'),
      writeRemote: median(remote!, 'posts'),
      writeLocal: median(local!, 'posts'),
      readRatio: round(median(local!, 'reads') / median(remote!, 'reads'), 2),
      writeRatio: round(median(local!, 'posts') / median(remote!, 'posts'), 2),
    };
  },
  passes: (v) => v.readRatio! <= 0.35 && v.writeRatio! >= 0.8,
  condition: 'median read at most 0.35 of what it was, median write at least 0.8',
  reading: (v) => ({
    label: 'median read from another continent',
    value: `${v.readRemote} → ${v.readLocal}`,
    unit: 'ms',
    detail: `${OCEAN} ms each way. A write stays at ${percent(v.writeRatio!)} of what it took.`,
  }),
};

export const scaling: readonly Experiment[] = [
  oneWriter,
  readScale,
  readShare,
  writeNoHelp,
  geoRead,
];
