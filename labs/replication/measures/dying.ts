/** What happens when the primary dies, and what a copy does not protect from. Claims 08 to 12. */
import type { TimedAction } from '../../../src/engine/contract.ts';
import type { Experiment, MachineChanges } from '../../../src/lab/manifest.ts';
import type { JournalView } from '../../../src/lab/journal-view.ts';
import { post } from '../loads.ts';
import { lagging } from '../people.ts';
import {
  auditFrom,
  DATABASES,
  each,
  ends,
  lostPosts,
  okShare,
  percent,
  postsFrom,
  readsFrom,
  REPLICAS,
  round,
  told,
  urls,
} from './parts.ts';

const KILLED = 2000;
const LAST = 5500;

/** When a replica was told that it is the primary now; never is Infinity. */
function promotedAt(journal: JournalView): number {
  return journal.hops({ path: /^\/promote\// }).find((hop) => hop.status === 200)?.end ?? Infinity;
}

/** The primary is killed under reads and writes. */
const death: Experiment['scenario'] = {
  until: 6500,
  timeline: [
    readsFrom(100, { rate: 60 }),
    postsFrom(100, { rate: 40 }),
    { at: KILLED, action: { kind: 'kill', machine: 'primary' } },
    ...ends(LAST, 'reads', 'posts'),
  ],
};
const unwatched: MachineChanges = { failover: { autostart: false } };

const killPrimary: Experiment = {
  id: 'kill-primary',
  claims: ['replication-08'],
  title: 'The primary dies, with and without a failover',
  scenario: death,
  variants: [
    { id: 'alone', label: 'nobody watches', machines: unwatched },
    { id: 'watched', label: 'a failover watches' },
  ],
  measure: ({ alone, watched }) => ({
    writesAlone: okShare(alone!, 'posts', KILLED, LAST),
    readsWatched: okShare(watched!, 'reads', 0, LAST),
    gapFailed: watched!
      .requests({ load: 'posts', since: KILLED - 100 })
      .filter((request) => request.outcome !== 'ok').length,
    gapMs: round(promotedAt(watched!) - KILLED),
    // The router hears of a promotion when it asks next.
    writesAfter: okShare(watched!, 'posts', promotedAt(watched!) + 400, LAST),
  }),
  passes: (v) =>
    v.writesAlone === 0 && v.readsWatched === 1 && v.gapFailed! >= 10 && v.writesAfter === 1,
  condition:
    'without a failover writes stay at 0%; with one at least 10 fail in the gap and none after the promotion, and reads are 100% throughout',
  reading: (v) => ({
    label: 'writes that work once the primary is dead',
    value: `${percent(v.writesAlone!)} and ${percent(v.writesAfter!)}`,
    detail: `Without a failover, and with one after a gap in which ${v.gapFailed} writes fail.`,
  }),
};

const readsSurvive: Experiment = {
  id: 'reads-survive',
  claims: ['replication-11'],
  title: 'Two replicas, no failover',
  scenario: death,
  variants: [{ id: 'alone', label: 'nobody watches', machines: unwatched }],
  measure: ({ alone }) => ({
    reads: okShare(alone!, 'reads', KILLED, LAST),
    writes: okShare(alone!, 'posts', KILLED, LAST),
  }),
  passes: (v) => v.reads === 1 && v.writes === 0,
  condition: 'primary killed, no failover: reads 100%, writes 0%',
  reading: (v) => ({
    label: 'reads and writes that work without the primary',
    value: `${percent(v.reads!)} and ${percent(v.writes!)}`,
    detail: 'Two replicas, and nobody who promotes one.',
  }),
};

const SPLIT = 2000;
const HEALED = 5000;

const splitBrain: Experiment = {
  id: 'split-brain',
  claims: ['replication-09'],
  title: 'A router that did not hear of the promotion',
  adds: {
    machines: [
      {
        id: 'router-b',
        role: 'web',
        at: { col: 1, row: 0 },
        does: 'A second router, which keeps the old address of the primary.',
        entry: 'replication/services/router.ts',
        env: { NODES: urls(['primary']) },
      },
    ],
    links: [
      { from: 'clients', to: 'router-b' },
      { from: 'router-b', to: 'primary' },
    ],
  },
  scenario: {
    until: 9500,
    timeline: [
      postsFrom(100, { to: 'router-b', rate: 40 }),
      ...['failover', 'router', ...REPLICAS].map((from) => ({
        at: SPLIT,
        action: {
          kind: 'link-fault' as const,
          id: `cut-${from}`,
          from,
          to: 'primary',
          fault: { partition: true },
        },
      })),
      ...ends(HEALED - 200, 'posts'),
      ...['failover', 'router', ...REPLICAS].map((from) => ({
        at: HEALED,
        action: { kind: 'heal' as const, id: `cut-${from}` },
      })),
      auditFrom(7500, { rate: 140, arrivals: 'even' }),
      ...ends(9200, 'audit'),
    ],
  },
  variants: [
    { id: 'open', label: 'no fence' },
    {
      id: 'lease',
      label: 'a lease of 400 ms',
      machines: each(DATABASES, { env: { LEASE_MS: '400' } }),
    },
  ],
  measure: ({ open, lease }) => ({
    openAccepted: acceptedByOld(open!),
    openLost: lostPosts(open!),
    leaseAccepted: acceptedByOld(lease!),
    leaseRejected: lease!
      .requests({ load: 'posts', since: promotedAt(lease!) })
      .filter((request) => request.status === 503).length,
  }),
  passes: (v) => v.openAccepted! >= 10 && v.leaseAccepted === 0 && v.leaseRejected! > 0,
  condition:
    'old primary still reachable for some: without a fence it accepts at least 10 writes after the promotion; with a lease none, and it rejects them',
  reading: (v) => ({
    label: 'writes that the old primary confirmed after the promotion',
    value: `${v.openAccepted} → ${v.leaseAccepted}`,
    detail: `Without a fence, and with a lease that ends before a promotion can begin. Of the former all are gone once the network is whole: ${v.openLost} confirmed posts were lost in all.`,
  }),
};

function acceptedByOld(journal: JournalView): number {
  return journal.requests({ load: 'posts', since: promotedAt(journal), outcome: 'ok' }).length;
}

function acks(count: number): MachineChanges {
  return each(DATABASES, { env: { ACKS: String(count) } });
}

const lostWrites: Experiment = {
  id: 'lost-writes',
  claims: ['replication-10'],
  title: 'Confirmed, and then the primary dies',
  scenario: {
    until: 8000,
    timeline: [
      ...lagging(50, 7900, 100),
      postsFrom(200, { rate: 60 }),
      { at: KILLED + 500, action: { kind: 'kill', machine: 'primary' } },
      ...ends(4000, 'posts'),
      auditFrom(5000, { rate: 100, arrivals: 'even' }),
      ...ends(7700, 'audit'),
    ],
  },
  variants: [
    { id: 'async', label: 'confirmed when the primary has it', machines: acks(0) },
    { id: 'semi', label: 'confirmed when one replica has it too', machines: acks(1) },
  ],
  measure: ({ async, semi }) => ({
    asyncConfirmed: async!.count({ load: 'posts', until: KILLED + 500, outcome: 'ok' }),
    asyncLost: lostPosts(async!),
    asyncP50: round(async!.percentile(0.5, { load: 'posts', until: KILLED })),
    semiConfirmed: semi!.count({ load: 'posts', until: KILLED + 500, outcome: 'ok' }),
    semiLost: lostPosts(semi!),
    semiP50: round(semi!.percentile(0.5, { load: 'posts', until: KILLED })),
  }),
  passes: (v) =>
    v.asyncLost! >= 3 && v.semiLost === 0 && v.semiConfirmed! >= 50 && v.semiP50! > v.asyncP50!,
  condition:
    'asynchronous: confirmed writes are lost; one replica must confirm first: none, and a write takes longer',
  reading: (v) => ({
    label: 'confirmed posts lost at failover',
    value: `${v.asyncLost} → ${v.semiLost}`,
    detail: `Asynchronous, then confirmed by one replica. A write takes ${v.asyncP50} and ${v.semiP50} ms; replicas are 100 ms away.`,
  }),
};

function ask(at: number, to: string, path: string, method = 'GET'): TimedAction {
  return { at, action: { kind: 'request', id: `${to}-${at}`, request: { to, path, method } } };
}

const notBackup: Experiment = {
  id: 'not-backup',
  claims: ['replication-12'],
  title: 'A delete that forgot its WHERE',
  adds: {
    machines: [
      {
        id: 'backup',
        role: 'store',
        at: { col: 4, row: 1 },
        does: 'Keeps a copy of the log, and can play it up to any position.',
        entry: 'replication/services/backup.ts',
      },
    ],
    links: [
      { from: 'primary', to: 'backup' },
      ...[...DATABASES, 'backup'].map((to) => ({ from: 'clients', to })),
    ],
  },
  scenario: {
    until: 5500,
    timeline: [
      postsFrom(100, { rate: 50, arrivals: 'even', flows: [{ steps: [post] }] }),
      ...ends(2100, 'posts'),
      ask(2900, 'replica-1', '/state'),
      ask(3000, 'primary', '/rows/', 'DELETE'),
      ask(3500, 'replica-1', '/state'),
      ask(3500, 'replica-2', '/state'),
      ask(4000, 'backup', '/restore'),
    ],
  },
  variants: [
    { id: 'all', label: 'everything deleted, then restored', overlay: 'experiments/backup' },
  ],
  measure: ({ all }) => {
    const [before, first] = told(all!, 'replica-1', /^\/state/).map((each) => each.notes ?? -1);
    const [second] = told(all!, 'replica-2', /^\/state/).map((each) => each.notes ?? -1);
    const [restored] = told(all!, 'backup', /^\/restore/).map((each) => each.notes ?? -1);
    return {
      before: before ?? -1,
      replicaOne: first ?? -1,
      replicaTwo: second ?? -1,
      restored: restored ?? -1,
    };
  },
  passes: (v) =>
    v.before! >= 250 && v.replicaOne === 0 && v.replicaTwo === 0 && v.restored === v.before,
  condition: 'after the delete 0 notes on either replica; restored from the log: all of them',
  reading: (v) => ({
    label: 'notes on the replicas half a second after the delete',
    value: String(v.replicaOne! + v.replicaTwo!),
    detail: `${v.before} before. The log, replayed to just before the delete, brings back ${v.restored}.`,
  }),
};

export const dying: readonly Experiment[] = [
  killPrimary,
  readsSurvive,
  splitBrain,
  lostWrites,
  notBackup,
];
