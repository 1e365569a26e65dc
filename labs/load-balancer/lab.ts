/** Lab of stage 04: one address in front of three web servers. */
import { defineLab } from '../../src/lab/define.ts';
import type { LabMachine } from '../../src/lab/manifest.ts';
import { deadMail } from './drills/dead-mail.ts';
import { someThenAll } from './drills/some-then-all.ts';
import { experiments } from './measures/index.ts';
import { visits } from './loads.ts';

function web(number: number, row: number): LabMachine {
  return {
    id: `web-${number}`,
    role: 'web',
    at: { col: 2, row },
    zone: 'private',
    does: 'Builds pages and takes orders; keeps nothing itself. Two cores, 10 ms of work for a page.',
    entry: 'load-balancer/services/web.ts',
    cores: 2,
    env: { DB_URL: 'http://db:8080' },
  };
}

export default defineLab({
  stage: 'load-balancer',
  title: 'Load balancer',
  start: {
    works: false,
    says: 'The balancer passes requests on, but it has no idea who is alive, and it retries everything.',
  },
  clients: [
    {
      id: 'clients',
      at: { col: 0, row: 1 },
      does: 'Visitors of the shop: pages, and now and then an order.',
    },
  ],
  zones: [{ id: 'private', label: 'private network' }],
  machines: [
    {
      id: 'lb',
      role: 'balancer',
      at: { col: 1, row: 1 },
      does: 'The one address that clients know. Picks a web server for every request.',
      entry: 'load-balancer/services/lb.ts',
      cores: 2,
      env: { UPSTREAMS: 'http://web-1:8080,http://web-2:8080,http://web-3:8080' },
    },
    web(1, 0),
    web(2, 1),
    web(3, 2),
    {
      id: 'db',
      role: 'database',
      at: { col: 3, row: 1 },
      zone: 'private',
      does: 'Keeps items and orders for all web servers. Four cores, one disk.',
      entry: 'load-balancer/services/db.ts',
      cores: 4,
    },
  ],
  links: [
    { from: 'clients', to: 'lb' },
    { from: 'lb', to: 'web-1' },
    { from: 'lb', to: 'web-2' },
    { from: 'lb', to: 'web-3' },
    { from: 'web-1', to: 'db' },
    { from: 'web-2', to: 'db' },
    { from: 'web-3', to: 'db' },
  ],
  load: {
    profile: { to: 'lb', rate: 240, flows: visits },
    range: { min: 0, max: 600, step: 20 },
  },
  slowMs: 200,
  breakIts: [
    {
      id: 'kill-web-2',
      title: 'Kill web-2',
      watch:
        'One request in three still goes to a dead machine. A retry saves most of them; count the rest.',
      timeline: [{ at: 0, action: { kind: 'kill', machine: 'web-2' } }],
    },
    {
      id: 'kill-lb',
      title: 'Kill the balancer',
      watch: 'Three healthy web servers, and not one page.',
      timeline: [{ at: 0, action: { kind: 'kill', machine: 'lb' } }],
    },
  ],
  drills: [someThenAll, deadMail],
  experiments,
});
