/** The finished shop, with parts away. Claims 02, 07, 08 and 10. */
import type { JournalView } from '../../../src/lab/journal-view.ts';
import type { Experiment, MachineChanges, Variant } from '../../../src/lab/manifest.ts';
import { cart, change, photo, popular, rare, ROWS, WEBS } from '../loads.ts';
import { away, each, failures, MENDED, round, visitors, websWith } from './parts.ts';

const FRONT = ['edge-1', 'edge-2', 'dns', 'lb-1', 'lb-2', 'meter', 'web-1', 'web-2', 'cache'];
const BEHIND = [...ROWS, 'carts', 'files', 'search', 'queue', 'worker'];

/** Every machine is killed in turn, and back for longer than a query takes before the next one. */
const FIRST = 900;
const EVERY = 550;
const AWAY = 200;
const END = FIRST + FRONT.length * EVERY;

const inTurn = (machines: readonly string[]) =>
  machines.flatMap((machine, n) => away(machine, FIRST + n * EVERY, AWAY));

/** Hops that one request made to machines whose name begins so. */
function hopsOf(journal: JournalView, load: string, to: RegExp, flow = 1): number {
  const [request] = journal.requests({ load }).filter((each) => each.flow === flow);
  return journal.trace(request?.trace ?? '-').filter((hop) => to.test(hop.to)).length;
}

const finished: Experiment = {
  id: 'one-after-another',
  claims: ['capstone-08'],
  title: 'Each of eighteen machines is killed once',
  scenario: {
    until: END + 1100,
    timeline: [
      ...visitors('static', 100, 400, {
        rate: 10,
        flows: [{ steps: [{ path: '/static/shop.css', label: 'static' }] }],
      }),
      ...visitors('read', 600, END - 600, { rate: 16, flows: [{ steps: [popular] }] }),
      ...visitors('rare', 610, END - 600, { rate: 3, flows: [{ steps: [rare] }] }),
      ...visitors('write', 620, END - 600, { rate: 4, flows: [{ steps: [change] }] }),
      ...visitors('upload', 500, 60, { rate: 20, flows: [{ steps: [photo] }] }),
    ],
  },
  variants: [
    { id: 'front', label: 'edge to cache', overlay: MENDED, timeline: inTurn(FRONT) },
    { id: 'behind', label: 'rows to worker', overlay: MENDED, timeline: inTurn(BEHIND) },
  ],
  measure: ({ front, behind }) => {
    const both = [front!, behind!];
    const of = (load: string) => both.flatMap((journal) => journal.requests({ load }));
    const reads = [...of('read'), ...of('rare')];
    const good = reads.filter(({ outcome }) => outcome === 'ok').length;
    return {
      machines: FRONT.length + BEHIND.length,
      staticLb: hopsOf(front!, 'static', /^lb-/, 3),
      readRows: hopsOf(front!, 'read', /^(db|copy)-/),
      writePrimary: hopsOf(front!, 'write', /^db-/),
      uploadQueue: hopsOf(front!, 'upload', /^queue$/),
      reads: reads.length,
      readsFailed: reads.length - good,
      readsGood: round(good / reads.length, 4),
      writes: of('write').length,
      writesFailed: of('write').filter(({ outcome }) => outcome !== 'ok').length,
    };
  },
  passes: (v) =>
    v.staticLb === 0 &&
    v.readRows === 0 &&
    v.writePrimary === 1 &&
    v.uploadQueue === 1 &&
    v.readsGood! >= 0.99,
  condition:
    'a static file: no balancer; a cached read: no database; a write: one primary; an upload: one job; reads with any one machine down: at least 99% good',
  reading: (v) => ({
    label: `reads answered, each of ${v.machines} machines killed once`,
    value: `${round(v.readsGood! * 100, 1)}%`,
    detail: `${v.readsFailed} of ${v.reads} reads failed, and ${v.writesFailed} of ${v.writes} writes: nobody stands in for a primary here.`,
  }),
};

/** Four small tests of four layers, in one run. */
const tests = {
  pages: (journal: JournalView) => failures(journal, 'popular', { until: 1400 }) > 2,
  copies: (journal: JournalView) => failures(journal, 'orphan') > 1,
  carts: (journal: JournalView) => failures(journal, 'cart') > 0,
  webs: (journal: JournalView) => failures(journal, 'alive') > 1,
  search: (journal: JournalView) =>
    !journal.requests({ label: 'found' }).some(({ answer }) => answer?.includes('"91"')),
} as const;

const names = Object.keys(tests) as (keyof typeof tests)[];

const failing = (journal: JournalView) => names.filter((name) => tests[name](journal));

const orphan = { ...rare, path: '/item/{n}02', expect: { status: 200 }, label: 'orphan' };

const layers: readonly (Variant & { breaks?: keyof typeof tests })[] = [
  { id: 'all', label: 'everything is there' },
  { id: 'cache', label: 'no cache', machines: websWith({ CACHE: 'off' }), breaks: 'pages' },
  {
    id: 'copies',
    label: 'no copies',
    machines: each(['copy-a', 'copy-b'], { autostart: false }),
    breaks: 'copies',
  },
  {
    id: 'store',
    label: 'carts in the web servers',
    machines: websWith({ CARTS: 'memory' }),
    breaks: 'carts',
  },
  {
    id: 'web',
    label: 'one web server',
    machines: { 'web-2': { autostart: false } },
    breaks: 'webs',
  },
  {
    id: 'worker',
    label: 'no worker',
    machines: { worker: { autostart: false } },
    breaks: 'search',
  },
];

