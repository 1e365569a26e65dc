/** How much it carries and how it fails. Claims 04, 06 and 07. */
import type { Experiment } from '../../../src/lab/manifest.ts';
import type { JournalView } from '../../../src/lab/journal-view.ts';
import { homePages, oneReport, visits } from '../loads.ts';

function round(value: number, digits = 0): number {
  const factor = 10 ** digits;
  return Math.round(value * factor) / factor;
}

/** Four cores and 20 ms a page carry 200 requests/s. */
const CAPACITY = 200;

function offered(share: number) {
  return [
    {
      at: 100,
      action: {
        kind: 'load' as const,
        id: 'pages',
        profile: { to: 'web', rate: CAPACITY * share, timeoutMs: 30_000, flows: visits },
      },
    },
  ];
}

function p95(journal: JournalView): number {
  return round(journal.percentile(0.95, { load: 'pages' }));
}

const knee: Experiment = {
  id: 'knee',
  claims: ['single-server-04'],
  title: 'Offered more than it can do',
  scenario: {
    until: 16_000,
    timeline: [{ at: 8100, action: { kind: 'load', id: 'pages', profile: null } }],
  },
  variants: [
    { id: 'at60', label: '60% of capacity', timeline: offered(0.6) },
    { id: 'at90', label: '90% of capacity', timeline: offered(0.9) },
    { id: 'at160', label: '160% of capacity', timeline: offered(1.6) },
  ],
  measure: ({ at60, at90, at160 }) => ({
    p95At60: p95(at60!),
    p95At90: p95(at90!),
    p95At160: p95(at160!),
    ratio: round(p95(at160!) / p95(at60!), 1),
  }),
  passes: (v) => v.ratio! >= 5,
  condition: 'p95 at 160% of capacity is at least 5 times p95 at 60%',
  reading: (v) => ({
    label: 'p95 at 60% and at 160% of capacity',
    value: `${v.p95At60} → ${v.p95At160}`,
    unit: 'ms',
    detail: `At 90%: ${v.p95At90} ms. Four cores, 20 ms a page, 8 s of load.`,
  }),
};

const REPORT = { at: 2000, rows: 1600 };

/** p95 of home pages asked for in the 1.6 s that the report takes. */
function p95During(journal: JournalView): number {
  const until = REPORT.at + REPORT.rows;
  return round(journal.percentile(0.95, { load: 'pages', since: REPORT.at, until }));
}

const theReport = oneReport(REPORT.at, 'report', REPORT.rows, 20_000);

const starvation: Experiment = {
  id: 'starvation',
  claims: ['single-server-06'],
  title: 'The report, in the web process and beside it',
  scenario: {
    until: 7000,
    timeline: [
      {
        at: 100,
        action: {
          kind: 'load',
          id: 'pages',
          profile: { to: 'web', rate: 100, timeoutMs: 10_000, flows: homePages },
        },
      },
      { at: 5000, action: { kind: 'load', id: 'pages', profile: null } },
    ],
  },
  variants: [
    { id: 'none', label: 'no report' },
    { id: 'same', label: 'report in the web process', timeline: theReport },
    {
      id: 'other',
      label: 'report in report-worker',
      overlay: 'solution/handed-over',
      timeline: theReport,
    },
    {
      id: 'slices',
      label: 'report in slices of 5 ms',
      overlay: 'solution/in-slices',
      timeline: theReport,
    },
  ],
  measure: ({ none, same, other, slices }) => ({
    p95None: p95During(none!),
    p95Same: p95During(same!),
    p95Other: p95During(other!),
    p95Slices: p95During(slices!),
    ratioSame: round(p95During(same!) / p95During(none!), 1),
    ratioOther: round(p95During(other!) / p95During(none!), 1),
  }),
  passes: (v) => v.ratioSame! >= 5 && v.ratioOther! <= 3,
  condition:
    'p95 with the report in the web process is at least 5 times p95 without it; with the report in its own process at most 3 times',
  reading: (v) => ({
    label: 'p95 of the home page while the report runs',
    value: `${v.p95Same} → ${v.p95Other}`,
    unit: 'ms',
    detail: `In the web process, then in one of its own. Without the report: ${v.p95None} ms.`,
  }),
};

const KILLED = 3000;

const kill: Experiment = {
  id: 'kill',
  claims: ['single-server-07'],
  title: 'The one machine dies',
  scenario: {
    until: 8000,
    timeline: [
      {
        at: 100,
        action: { kind: 'load', id: 'pages', profile: { to: 'web', rate: 60, flows: visits } },
      },
      { at: KILLED, action: { kind: 'kill', machine: 'web' } },
      { at: 6000, action: { kind: 'load', id: 'pages', profile: null } },
    ],
  },
  variants: [{ id: 'killed', label: 'web killed half way' }],
  measure: ({ killed }) => {
    const after = killed!.requests({ load: 'pages', since: KILLED });
    const ok = after.filter((request) => request.outcome === 'ok').length;
    return {
      okBefore: killed!.count({ load: 'pages', until: KILLED, outcome: 'ok' }),
      okAfter: ok,
      failedAfter: after.length - ok,
    };
  },
  passes: (v) => v.okAfter === 0 && v.failedAfter! >= 20,
  condition: 'after the kill no request succeeds, at least 20 fail',
  reading: (v) => ({
    label: 'requests that succeeded after the kill',
    value: String(v.okAfter),
    detail: `${v.failedAfter} failed; before it ${v.okBefore} had come.`,
  }),
};

export const limits: readonly Experiment[] = [knee, starvation, kill];
