/** What is left when one machine dies. Claims 03, 04 and 09. */
import type { Experiment, LabMachine, Variant } from '../../../src/lab/manifest.ts';
import type { JournalView } from '../../../src/lab/journal-view.ts';
import { arrivals, visitors } from '../loads.ts';
import { pagesPerSecond } from '../reading.ts';
import { percent, POOLED, QUICK_DB, round, servers, visits } from './parts.ts';

const KILLED = 3000;
const LAST = 6000;
const UNTIL = 7000;

/** Every variant has the standby's program; only one runs it. */
const STANDBY = 'experiments/standby';

const kill = { at: KILLED, action: { kind: 'kill' as const, machine: 'web-1' } };

const standby: LabMachine = {
  id: 'standby',
  role: 'web',
  at: { col: 1, row: 8 },
  does: 'The passive one of a pair: watches web-1, and opens its door when web-1 is gone.',
  entry: 'scale-out/services/standby.ts',
  autostart: false,
  env: { ACTIVE_URL: 'http://web-1:8080' },
};

/** 45 visits a second, evenly, to these addresses. */
function sent(to: readonly string[]) {
  return visits(arrivals(45, { to, arrivals: 'even' }), LAST);
}

function failed(journal: JournalView | undefined): number {
  return journal!.requests({ since: KILLED - 500 }).filter((each) => each.outcome !== 'ok').length;
}

/** The share that is answered in the last fifth of the load. */
function tail(journal: JournalView | undefined): number {
  return round(1 - journal!.failedShare({ since: LAST - LAST / 5, until: LAST }), 3);
}

const failover: Experiment = {
  id: 'failover',
  claims: ['scale-out-03', 'scale-out-09'],
  title: 'One server dies: alone, in a pair, with a standby',
  adds: {
    machines: [standby],
    links: [
      { from: 'clients', to: 'standby' },
      { from: 'standby', to: 'web-1' },
    ],
  },
  scenario: { until: UNTIL, timeline: [kill] },
  variants: [
    {
      id: 'single',
      label: 'one server',
      overlay: STANDBY,
      machines: { ...QUICK_DB, ...servers(1) },
      timeline: sent(['web-1']),
    },
    {
      id: 'active',
      label: 'two servers, both at work',
      overlay: STANDBY,
      machines: { ...QUICK_DB, ...servers(2) },
      timeline: sent(['web-1', 'web-2']),
    },
    {
      id: 'passive',
      label: 'one server and a standby',
      overlay: STANDBY,
      machines: { ...QUICK_DB, ...servers(1), standby: { autostart: true } },
      timeline: sent(['web-1', 'standby']),
    },
  ],
  measure: ({ single, active, passive }) => ({
    singleFailed: failed(single),
    singleTail: tail(single),
    activeFailed: failed(active),
    activeTail: tail(active),
    passiveFailed: failed(passive),
    passiveTail: tail(passive),
  }),
  passes: (v) =>
    v.singleTail === 0 &&
    v.activeFailed === 0 &&
    v.activeTail === 1 &&
    v.passiveFailed! >= 10 &&
    v.passiveTail === 1,
  condition:
    'web-1 killed: alone nothing is answered in the end; two at work lose nothing; a standby loses at least 10, and all is answered in the end',
  reading: (v) => ({
    label: 'failed visits after the kill: alone, with a standby, two at work',
    value: `${v.singleFailed} → ${v.passiveFailed} → ${v.activeFailed}`,
    detail: `45 visits/s for 3 s. In the last fifth the single server answers ${percent(v.singleTail!)}, both pairs ${percent(v.activeTail!)}.`,
  }),
};

/** Eight units of capacity, bought as one, two or eight machines. A unit renders 12.5 pages/s. */
const UNITS = 8;

function bought(id: string, label: string, machines: number): Variant {
  return {
    id,
    label,
    overlay: POOLED,
    machines: {
      ...QUICK_DB,
      ...servers(machines, { PAGE_MS: '80', POOL_SIZE: '5' }, { cores: UNITS / machines }),
    },
  };
}

/** Units still at work after the kill, by the pages they make. */
function unitsLeft(journal: JournalView | undefined): number {
  const before = pagesPerSecond(journal!, { since: 1000, until: KILLED });
  const after = pagesPerSecond(journal!, { since: KILLED + 1000, until: LAST });
  return round((UNITS * after) / before, 1);
}

const eightUnits: Experiment = {
  id: 'eight-units',
  claims: ['scale-out-04'],
  title: 'Eight units, one machine lost',
  scenario: {
    until: UNTIL,
    timeline: [...visits(visitors(40, { thinkMs: 0 }), LAST), kill],
  },
  variants: [
    bought('one', 'one machine of 8', 1),
    bought('two', 'two machines of 4', 2),
    bought('eight', 'eight machines of 1', 8),
  ],
  measure: ({ one, two, eight }) => ({
    one: unitsLeft(one),
    two: unitsLeft(two),
    eight: unitsLeft(eight),
  }),
  passes: (v) => v.one === 0 && Math.abs(v.two! - 4) <= 0.5 && Math.abs(v.eight! - 7) <= 0.7,
  condition: 'one machine lost: of 1 × 8 units 0 are left, of 2 × 4 units 4, of 8 × 1 units 7',
  reading: (v) => ({
    label: 'units of eight still at work after losing one machine',
    value: `${v.one} → ${v.two} → ${v.eight}`,
    detail:
      'Bought as one machine of 8, two of 4, eight of 1. By pages per second before and after.',
  }),
};

export const losing: readonly Experiment[] = [failover, eightUnits];
