/** From a name to a page: who is asked, who answers? Claims 01, 02 and 03. */
import type { Experiment, LabMachine } from '../../../src/lab/manifest.ts';
import { homePages } from '../loads.ts';

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

export const address: readonly Experiment[] = [oneMachine, dnsTtl, twoFaces];
