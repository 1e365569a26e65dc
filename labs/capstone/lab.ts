/** Lab of stage 13: everything the ladder built, in one shop. */
import { defineLab } from '../../src/lab/define.ts';
import type { LabLink, LabMachine } from '../../src/lab/manifest.ts';
import { halfASecond } from './drills/half-a-second.ts';
import { lettingGo } from './drills/letting-go.ts';
import { blink, EDGES, ROWS, visits, WEBS } from './loads.ts';
import { experiments } from './measures/index.ts';

type Rest = Partial<Pick<LabMachine, 'cores' | 'env'>>;

function machine(
  id: string,
  role: LabMachine['role'],
  place: readonly [col: number, row: number],
  service: string,
  does: string,
  rest: Rest = {},
): LabMachine {
  const [col, row] = place;
  return { id, role, at: { col, row }, does, entry: `capstone/services/${service}.ts`, ...rest };
}

const EDGE = 'Keeps static files near people and passes the rest on, to the balancer that answers.';
const LB = 'Gives each request to a web server that answers its probes.';
const WEB = 'Builds answers out of what the others keep. Keeps nothing itself.';
const SHARD = 'Takes the writes of its half of the rows, and queries. One core, 200 ms a query.';
const COPY = 'Has the same rows, a moment later, and answers queries.';

const UPSTREAMS = WEBS.join(',');

const machines: readonly LabMachine[] = [
  machine('edge-1', 'edge', [1, 0], 'edge', EDGE),
  machine('edge-2', 'edge', [1, 1], 'edge', EDGE),
  machine('dns', 'dns', [1, 2], 'dns', 'Tells the edge which balancer answers.', {
    env: { BALANCERS: 'lb-1,lb-2' },
  }),
  machine('lb-1', 'balancer', [2, 0], 'lb', LB, { env: { UPSTREAMS } }),
  machine('lb-2', 'balancer', [2, 1], 'lb', LB, { env: { UPSTREAMS } }),
  machine('meter', 'metrics', [2, 2], 'meter', 'Asks the balancers what they saw, and alerts.', {
    env: { TARGETS: 'lb-1,lb-2' },
  }),
  machine('web-1', 'web', [3, 0], 'web', WEB, { cores: 2 }),
  machine('web-2', 'web', [3, 1], 'web', WEB, { cores: 2 }),
  machine('cache', 'cache', [4, 0], 'keep', 'Keeps 60 rows in memory, the last used.', {
    env: { CAPACITY: '60', WARM: '20' },
  }),
  machine('db-a', 'shard', [4, 1], 'db', SHARD, { env: { COPY: 'copy-a' } }),
  machine('copy-a', 'replica', [4, 2], 'db', COPY, { env: { PRIMARY: 'db-a' } }),
  machine('db-b', 'shard', [4, 3], 'db', SHARD, { env: { COPY: 'copy-b' } }),
  machine('copy-b', 'replica', [4, 4], 'db', COPY, { env: { PRIMARY: 'db-b' } }),
  machine('carts', 'store', [5, 0], 'keep', 'Carts, shared by all web servers.'),
  machine('files', 'store', [5, 1], 'keep', 'Style sheets, scripts, photos.', {
    env: { SEED: 'shop.css,shop.js' },
  }),
  machine('search', 'search', [5, 2], 'search', 'Words of titles. The worker feeds it.'),
  machine('queue', 'queue', [5, 3], 'queue', 'Keeps jobs until they are done.'),
  machine('worker', 'worker', [5, 4], 'worker', 'Feeds the search index, makes photos small.'),
];

const links: readonly LabLink[] = [
  ...EDGES.flatMap((edge) => [
    { from: 'clients', to: edge },
    { from: edge, to: 'lb-1' },
    { from: edge, to: 'lb-2', standby: true },
    { from: edge, to: 'dns' },
  ]),
  { from: 'dns', to: 'lb-1', standby: true },
  { from: 'dns', to: 'lb-2', standby: true },
  ...WEBS.flatMap((web) => [
    { from: 'lb-1', to: web },
    { from: 'lb-2', to: web, standby: true },
    ...['cache', ...ROWS, 'carts', 'files', 'search', 'queue'].map((to) => ({ from: web, to })),
  ]),
  { from: 'meter', to: 'lb-1' },
  { from: 'meter', to: 'lb-2' },
  { from: 'db-a', to: 'copy-a' },
  { from: 'db-b', to: 'copy-b' },
  { from: 'worker', to: 'queue' },
  { from: 'worker', to: 'search' },
  { from: 'worker', to: 'files' },
];

export default defineLab({
  stage: 'capstone',
  title: 'Capstone',
  start: {
    works: false,
    says: 'All parts are there. But a query that fails is asked again, four times, at once.',
  },
  clients: [{ id: 'clients', at: { col: 0, row: 0.5 }, does: 'Everybody who visits the shop.' }],
  machines,
  links,
  load: {
    profile: {
      to: EDGES,
      rate: 40,
      arrivals: 'even',
      flows: visits,
      timeoutMs: 1000,
      failover: true,
    },
    range: { min: 0, max: 80, step: 5 },
  },
  slowMs: 400,
  gauges: [
    { name: 'tries', label: 'tries per query' },
    { name: 'errors', label: 'errors seen by the meter', unit: '%' },
    { name: 'hits', label: 'hit ratio', unit: '%' },
    { name: 'backlog', label: 'jobs not done' },
  ],
  breakIts: [
    {
      id: 'blink',
      title: 'Blink: half a second without cache',
      watch:
        'The cache is back after half a second, with everything in it. See whether the shop is. Then restart both web servers, and after that set the load to 0 for six seconds.',
      timeline: blink(0, 500),
    },
    {
      id: 'silent-copy',
      title: 'Unplug copy-a',
      watch: 'One machine of eighteen is silent, and has a twin. Watch the tries per query.',
      timeline: [{ at: 0, action: { kind: 'unplug', machine: 'copy-a' } }],
    },
  ],
  drills: [halfASecond, lettingGo],
  experiments,
});
