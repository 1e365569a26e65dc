/** Who gets the next request? Claims 01, 08 and 09. */
import type { Experiment, MachineChanges } from '../../../src/lab/manifest.ts';
import type { JournalView } from '../../../src/lab/journal-view.ts';
import { FORWARDED, page } from '../loads.ts';
import { each, FULL, lbWith, linksOf, pagesEnd, pagesFrom, percent, round } from './parts.ts';
import { upstreams, webMore, WEBS } from './parts.ts';

const heavy = { ...page, path: `${page.path}/heavy`, label: 'heavy' };

/** Requests and ms of own work, without the database's, by web server, for the first `count` requests. */
function dealt(journal: JournalView, count: number) {
  const hops = journal.hops({ from: 'lb', path: FORWARDED }).slice(0, count);
  return WEBS.map((web) => {
    const own = hops.filter((hop) => hop.to === web);
    const asked = new Map(
      journal.hops({ from: web, to: 'db' }).map((hop) => [hop.trace, hop.ms ?? 0]),
    );
    const work = own.reduce(
      (sum, hop) => sum + (hop.answered ?? 0) - (hop.arrived ?? 0) - (asked.get(hop.trace) ?? 0),
      0,
    );
    return { requests: own.length, work };
  });
}

function spread(values: readonly number[]): number {
  return Math.max(...values) / Math.min(...values);
}

const countsAndWork: Experiment = {
  id: 'rr-counts-vs-work',
  claims: ['load-balancer-01'],
  title: 'Even counts, uneven work',
  scenario: {
    until: 20_000,
    timeline: [pagesFrom(100, { users: 1, flows: [{ steps: [page, page, heavy] }] })],
  },
  variants: [{ id: 'rr', label: 'round robin', overlay: FULL }],
  measure: ({ rr }) => {
    const servers = dealt(rr!, 300);
    return {
      requests: servers.reduce((sum, server) => sum + server.requests, 0),
      countRatio: round(spread(servers.map((server) => server.requests)), 2),
      workRatio: round(spread(servers.map((server) => server.work)), 1),
    };
  },
  passes: (v) => v.requests === 300 && v.countRatio! <= 1.1 && v.workRatio! >= 3,
  condition:
    'every third request ten times heavier: counts within 1.1 of each other, work apart by 3 or more',
  reading: (v) => ({
    label: 'work of the busiest server against the idlest, 100 requests each',
    value: String(v.workRatio),
    unit: 'times',
    detail: 'Every third of 300 requests is ten times heavier; round robin over three servers.',
  }),
};

const FIVE = [...WEBS, 'web-4', 'web-5'];
const [web4, web5] = [webMore(4), webMore(5)];
const oneCore: MachineChanges = each(FIVE, { cores: 1, env: { LIMIT: '1000' } });
const oneSlow: MachineChanges = { 'web-5': { cores: 1, cpuSpeed: 0.2 } };

function picking(way: string): MachineChanges {
  return lbWith({ PICK: way, UPSTREAMS: upstreams(FIVE), TIMEOUT_MS: '30000' });
}

function shareOf(journal: JournalView, web: string): number {
  const all = journal.hops({ from: 'lb', path: FORWARDED });
  return all.filter((hop) => hop.to === web).length / all.length;
}

function spreadOfFive(journal: JournalView): number {
  return round(spread(FIVE.map((web) => shareOf(journal, web))), 2);
}

function p95(journal: JournalView): number {
  return round(journal.percentile(0.95, { load: 'pages' }));
}

