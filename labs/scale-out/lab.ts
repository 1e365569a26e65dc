/** Lab of stage 03: one to eight web servers in front of one database. */
import { defineLab } from '../../src/lab/define.ts';
import type { LabMachine } from '../../src/lab/manifest.ts';
import { eightPools } from './drills/eight-pools.ts';
import { noFaster } from './drills/no-faster.ts';
import { visitors, WEBS } from './loads.ts';
import { experiments } from './measures/index.ts';

/** web-1 and web-2 are on; the others stand in the rack until somebody starts them. */
const ON = 2;

function web(id: string, index: number): LabMachine {
  return {
    id,
    role: 'web',
    at: { col: index < 4 ? 1 : 2, row: (index % 4) + (index < 4 ? 0 : 0.5) },
    does: 'Renders pages and keeps nothing itself. One core, 20 ms of work for a page.',
    entry: 'scale-out/services/web.ts',
    autostart: index < ON,
    env: { DB_URL: 'http://db:8080', DB_CONNECTIONS: '40', WEB_SERVERS: String(WEBS.length) },
  };
}

export default defineLab({
  stage: 'scale-out',
  title: 'Scale out',
  start: {
    works: false,
    says: 'All is well with two web servers, and with four. Every server brings a pool of its own, and nobody has counted them.',
  },
  clients: [
    {
      id: 'clients',
      at: { col: 0, row: 1.75 },
      does: 'Visitors who know the address of every web server, and try the next when one refuses.',
    },
  ],
  machines: [
    ...WEBS.map(web),
    {
      id: 'db',
      role: 'database',
      at: { col: 3, row: 1.75 },
      does: 'Keeps the items. Four cores, 40 ms of work for a query, 40 connections at most.',
      entry: 'scale-out/services/db.ts',
      cores: 4,
      env: { MAX_CONNECTIONS: '40' },
    },
  ],
  links: WEBS.flatMap((id) => [
    { from: 'clients', to: id },
    { from: id, to: 'db' },
  ]),
  load: {
    profile: visitors(30),
    range: { min: 0, max: 120, step: 10 },
  },
  slowMs: 500,
  breakIts: [
    {
      id: 'two-more',
      title: 'Start web-3 and web-4',
      watch:
        'Twice the web servers, and the pages per second hardly move: the database was busy before.',
      timeline: ['web-3', 'web-4'].map((machine) => ({
        at: 0,
        action: { kind: 'start' as const, machine },
      })),
    },
    {
      id: 'all-eight',
      title: 'Start all eight',
      watch:
        'The database gives out its 40 connections and refuses the rest. Some of the new servers serve nothing but errors.',
      timeline: WEBS.slice(ON).map((machine) => ({
        at: 0,
        action: { kind: 'start' as const, machine },
      })),
    },
  ],
  drills: [noFaster, eightPools],
  experiments,
  gauges: [
    { name: 'connections', label: 'open connections' },
    { name: 'refused', label: 'connections refused' },
    { name: 'running', label: 'queries under way' },
    { name: 'waiting', label: 'pages waiting for a connection' },
  ],
});
