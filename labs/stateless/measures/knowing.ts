/** Who knows a customer. Claims 01, 02, 03, 04, 11 and 12. */
import type { JournalView } from '../../../src/lab/journal-view.ts';
import type { Experiment } from '../../../src/lab/manifest.ts';
import { login, once, over, WEBS } from '../loads.ts';
import {
  anyLook,
  balancer,
  gaugeOn,
  percent,
  refused,
  ROUND_ROBIN,
  round,
  SHARED,
  shareOf,
  thrownOut,
  times,
} from './parts.ts';

const CUSTOMERS = 30;
const browse = (looks: number) => ({ pauseMs: 150, steps: [login, ...times(looks, anyLook)] });

const whoKnows: Experiment = {
  id: 'who-knows',
  claims: ['stateless-02', 'stateless-01'],
  title: '30 customers, ten looks each',
  scenario: { until: 3000, timeline: once('customers', 200, CUSTOMERS, browse(10)) },
  variants: [
    { id: 'local', label: 'sessions in memory, round robin', machines: ROUND_ROBIN },
    { id: 'sticky', label: 'sessions in memory, sticky' },
    { id: 'shared', label: 'shared store, round robin', overlay: SHARED, machines: ROUND_ROBIN },
  ],
  measure: ({ local, sticky, shared }) => ({
    looks: local!.count({ label: 'look' }),
    local: refused(local!),
    sticky: refused(sticky!),
    shared: refused(shared!),
    heldLocal: gaugeOn(local!, 'sessions', WEBS),
    heldShared: gaugeOn(shared!, 'sessions', WEBS),
    stored: gaugeOn(shared!, 'sessions', ['sessions']),
  }),
  passes: (v) =>
    v.local! >= 0.5 &&
    v.sticky === 0 &&
    v.shared === 0 &&
    v.heldLocal === CUSTOMERS &&
    v.heldShared === 0 &&
    v.stored === CUSTOMERS,
  condition:
    'in memory with round robin: at least half of all looks refused; sticky or shared: none; web servers hold 30 sessions, and none with the store',
  reading: (v) => ({
    label: `of ${v.looks} looks refused, round robin`,
    value: `${percent(v.local!)} → ${percent(v.shared!)}`,
    detail: `In memory, then in the store. Web servers hold ${v.heldLocal} sessions, then ${v.heldShared}.`,
  }),
};

const ADDED = 1200;

const newServer: Experiment = {
  id: 'new-server',
  claims: ['stateless-03'],
  title: 'A fourth server, for people who are already in',
  scenario: {
    until: 3600,
    timeline: [
      ...once('customers', 200, CUSTOMERS, browse(14)),
      { at: ADDED, action: { kind: 'start', machine: 'web-4' } },
    ],
  },
  variants: [
    { id: 'sticky', label: 'sessions in memory, sticky' },
    { id: 'shared', label: 'shared store, round robin', overlay: SHARED, machines: ROUND_ROBIN },
  ],
  measure: ({ sticky, shared }) => ({
    refusedSticky: refused(sticky!),
    refusedShared: refused(shared!),
    sticky: shareOf(sticky!, 'web-4', { since: ADDED + 300 }),
    shared: shareOf(shared!, 'web-4', { since: ADDED + 300 }),
  }),
  passes: (v) =>
    v.refusedSticky === 0 && v.refusedShared === 0 && v.sticky === 0 && v.shared! >= 0.15,
  condition:
    'nobody refused; share of the new server: 0 with sticky sessions, at least 0.15 shared',
  reading: (v) => ({
    label: 'of their requests reach the new server',
    value: `${percent(v.sticky!)} → ${percent(v.shared!)}`,
    detail: 'Sticky, then with a shared store. A quarter would be fair.',
  }),
};

