/** What the lesson claims, measured. The services' overlays are in `experiments/`. */
import type { Experiment, LabMachine } from '../../src/lab/manifest.ts';
import type { JournalView } from '../../src/lab/journal-view.ts';
import { homePages, oneReport, visits } from './loads.ts';

function round(value: number, digits = 0): number {
  const factor = 10 ** digits;
  return Math.round(value * factor) / factor;
}

/** Twenty requests of browsers and twenty of the app. */
const oneMachine: Experiment = {
  id: 'one-machine',
  claims: ['single-server-01'],
  title: 'Who answers?',
  scenario: {
    until: 4000,
    timeline: Array.from({ length: 40 }, (_, index) => ({
      at: 200 + index * 60,
      action: {
        kind: 'request' as const,
        id: `request-${index + 1}`,
        request: {
          to: 'web',
          path: index % 2 === 0 ? '/home' : '/item/12',
          headers: { accept: index % 2 === 0 ? 'text/html' : 'application/json' },
        },
      },
    })),
  },
  variants: [{ id: 'start', label: 'as given' }],
  measure: ({ start }) => {
    const requests = start!.requests({ outcome: 'ok' });
    const hops = requests.map((request) => start!.trace(request.trace ?? '').length);
    return {
      requests: requests.length,
      machines: new Set(start!.hops().map((hop) => hop.to)).size,
      hops: Math.max(...hops),
    };
  },
  passes: (v) => v.requests === 40 && v.machines === 1 && v.hops === 1,
  condition: '40 requests: one machine in the trace, one hop each',
  reading: (v) => ({
    label: 'machines that 40 requests went through',
    value: String(v.machines),
    detail: 'Twenty pages for a browser and twenty records for the app, one hop each.',
  }),
};

const CHANGED = 2500;
const TTL = 2000;
const browser: LabMachine = {
  id: 'browser',
  role: 'client',
  at: { col: 0, row: 0 },
  does: 'Looks the name up, keeps the answer for its TTL, and asks that address.',
  entry: 'single-server/services/browser.ts',
  env: { DNS_URL: 'http://dns:8080' },
};
const webB: LabMachine = {
  id: 'web-b',
  role: 'web',
  at: { col: 1, row: 2 },
  does: 'The machine that the shop moves to.',
  entry: 'single-server/services/web.ts',
  cores: 4,
};

const dnsTtl: Experiment = {
  id: 'dns-ttl',
  claims: ['single-server-02'],
  title: 'The name moves, the visitors follow later',
  adds: {
    machines: [browser, webB],
    links: [
      { from: 'clients', to: 'browser' },
      { from: 'browser', to: 'dns', latencyMs: 5 },
      { from: 'browser', to: 'web', latencyMs: 5 },
      { from: 'browser', to: 'web-b', latencyMs: 5 },
    ],
  },
  scenario: {
    until: 7000,
    machines: {
      dns: { env: { TTL_MS: String(TTL), ADDRESSES: 'http://web:8080,http://web-b:8080' } },
    },
    timeline: [
      {
        at: 200,
        action: {
          kind: 'load',
          id: 'clicks',
          profile: { to: 'browser', rate: 25, arrivals: 'even', flows: homePages },
        },
      },
      {
        at: CHANGED,
        action: {
          kind: 'request',
          id: 'change',
          request: { to: 'dns', method: 'POST', path: '/record/1' },
        },
      },
      { at: 6500, action: { kind: 'load', id: 'clicks', profile: null } },
    ],
  },
  variants: [{ id: 'moved', label: 'the record changes', overlay: 'experiments/browser' }],
  measure: ({ moved }) => {
    const clicks = moved!.requests({ load: 'clicks' });
    const fortieth = clicks[39]?.end ?? 0;
    const old = moved!.hops({ from: 'browser', to: 'web', since: CHANGED });
    return {
      lookups: moved!.hops({ from: 'browser', to: 'dns', until: fortieth }).length,
      oldInsideTtl: old.filter((hop) => hop.at < CHANGED + TTL + 60).length,
      oldAfterTtl: old.filter((hop) => hop.at >= CHANGED + TTL + 60).length,
      newAfterTtl: moved!.hops({ from: 'browser', to: 'web-b' }).length,
      failed: clicks.filter((click) => click.outcome !== 'ok').length,
    };
  },
  passes: (v) =>
    v.lookups === 1 && v.oldInsideTtl! > 0 && v.oldAfterTtl === 0 && v.newAfterTtl! > 0,
  condition:
    'one look-up for 40 requests; after a change the old address is still used inside the TTL, and never after it',
  reading: (v) => ({
    label: 'requests to the old address after the name had moved',
    value: String(v.oldInsideTtl),
    detail: `All within the TTL of 2 s, none after it. ${v.lookups} look-up for the first 40 requests.`,
  }),
};

function ask(id: string, at: number, accept: string) {
  const request = { to: 'web', path: '/item/12', headers: { accept } };
  return { at, action: { kind: 'request' as const, id, request } };
}

function kindOf(body: string): string {
  if (body.startsWith('<!doctype html>')) return 'HTML';
  return body.startsWith('{') ? 'JSON' : 'something else';
}

const twoFaces: Experiment = {
  id: 'two-faces',
  claims: ['single-server-03'],
  title: 'One record, two faces',
  scenario: {
    until: 1000,
    timeline: [ask('html', 200, 'text/html'), ask('json', 400, 'application/json')],
  },
  variants: [{ id: 'start', label: 'as given' }],
  measure: ({ start }) => {
    const html = start!.requests({ load: 'html' })[0]?.answer ?? '';
    const json = start!.requests({ load: 'json' })[0]?.answer ?? '{}';
    const record = JSON.parse(json) as { id: string; name: string; cents: number };
    const fields = [`data-id="${record.id}"`, `>${record.name}<`, `data-cents="${record.cents}"`];
    return {
      kinds: new Set([html, json].map(kindOf)).size,
      equalFields: fields.filter((field) => html.includes(field)).length,
    };
  },
  passes: (v) => v.kinds === 2 && v.equalFields === 3,
  condition: 'the same item as HTML and as JSON: two content types, equal fields',
  reading: (v) => ({
    label: 'fields of item 12 that are the same in HTML and in JSON',
    value: `${v.equalFields} of 3`,
    detail: 'One address, one process; the Accept header decides which face it shows.',
  }),
};

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

export const experiments: readonly Experiment[] = [
  oneMachine,
  dnsTtl,
  twoFaces,
  knee,
  starvation,
  kill,
];