const without: Experiment = {
  id: 'take-one-away',
  claims: ['capstone-02'],
  title: 'The same run, each time without one layer',
  scenario: {
    until: 4100,
    timeline: [
      ...visitors('pages', 100, 3000, { rate: 28, flows: [{ steps: [popular] }] }),
      ...visitors('carts', 800, 600, { rate: 5, flows: [{ steps: cart }] }),
      ...visitors('change', 700, 300, { rate: 5, flows: [{ steps: [change] }] }),
      ...away('db-a', 1500, 800),
      ...visitors('orphans', 1500, 700, { rate: 4, flows: [{ steps: [orphan] }] }),
      ...away('web-1', 2400, 600),
      ...visitors('alive', 2400, 500, {
        rate: 8,
        flows: [{ steps: [{ path: '/search/lamp', label: 'alive' }] }],
      }),
      ...visitors('find', 1500, 450, {
        rate: 5,
        flows: [{ steps: [{ path: '/search/lamp', label: 'found' }] }],
      }),
    ],
  },
  variants: layers.map(({ breaks: _, ...variant }) => ({ ...variant, overlay: MENDED })),
  measure: (journals) => {
    const values: Record<string, number> = {};
    for (const { id, breaks } of layers) {
      const failed = failing(journals[id]!);
      values[`${id}Fails`] = failed.length;
      if (breaks !== undefined) values[`${id}Own`] = Number(failed.includes(breaks));
    }
    values.layers = layers.length - 1;
    values.most = Math.max(...layers.map(({ id }) => values[`${id}Fails`]!));
    return values;
  },
  passes: (v) =>
    v.allFails === 0 &&
    v.most! <= 2 &&
    layers.every(({ id, breaks }) => breaks === undefined || v[`${id}Own`] === 1),
  condition:
    'with every layer all five tests pass; without one its own test fails, and at most one more',
  reading: (v) => ({
    label: 'layers taken away, each missed by its own test',
    value: `${layers.filter(({ id }) => v[`${id}Own`] === 1).length} of ${v.layers}`,
    detail: `With everything there ${v.allFails} of ${names.length} tests fail. Without one layer, at most ${v.most}.`,
  }),
};

const two: MachineChanges = { ...websWith({ CARTS: 'memory' }) };

const order: Experiment = {
  id: 'late-stateless',
  claims: ['capstone-07'],
  title: 'A second web server before the carts have moved out',
  scenario: {
    until: 3200,
    timeline: visitors('carts', 100, 2000, { rate: 15, flows: [{ steps: cart }] }),
  },
  variants: [
    {
      id: 'one',
      label: 'one server, its own carts',
      machines: { ...two, 'web-2': { autostart: false } },
    },
    { id: 'late', label: 'two servers, their own carts', machines: two },
    { id: 'right', label: 'two servers, a shared store' },
  ],
  measure: ({ one, late, right }) => {
    const lost = (journal: JournalView) =>
      journal.requests({ label: 'cart', method: 'GET' }).filter(({ outcome }) => outcome !== 'ok')
        .length;
    return {
      one: lost(one!),
      late: lost(late!),
      right: lost(right!),
      looks: late!.count({ label: 'cart', method: 'GET' }),
    };
  },
  passes: (v) => v.one === 0 && v.late! >= 1 && v.right === 0,
  condition:
    'carts that are not there when looked for: none with one server, at least one with two, none with a shared store',
  reading: (v) => ({
    label: 'carts not found, second server before the store',
    value: `${v.late} of ${v.looks}`,
    detail: `With one server ${v.one}, with two and a shared store ${v.right}.`,
  }),
};

const tiers: Experiment = {
  id: 'tier-by-tier',
  claims: ['capstone-10'],
  title: 'A restart of each tier, under load',
  scenario: {
    until: 5000,
    timeline: [
      ...visitors('read', 100, 3900, { rate: 14, flows: [{ steps: [popular] }] }),
      ...visitors('rare', 110, 3900, { rate: 3, flows: [{ steps: [rare] }] }),
      ...away('cache', 700, 250),
      ...WEBS.flatMap((web, n) => away(web, 1600 + n * 750, 250)),
      ...ROWS.flatMap((row) => away(row, 3100, 500)),
    ],
  },
  variants: [{ id: 'all', label: 'cache, web, database', overlay: MENDED }],
  measure: ({ all }) => {
    const bad = (label: string, since: number, until: number) =>
      failures(all!, label, { since, until });
    return {
      cache: bad('popular', 650, 1500) + bad('rare', 650, 1500),
      web: bad('popular', 1550, 2900) + bad('rare', 1550, 2900),
      dbCached: bad('popular', 3050, 3900),
      dbRare: bad('rare', 3050, 3900),
    };
  },
  passes: (v) => v.cache === 0 && v.web === 0 && v.dbCached === 0 && v.dbRare! >= 1,
  condition:
    'cache away: none failed; one web server of two: none; all of the database: only what is not in the cache',
  reading: (v) => ({
    label: 'failed: cache, then web, then database restarted',
    value: `${v.cache}, ${v.web}, ${v.dbCached! + v.dbRare!}`,
    detail: `The ${v.dbRare} were pages that only the database has. Of cached ones ${v.dbCached} failed.`,
  }),
};

export const whole: readonly Experiment[] = [finished, without, order, tiers];
