/** How many of what are enough? Claims 05, 06 and 07. */
import type { Experiment, LabMachine, Variant } from '../../../src/lab/manifest.ts';
import type { JournalView } from '../../../src/lab/journal-view.ts';
import { each, FULL, lbWith, linksOf, pagesEnd, pagesFrom, percent, round } from './parts.ts';
import { upstreams, webMore, WEBS } from './parts.ts';

const KILLED = 3000;
const LAST = 9000;
const UNTIL = 12_000;

const lbB: LabMachine = {
  id: 'lb-b',
  role: 'balancer',
  at: { col: 1, row: 2 },
  does: 'A second balancer, with an address that clients know too.',
  entry: 'load-balancer/services/lb.ts',
  cores: 2,
  env: { UPSTREAMS: upstreams(WEBS), CHECKS: 'on', RETRY: 'on' },
};

function cameAfter(journal: JournalView): number {
  return round(1 - journal.failedShare({ load: 'pages', since: KILLED, until: LAST }), 3);
}

const balancerDies: Experiment = {
  id: 'lb-is-spof',
  claims: ['load-balancer-05'],
  title: 'The balancer dies',
  adds: {
    machines: [lbB],
    links: [{ from: 'clients', to: 'lb-b' }, ...WEBS.map((to) => ({ from: 'lb-b', to }))],
  },
  scenario: {
    until: UNTIL,
    machines: lbWith({ CHECKS: 'on', RETRY: 'on' }),
    timeline: [{ at: KILLED, action: { kind: 'kill', machine: 'lb' } }, pagesEnd(LAST)],
  },
  variants: [
    {
      id: 'one',
      label: 'one balancer',
      overlay: FULL,
      machines: { 'lb-b': { autostart: false } },
      timeline: [pagesFrom(100, { rate: 120 })],
    },
    {
      id: 'two',
      label: 'two balancers',
      overlay: FULL,
      timeline: [pagesFrom(100, { rate: 120, to: ['lb', 'lb-b'], failover: true })],
    },
  ],
  measure: ({ one, two }) => ({ one: cameAfter(one!), two: cameAfter(two!) }),
  passes: (v) => v.one === 0 && v.two! >= 0.99,
  condition: 'balancer killed: one balancer 0% succeed, two at least 99%',
  reading: (v) => ({
    label: 'requests answered once the balancer was killed',
    value: percent(v.one!),
    detail: `With two balancers, and clients that try the other address: ${percent(v.two!)}.`,
  }),
};

const web4: LabMachine = { ...webMore(4), autostart: false };
const STARTED = 3000;
const WARM = 6000;

const slowStart: Experiment = {
  id: 'slow-start',
  claims: ['load-balancer-06'],
  title: 'A cold server joins',
  adds: { machines: [web4], links: linksOf(web4) },
  scenario: {
    until: UNTIL,
    machines: each([...WEBS, 'web-4'], { cores: 1, env: { LIMIT: '16' } }),
    timeline: [
      pagesFrom(2000, { rate: 200, timeoutMs: 5000 }),
      { at: STARTED, action: { kind: 'start', machine: 'web-4' } },
      {
        at: STARTED,
        action: { kind: 'machine-fault', id: 'cold', machine: 'web-4', fault: { cpu: 0.1 } },
      },
      { at: WARM, action: { kind: 'heal', id: 'cold' } },
      pagesEnd(LAST),
    ],
  },
  variants: [
    { id: 'full', label: 'full share at once', ms: '0' },
    { id: 'ramp', label: 'share grows over 4 s', ms: '4000' },
  ].map(({ id, label, ms }) => ({
    id,
    label,
    overlay: FULL,
    machines: lbWith({
      CHECKS: 'on',
      INTERVAL_MS: '200',
      TIMEOUT_MS: '4000',
      SLOW_START_MS: ms,
      UPSTREAMS: upstreams([...WEBS, 'web-4']),
    }),
  })),
  measure: ({ full, ramp }) => ({ fullFailed: failed(full!), rampFailed: failed(ramp!) }),
  passes: (v) => v.fullFailed! >= 40 && v.rampFailed! <= 0.4 * v.fullFailed!,
  condition:
    'cold server at full share: at least 40 requests fail; with a ramp at most 0.4 times as many',
  reading: (v) => ({
    label: 'failed requests, a cold server joins',
    value: `${v.fullFailed} → ${v.rampFailed}`,
    detail:
      'A full share at once, then a share that grows over 4 s. Cold is ten times slower for 3 s.',
  }),
};

function failed(journal: JournalView): number {
  return journal.requests({ load: 'pages' }).filter((request) => request.outcome !== 'ok').length;
}

/** Three servers of one core and 10 ms of work a page carry 300 requests/s. */
function busy(id: string, label: string, rate: number): Variant {
  return { id, label, overlay: FULL, timeline: [pagesFrom(100, { rate })] };
}

function rejectedAfter(journal: JournalView): number {
  return round(journal.failedShare({ load: 'pages', since: KILLED, until: LAST }), 3);
}

const headroom: Experiment = {
  id: 'headroom',
  claims: ['load-balancer-07'],
  title: 'Room to lose one',
  scenario: {
    until: UNTIL,
    machines: { ...each(WEBS, { cores: 1 }), ...lbWith({ CHECKS: 'on', RETRY: 'on' }) },
    timeline: [{ at: KILLED, action: { kind: 'kill', machine: 'web-2' } }, pagesEnd(LAST)],
  },
  variants: [
    busy('at40', 'three servers 40% busy', 120),
    busy('at95', 'three servers 95% busy', 285),
  ],
  measure: ({ at40, at95 }) => ({ at40: rejectedAfter(at40!), at95: rejectedAfter(at95!) }),
  passes: (v) => v.at40! <= 0.03 && v.at95! >= 0.1 && v.at95! - v.at40! >= 0.08,
  condition: 'one of three killed: at 40% busy at most 3% rejected, at 95% at least 10%',
  reading: (v) => ({
    label: 'rejected after one of three was killed',
    value: percent(v.at95!),
    detail: `Servers 95% busy before. At 40% busy: ${percent(v.at40!)}.`,
  }),
};

export const sizing: readonly Experiment[] = [balancerDies, slowStart, headroom];
