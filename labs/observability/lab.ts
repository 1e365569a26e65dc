/** Lab of stage 11: fifty instances on four hosts, a scraper with a pager, and deploys. */
import { defineLab } from '../../src/lab/define.ts';
import type { LabMachine } from '../../src/lab/manifest.ts';
import { flyBlind } from './drills/fly-blind.ts';
import { wakeMe } from './drills/wake-me.ts';
import { experiments } from './measures/index.ts';
import { ask, fault, HOSTS, release, visits } from './loads.ts';

const FLEET = 50;
const HOST_URLS = HOSTS.map((host) => `http://${host}:8080`);

/** Instance n lives on host ((n - 1) mod 4) + 1, so that a few in rotation use all hosts. */
function host(id: string, row: number): LabMachine {
  const fleet = Array.from({ length: FLEET }, (_, n) => n + 1);
  const instances = fleet.filter((n) => (n - 1) % HOSTS.length === row);
  return {
    id,
    role: 'web',
    at: { col: 2, row },
    does: `Instances ${instances.join(', ')} of the shop. Each has two workers.`,
    entry: 'observability/services/host.ts',
    cores: 2,
    env: { DB_URL: 'http://db:8080', INSTANCES: instances.join(',') },
  };
}

export default defineLab({
  stage: 'observability',
  title: 'Observability',
  start: {
    works: false,
    says: 'Everything is measured, and the alarms look at a mean and at the whole fleet only.',
  },
  clients: [
    { id: 'clients', at: { col: 0, row: 1 }, does: 'Visitors of the shop: pages and orders.' },
    {
      id: 'operator',
      at: { col: 0, row: 2 },
      does: 'Whoever is on call: ships builds, and breaks things on purpose.',
    },
  ],
  machines: [
    {
      id: 'lb',
      role: 'balancer',
      at: { col: 1, row: 1 },
      does: 'Deals requests to the fifty instances in turn, and counts what the public gets.',
      entry: 'observability/services/lb.ts',
      cores: 4,
      env: { HOSTS: HOST_URLS.join(',') },
    },
    {
      id: 'deploy',
      role: 'worker',
      at: { col: 1, row: 2 },
      does: 'Puts builds on instances, watches them and takes them back. Carries the faults too.',
      entry: 'observability/services/deploy.ts',
      env: { HOSTS: HOST_URLS.join(',') },
    },
    ...HOSTS.map(host),
    {
      id: 'db',
      role: 'database',
      at: { col: 3, row: 1 },
      does: 'Four cores, 20 ms for a query. Sixty may wait; the rest are turned away.',
      entry: 'observability/services/db.ts',
      cores: 4,
    },
    {
      id: 'metrics',
      role: 'metrics',
      at: { col: 3, row: 2 },
      does: 'Asks everybody for their counters four times a second, and rings.',
      entry: 'observability/services/metrics.ts',
      env: { TARGETS: ['http://lb:8080', ...HOST_URLS, 'http://db:8080'].join(',') },
    },
  ],
  links: [
    { from: 'clients', to: 'lb' },
    { from: 'operator', to: 'deploy', standby: true },
    ...HOSTS.map((to) => ({ from: 'lb', to })),
    ...HOSTS.map((from) => ({ from, to: 'db' })),
    ...HOSTS.map((to) => ({ from: 'metrics', to })),
    { from: 'metrics', to: 'db' },
    { from: 'metrics', to: 'lb' },
    ...HOSTS.map((to) => ({ from: 'deploy', to, standby: true })),
    { from: 'deploy', to: 'metrics', standby: true },
    { from: 'deploy', to: 'lb', standby: true },
    { from: 'operator', to: 'metrics', standby: true },
  ],
  load: {
    profile: { to: 'lb', rate: 120, flows: visits },
    range: { min: 0, max: 240, step: 20 },
  },
  slowMs: 500,
  gauges: [
    { name: 'errors', label: 'errors, fleet', unit: '%' },
    { name: 'worst', label: 'errors, worst instance', unit: '%' },
    { name: 'p99', label: 'p99', unit: 'ms' },
    { name: 'waiting', label: 'waiting for db' },
    { name: 'ringing', label: 'alarms ringing' },
  ],
  breakIts: [
    {
      id: 'one-in-fifty',
      title: 'Break one in fifty',
      watch:
        'Twice a second somebody gets an error. Watch the log of metrics: nothing rings. Then ask metrics for /instances.',
      timeline: [ask(0, fault('errors', 17))],
    },
    {
      id: 'bad-build',
      title: 'Ship a bad build to all',
      watch:
        'Half of all requests fail until it is taken back. Then ship it to two instances first and compare.',
      timeline: [ask(0, release('v2', 50))],
    },
  ],
  requests: [
    { id: 'canary', label: 'ship v2 to two instances first', request: release('v2', 2) },
    { id: 'slow-path', label: 'slow down one page in forty', request: fault('slow-path') },
    { id: 'mend', label: 'mend all that was broken', request: fault('none') },
    {
      id: 'worst',
      label: 'which instance is worst?',
      request: { to: 'metrics', from: 'operator', path: '/instances?ms=3000' },
    },
  ],
  drills: [flyBlind, wakeMe],
  experiments,
});
