/** Who is alive, and who can be reached? Claims 02, 03 and 04. */
import type { Experiment } from '../../../src/lab/manifest.ts';
import type { JournalView } from '../../../src/lab/journal-view.ts';
import { FORWARDED } from '../loads.ts';
import { FULL, lbWith, pagesEnd, pagesFrom, percent, round, WEBS, each } from './parts.ts';

const KILLED = 3000;
/** Fall = 3 at 500 ms takes at most 1.5 s; a probe that gets no answer waits another 250 ms. */
const DETECTED = KILLED + 2000;
const LAST = 10_000;
const UNTIL = 13_000;

function failed(journal: JournalView): number {
  return journal.requests({ load: 'pages' }).filter((request) => request.outcome !== 'ok').length;
}

function rate(journal: JournalView, since: number): number {
  return round(journal.failedShare({ load: 'pages', since, until: LAST }), 3);
}

const killOneOfThree: Experiment = {
  id: 'kill-one-of-three',
  claims: ['load-balancer-03'],
  title: 'One of three is killed',
  scenario: {
    until: UNTIL,
    timeline: [
      pagesFrom(100, { rate: 150 }),
      { at: KILLED, action: { kind: 'kill', machine: 'web-2' } },
      pagesEnd(LAST),
    ],
  },
  variants: [
    { id: 'none', label: 'no checks', overlay: FULL },
    { id: 'check', label: 'checks', overlay: FULL, machines: lbWith({ CHECKS: 'on' }) },
    {
      id: 'checkRetry',
      label: 'checks, one retry of GETs',
      overlay: FULL,
      machines: lbWith({ CHECKS: 'on', RETRY: 'on' }),
    },
  ],
  measure: ({ none, check, checkRetry }) => ({
    noneFailed: failed(none!),
    noneLateRate: rate(none!, KILLED + 500),
    checkFailed: failed(check!),
    checkLateRate: rate(check!, DETECTED),
    checkRetryFailed: failed(checkRetry!),
  }),
  passes: (v) =>
    v.noneLateRate! >= 0.25 &&
    v.checkFailed! > 0 &&
    v.checkLateRate === 0 &&
    v.checkRetryFailed === 0,
  condition:
    'no checks: at least 25% of requests fail from half a second after the kill on; checks: some fail, none once three probes have failed; checks and retry: no GET fails',
  reading: (v) => ({
    label: 'failed requests in 7 s, web-2 killed',
    value: `${v.noneFailed} → ${v.checkFailed} → ${v.checkRetryFailed}`,
    detail: 'Without checks, with checks, with checks and one retry of GETs. 150 requests/s.',
  }),
};

const DIRECT = 50;

const privateNetwork: Experiment = {
  id: 'private-network',
  claims: ['load-balancer-02'],
  title: 'Straight to a web server',
  scenario: {
    until: 6000,
    timeline: Array.from({ length: DIRECT }, (_, index) => ({
      at: 200 + index * 40,
      action: {
        kind: 'request' as const,
        id: `request-${index + 1}`,
        request: { to: 'web-1', path: '/item/7' },
      },
    })),
  },
  variants: [
    { id: 'direct', label: 'to web-1' },
    {
      id: 'balancer',
      label: 'through lb',
      timeline: [pagesFrom(200, { rate: 25, arrivals: 'even' })],
    },
  ],
  measure: ({ direct, balancer }) => ({
    direct: direct!.count({ to: 'web-1', outcome: 'ok' }),
    throughBalancer: balancer!
      .requests({ load: 'pages' })
      .slice(0, DIRECT)
      .filter((request) => request.outcome === 'ok').length,
  }),
  passes: (v) => v.direct === 0 && v.throughBalancer === DIRECT,
  condition: 'straight to a web server: 0 of 50 arrive; through the balancer: 50 of 50',
  rows: [
    {
      label: 'of 50 requests that got an answer',
      values: { direct: 'direct', balancer: 'throughBalancer' },
    },
  ],
  reading: (v) => ({
    label: 'of 50 requests that got an answer',
    value: `${v.direct} and ${v.throughBalancer}`,
    detail: 'Straight to web-1 from outside, and through the balancer.',
  }),
};

/** Web servers that were given a client's request in the last seconds. */
function inRotation(journal: JournalView): number {
  const hops = journal.hops({ from: 'lb', since: DETECTED, until: LAST, path: FORWARDED });
  return new Set(hops.map((hop) => hop.to)).size;
}

const shallowAndDeep: Experiment = {
  id: 'shallow-and-deep',
  claims: ['load-balancer-04'],
  title: 'What a probe asks is what it learns',
  scenario: {
    until: UNTIL,
    machines: lbWith({ CHECKS: 'on' }),
    timeline: [pagesFrom(100, { rate: 100 }), pagesEnd(LAST)],
  },
  variants: [
    {
      id: 'killed',
      label: 'web-2 killed',
      overlay: FULL,
      timeline: [{ at: KILLED, action: { kind: 'kill', machine: 'web-2' } }],
    },
    {
      id: 'shallow',
      label: 'db killed, shallow check',
      overlay: FULL,
      timeline: [{ at: KILLED, action: { kind: 'kill', machine: 'db' } }],
    },
    {
      id: 'deep',
      label: 'db killed, deep check',
      overlay: FULL,
      machines: each(WEBS, { env: { DEEP_CHECK: 'on' } }),
      timeline: [{ at: KILLED, action: { kind: 'kill', machine: 'db' } }],
    },
  ],
  measure: ({ killed, shallow, deep }) => ({
    toTheDead: killed!.hops({ to: 'web-2', since: DETECTED, path: FORWARDED }).length,
    rotationKilled: inRotation(killed!),
    rotationShallow: inRotation(shallow!),
    failedShareShallow: rate(shallow!, DETECTED),
    rotationDeep: inRotation(deep!),
  }),
  passes: (v) =>
    v.toTheDead === 0 && v.rotationKilled === 2 && v.rotationShallow === 3 && v.rotationDeep === 0,
  condition:
    'no request reaches the broken server after detection; a deep check on a failed dependency leaves no server in rotation',
  reading: (v) => ({
    label: 'web servers in rotation, database killed',
    value: `${v.rotationShallow} and ${v.rotationDeep}`,
    detail: `With a shallow check, though ${percent(v.failedShareShallow!)} of pages fail; and with a deep one.`,
  }),
};

export const knowing: readonly Experiment[] = [killOneOfThree, privateNetwork, shallowAndDeep];