const algorithms: Experiment = {
  id: 'algorithms',
  claims: ['load-balancer-08'],
  title: 'Four ways to choose, one slow server',
  adds: { machines: [web4, web5], links: [...linksOf(web4), ...linksOf(web5)] },
  scenario: {
    until: 24_000,
    machines: oneCore,
    timeline: [pagesFrom(100, { rate: 200, timeoutMs: 30_000 }), pagesEnd(8100)],
  },
  variants: [
    { id: 'rr', label: 'round robin, one slow', way: 'round-robin', slow: true },
    { id: 'random', label: 'random, one slow', way: 'random', slow: true },
    { id: 'least', label: 'least connections, one slow', way: 'least', slow: true },
    { id: 'two', label: 'two choices, one slow', way: 'two-choices', slow: true },
    { id: 'rrEqual', label: 'round robin, equal', way: 'round-robin', slow: false },
    { id: 'leastEqual', label: 'least connections, equal', way: 'least', slow: false },
  ].map(({ id, label, way, slow }) => ({
    id,
    label,
    overlay: FULL,
    machines: { ...picking(way), ...(slow ? oneSlow : {}) },
  })),
  measure: ({ rr, random, least, two, rrEqual, leastEqual }) => ({
    p95Rr: p95(rr!),
    p95Random: p95(random!),
    p95Least: p95(least!),
    p95Two: p95(two!),
    slowShareRr: round(shareOf(rr!, 'web-5'), 3),
    slowShareLeast: round(shareOf(least!, 'web-5'), 3),
    p95RrEqual: p95(rrEqual!),
    p95LeastEqual: p95(leastEqual!),
    spreadRrEqual: spreadOfFive(rrEqual!),
    spreadLeastEqual: spreadOfFive(leastEqual!),
  }),
  passes: (v) =>
    v.p95Rr! >= 2 * v.p95Least! &&
    v.p95Random! >= 1.8 * v.p95Two! &&
    v.slowShareLeast! <= 0.6 * v.slowShareRr! &&
    v.spreadRrEqual! <= 1.1 &&
    v.spreadLeastEqual! <= 1.6,
  condition:
    'one slow server: p95 of round robin at least twice that of least connections, of random at least 1.8 times that of two choices, and at most 0.6 of the share for the slow one; equal servers: no gain',
  reading: (v) => ({
    label: 'p95, one of five servers five times slower',
    value: `${v.p95Rr} → ${v.p95Least}`,
    unit: 'ms',
    detail: `Round robin, then least connections. On equal servers ${v.p95RrEqual} and ${v.p95LeastEqual} ms.`,
  }),
};

/** 70% of requests come from an office behind one address, the rest from 500 phones. */
const people = [
  { weight: 7, at: '203.0.113.7', label: 'office' },
  { weight: 3, at: '198.51.100.{id}', label: 'phone' },
].map(({ weight, at, label }) => ({
  weight,
  steps: [{ ...page, label, headers: { 'x-forwarded-for': at, cookie: 'visitor={id}-{hex:4}' } }],
}));

function largestShare(journal: JournalView): number {
  return round(Math.max(...WEBS.map((web) => shareOf(journal, web))), 2);
}

/** The server of each phone; the page it asks for is its number. */
function homes(journal: JournalView): ReadonlyMap<string, string> {
  const phones = journal.requests({ load: 'pages', label: 'phone' });
  const traces = new Map(phones.map((request) => [request.trace, request.path]));
  return new Map(
    journal
      .hops({ from: 'lb', path: FORWARDED })
      .flatMap((hop) => (traces.has(hop.trace) ? [[hop.path, hop.to] as const] : [])),
  );
}

const ipHash: Experiment = {
  id: 'iphash-nat',
  claims: ['load-balancer-09'],
  title: 'Staying by address',
  adds: { machines: [web4], links: linksOf(web4) },
  scenario: {
    until: 10_000,
    machines: each([...WEBS, 'web-4'], { cores: 4 }),
    timeline: [pagesFrom(100, { rate: 150, flows: people }), pagesEnd(9000)],
  },
  variants: [
    { id: 'ip', label: 'IP hash, three servers', way: 'ip', webs: WEBS },
    { id: 'cookie', label: 'by cookie, three servers', way: 'cookie', webs: WEBS },
    { id: 'ipFour', label: 'IP hash, four servers', way: 'ip', webs: [...WEBS, 'web-4'] },
  ].map(({ id, label, way, webs }) => ({
    id,
    label,
    overlay: FULL,
    machines: lbWith({ PICK: 'ip-hash', STICK: way, UPSTREAMS: upstreams(webs) }),
  })),
  measure: ({ ip, cookie, ipFour }) => {
    const [before, after] = [homes(ip!), homes(ipFour!)];
    const stayed = [...before].filter(([phone, web]) => after.get(phone) === web).length;
    return {
      largestIp: largestShare(ip!),
      largestCookie: largestShare(cookie!),
      remapped: round(1 - stayed / before.size, 2),
    };
  },
  passes: (v) => v.largestIp! >= 0.65 && v.largestCookie! <= 0.4 && v.remapped! >= 0.65,
  condition:
    '70% of clients behind one address: IP hash gives one server at least 65%, a cookie at most 40%; three to four servers remaps at least 65%',
  reading: (v) => ({
    label: 'share of the busiest of three servers',
    value: percent(v.largestIp!),
    detail: `By cookie ${percent(v.largestCookie!)}. A fourth server moves ${percent(v.remapped!)} of the phones.`,
  }),
};

export const choosing: readonly Experiment[] = [countsAndWork, algorithms, ipHash];
