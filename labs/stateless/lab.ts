/** Lab of stage 08: three web servers that keep sessions and photos, and two stores that could. */
import { defineLab } from '../../src/lab/define.ts';
import type { LabMachine } from '../../src/lab/manifest.ts';
import { anyServer } from './drills/any-server.ts';
import { oneInThree } from './drills/one-in-three.ts';
import { experiments } from './measures/index.ts';
import { tell, visits, WEBS } from './loads.ts';

const ALL_WEBS = [...WEBS, 'web-4'];

function web(id: string, row: number): LabMachine {
  const spare = id === 'web-4';
  return {
    id,
    role: 'web',
    at: { col: 2, row },
    does: spare
      ? 'A fourth server, switched off until it is started.'
      : 'Logs people in, keeps their carts, takes photos. One core, 10 ms of work for a page.',
    entry: 'stateless/services/web.ts',
    env: { SESSIONS_URL: 'http://sessions:8080', OBJECTS_URL: 'http://objects:8080' },
    autostart: !spare,
  };
}

export default defineLab({
  stage: 'stateless',
  title: 'Stateless',
  start: {
    works: false,
    says: 'Each web server keeps sessions and photos to itself, and ends at once when it is told to leave.',
  },
  clients: [
    {
      id: 'clients',
      at: { col: 0, row: 1 },
      does: 'Customers: they log in, fill a cart, and pay.',
    },
    {
      id: 'operator',
      at: { col: 0, row: 3 },
      does: 'Somebody who can switch the balancer to sticky sessions and back.',
    },
  ],
  machines: [
    {
      id: 'lb',
      role: 'balancer',
      at: { col: 1, row: 1 },
      does: 'Sends people where they were before (sticky), and newcomers round robin. Probes every server ten times a second.',
      entry: 'stateless/services/lb.ts',
      cores: 4,
      env: {
        UPSTREAMS: ALL_WEBS.map((id) => `http://${id}:8080`).join(','),
        STICKY: 'on',
      },
    },
    ...ALL_WEBS.map(web),
    {
      id: 'sessions',
      role: 'store',
      at: { col: 3, row: 0 },
      does: 'The session store: small values in memory, for all web servers. Nobody uses it yet.',
      entry: 'stateless/services/session-store.ts',
      cores: 2,
    },
    {
      id: 'objects',
      role: 'store',
      at: { col: 3, row: 2 },
      does: 'The object store: whole files, for all web servers. Nobody uses it yet.',
      entry: 'stateless/services/object-store.ts',
    },
  ],
  links: [
    { from: 'clients', to: 'lb' },
    { from: 'operator', to: 'lb', standby: true },
    ...ALL_WEBS.map((to) => ({ from: 'lb', to })),
    ...ALL_WEBS.flatMap((from) => [
      { from, to: 'sessions' },
      { from, to: 'objects' },
    ]),
  ],
  load: {
    profile: { to: 'lb', users: 20, thinkMs: 500, flows: visits },
    range: { min: 0, max: 30, step: 5 },
  },
  slowMs: 400,
  gauges: [
    { name: 'sessions', label: 'sessions kept here' },
    { name: 'objects', label: 'objects kept here' },
  ],
  breakIts: [
    {
      id: 'kill-web-2',
      title: 'Kill web-2',
      watch:
        'Every page is answered, and a third of the customers is suddenly nobody: their sessions were in web-2.',
      timeline: [{ at: 0, action: { kind: 'kill', machine: 'web-2' } }],
    },
    {
      id: 'unstick',
      title: 'Switch stickiness off',
      watch: 'All machines are up and free. Two requests in three meet a server that knows nobody.',
      timeline: [
        { at: 0, action: { kind: 'request', id: 'unstick', request: tell('sticky', 'off') } },
      ],
    },
    {
      id: 'add-web-4',
      title: 'Start web-4',
      watch: 'A fourth server is up. Nobody who is already in the shop is ever sent to it.',
      timeline: [{ at: 0, action: { kind: 'start', machine: 'web-4' } }],
    },
  ],
  requests: [
    { id: 'stick', label: 'sticky on', request: tell('sticky', 'on') },
    { id: 'unstick', label: 'sticky off', request: tell('sticky', 'off') },
  ],
  drills: [oneInThree, anyServer],
  experiments,
});
