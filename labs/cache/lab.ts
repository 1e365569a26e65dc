/** Lab of stage 06: four web servers share a cache in front of one database. */
import { defineLab } from '../../src/lab/define.ts';
import type { LabMachine } from '../../src/lab/manifest.ts';
import { leaseIt } from './drills/lease-it.ts';
import { newsletter } from './drills/newsletter.ts';
import { experiments } from './measures/index.ts';
import { crowd, expire, removal, visits, WEBS } from './loads.ts';

function web(id: string, row: number): LabMachine {
  return {
    id,
    role: 'web',
    at: { col: 1, row },
    does: 'Builds pages from rows. It looks for a row in the cache, then in the database.',
    entry: 'cache/services/web.ts',
    cores: 2,
    env: { CACHE_URL: 'http://cache:8080', DB_URL: 'http://db:8080' },
  };
}

export default defineLab({
  stage: 'cache',
  title: 'Cache',
  start: {
    works: false,
    says: 'Every miss becomes a query, and whatever a query answered is put into the cache blindly.',
  },
  clients: [
    {
      id: 'clients',
      at: { col: 0, row: 1 },
      does: 'Readers of the shop. A balancer, left out here, gives every web server its turn.',
    },
    {
      id: 'operator',
      at: { col: 3, row: 0 },
      does: 'Somebody with a hand on the cache, who can remove a key.',
    },
  ],
  machines: [
    ...WEBS.map(web),
    {
      id: 'cache',
      role: 'cache',
      at: { col: 2, row: 0 },
      does: 'Keeps up to 400 answers in memory, each for as long as it was told to.',
      entry: 'cache/services/cache.ts',
      cores: 4,
    },
    {
      id: 'db',
      role: 'database',
      at: { col: 2, row: 2 },
      does: 'Four cores. The front page takes one of them for 200 ms, an item for 20 ms.',
      entry: 'cache/services/db.ts',
      cores: 4,
    },
  ],
  links: [
    ...WEBS.map((to) => ({ from: 'clients', to })),
    ...WEBS.map((from) => ({ from, to: 'cache' })),
    ...WEBS.map((from) => ({ from, to: 'db' })),
    { from: 'operator', to: 'cache', standby: true },
  ],
  load: {
    profile: { to: WEBS, rate: 160, flows: visits },
    range: { min: 0, max: 240, step: 20 },
  },
  slowMs: 150,
  gauges: [{ name: 'hits', label: 'hit ratio', unit: '%' }],
  breakIts: [
    {
      id: 'expire-front',
      title: 'Expire the front page',
      watch:
        'One key of the cache is gone as 200 readers arrive. Follow the queue at the database, and how long after the key is back it lasts.',
      timeline: [expire(0), ...crowd('crowd', 10, 200)],
    },
    {
      id: 'restart-cache',
      title: 'Lose the cache for a second',
      watch:
        'Nothing is lost but memory, for a second. See whether the pages come back when the cache does. Then restart db.',
      timeline: [
        { at: 0, action: { kind: 'kill', machine: 'cache' } },
        { at: 1000, action: { kind: 'start', machine: 'cache' } },
      ],
    },
  ],
  requests: [
    { id: 'remove-front', label: 'remove the front page', request: removal('front') },
    { id: 'remove-item', label: 'remove item 7', request: removal('item-7') },
  ],
  drills: [newsletter, leaseIt],
  experiments,
});