const killOne: Experiment = {
  id: 'kill-one',
  claims: ['stateless-04'],
  title: 'One server of three is killed',
  scenario: {
    until: 3600,
    timeline: [
      ...once('customers', 200, CUSTOMERS, browse(14)),
      { at: 1500, action: { kind: 'kill', machine: 'web-2' } },
    ],
  },
  variants: [
    { id: 'sticky', label: 'sessions in memory, sticky' },
    { id: 'shared', label: 'shared store, round robin', overlay: SHARED, machines: ROUND_ROBIN },
  ],
  measure: ({ sticky, shared }) => ({
    customers: CUSTOMERS,
    sticky: thrownOut(sticky!),
    shared: thrownOut(shared!),
    failed: sticky!.requests({ label: 'look' }).filter(({ status = 502 }) => status >= 500).length,
  }),
  passes: (v) => v.sticky! >= 0.2 * CUSTOMERS && v.sticky! <= 0.5 * CUSTOMERS && v.shared === 0,
  condition: 'logged out with sticky sessions: 20% to 50% of customers; with the store: none',
  reading: (v) => ({
    label: `of ${v.customers} customers logged out by one death`,
    value: `${v.sticky} → ${v.shared}`,
    detail: 'Sticky sessions in memory, then a shared store.',
  }),
};

const twoServers: Experiment = {
  id: 'two-servers',
  claims: ['stateless-11'],
  title: 'Two servers, ten people',
  scenario: {
    until: 2600,
    machines: balancer({ STICKY: 'off', UPSTREAMS: over('web-1', 'web-2') }),
    timeline: once('customers', 200, 10, browse(10)),
  },
  variants: [{ id: 'local', label: 'sessions in memory, round robin' }],
  measure: ({ local }) => ({ refused: refused(local!), looks: local!.count({ label: 'look' }) }),
  passes: (v) => v.refused! >= 0.3 && v.refused! <= 0.7,
  condition: '30% to 70% of looks refused',
  reading: (v) => ({
    label: 'of looks refused, two servers and ten people',
    value: percent(v.refused!),
    detail: `${v.looks} looks, sessions in memory, round robin. No million is needed.`,
  }),
};

/** Every user asks again as soon as an answer is there. */
const FROM = 500;
const TO = 1700;
const RESTART = 2000;
const START = 2400;

/** Pages that were answered well in the window, and only those. */
const answered = (journal: JournalView) =>
  journal
    .requests({ label: 'look', outcome: 'ok', since: FROM })
    .filter(({ end = Infinity, status }) => end < TO && status === 200).length;

const stuck: Experiment = {
  id: 'stuck',
  claims: ['stateless-12'],
  title: 'From one server to three, and then a bad day',
  scenario: {
    until: 3200,
    timeline: [
      {
        at: 200,
        action: {
          kind: 'load',
          id: 'busy',
          profile: {
            to: 'lb',
            users: 12,
            thinkMs: 20,
            flows: [{ steps: [login, ...times(400, anyLook)] }],
          },
        },
      },
    ],
  },
  variants: [
    {
      id: 'one',
      label: 'one server',
      machines: balancer({ UPSTREAMS: over('web-1') }),
      timeline: [{ at: TO, action: { kind: 'load', id: 'busy', profile: null } }],
    },
    {
      id: 'three',
      label: 'three, sticky; one restarts, one is added',
      timeline: [
        { at: RESTART, action: { kind: 'restart', machine: 'web-2' } },
        { at: START, action: { kind: 'start', machine: 'web-4' } },
      ],
    },
  ],
  measure: ({ one, three }) => {
    const out = three!.requests({ since: RESTART }).filter(({ status }) => status === 401);
    return {
      one: answered(one!),
      three: answered(three!),
      gain: round(answered(three!) / answered(one!), 1),
      out: new Set(out.map(({ user }) => user)).size,
      added: three!.hops({ from: 'lb', to: 'web-4', traced: true }).length,
    };
  },
  passes: (v) => v.gain! >= 2 && v.out! >= 0.2 * 12 && v.out! <= 0.5 * 12 && v.added === 0,
  condition:
    'pages a second: at least twice as many; of 12 users 20% to 50% logged out by a restart; requests to the added server: 0',
  rows: [{ label: 'pages answered', values: { one: 'one', three: 'three' } }],
  reading: (v) => ({
    label: 'times the pages with three sticky servers',
    value: String(v.gain),
    detail: `So it scales. Then one restarts: ${v.out} of 12 users are logged out. One is added: ${v.added} requests reach it.`,
  }),
};

export const knowing: readonly Experiment[] = [whoKnows, newServer, killOne, twoServers, stuck];
