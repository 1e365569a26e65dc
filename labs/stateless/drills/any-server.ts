/** Drill 2: any server can answer anybody, one may die, all may be replaced. */
import type { TimedAction } from '../../../src/engine/contract.ts';
import type { Drill } from '../../../src/lab/manifest.ts';
import {
  add,
  deploy,
  login,
  logout,
  look,
  over,
  pay,
  photo,
  spell,
  stranger,
  upload,
  visit,
  WEBS,
} from '../loads.ts';
import {
  DEATH,
  DEPLOY,
  judgeAlbum,
  judgeDeploy,
  judgeKnown,
  judgeStrangers,
  knownAsked,
  UNTIL,
} from './any-server-checks.ts';

const BUYERS = 5;

const timeline: readonly TimedAction[] = [
  // Without stickiness the customers of a visit meet all servers.
  {
    at: 200,
    action: {
      kind: 'load',
      id: 'customers',
      profile: { to: 'lb', users: 5, thinkMs: 200, flows: [visit(4, 200, [pay])] },
    },
  },
  ...spell('uploads', 300, 1000, 8, { pauseMs: 40, steps: [upload, photo, photo] }),
  ...spell('leavers', 300, 1200, 4, {
    pauseMs: 40,
    steps: [
      login,
      add,
      stranger('{sid}0', 'tampered'),
      stranger('{hex:32}', 'made up'),
      look(),
      look(),
      logout,
      stranger('{sid}', 'logged out'),
      stranger('{sid}', 'logged out'),
      stranger('{sid}', 'logged out'),
    ],
  }),
  { at: DEATH, action: { kind: 'mark', name: 'web-2 dies' } },
  { at: DEATH, action: { kind: 'kill', machine: 'web-2' } },
  { at: DEATH + 800, action: { kind: 'start', machine: 'web-2' } },
  { at: DEPLOY, action: { kind: 'mark', name: 'a new version goes out' } },
  ...spell('buyers', DEPLOY - 500, 4200, BUYERS, { steps: [login, add, pay] }),
  ...deploy(DEPLOY, 'web-1'),
  ...deploy(DEPLOY + 1200, 'web-2'),
  ...deploy(DEPLOY + 2400, 'web-3'),
  ...spell('album', UNTIL - 500, 250, 32, { steps: [photo] }),
];

export const anyServer: Drill = {
  id: 'any-server',
  kind: 'mend',
  title: 'Whoever answers',
  brief:
    'Stickiness is off: the balancer asks whoever is next. web-2 is killed and comes back, then a new version goes out, one server at a time: SIGTERM, a second of grace, kill. Mend sessions.ts, uploads.ts and leave.ts: nobody is taken for a stranger, no stranger is let in, every photo is found, and nobody notices the deploy.',
  prediction: {
    question:
      'Three servers, sessions in memory, round robin. What share of requests with a good session is refused?',
    options: [
      { id: 'none', text: 'None' },
      { id: 'third', text: 'About a third' },
      { id: 'thirds', text: 'More than half' },
    ],
    outcome: (journal) => {
      // Those who are refused leave, so the first request after the login is judged.
      const all = knownAsked(journal, { until: DEATH }).filter(({ label }) => label === 'add');
      const share = all.filter(({ status }) => status === 401).length / all.length;
      if (share < 0.05) return 'none';
      return share < 0.5 ? 'third' : 'thirds';
    },
  },
  scenario: {
    until: UNTIL,
    timeline,
    machines: { lb: { env: { STICKY: 'off', UPSTREAMS: over(...WEBS) } } },
  },
  checks: [
    { id: 'known', title: 'Nobody is taken for a stranger', judge: judgeKnown },
    { id: 'strangers', title: 'No stranger is let in', judge: judgeStrangers },
    { id: 'album', title: 'Every photo is found', judge: judgeAlbum },
    { id: 'deploy', title: 'Nobody notices the deploy', judge: judgeDeploy },
  ],
  edits: [
    'stateless/services/sessions.ts',
    'stateless/services/uploads.ts',
    'stateless/services/leave.ts',
  ],
  keeps: [
    'stateless/services/web.ts',
    'stateless/services/lb.ts',
    'stateless/services/servers.ts',
    'stateless/services/cookies.ts',
    'stateless/services/stores.ts',
    'stateless/services/session-store.ts',
    'stateless/services/object-store.ts',
  ],
  hints: [
    'stores.ts talks to both stores. Which lines of sessions.ts and uploads.ts touch a map? A copy kept beside the store will miss a logout that another server hears of.',
    'On SIGTERM first say no at /readyz and go on working. The balancer needs three probes, 100 ms apart, to believe it.',
    "process.on('SIGTERM'): leaving = true; after 450 ms server.close(), which lets what is under way finish, and then process.exit(0). ready() returns !leaving.",
  ],
  solutions: [
    {
      name: 'shared',
      says: 'Session and cart in the session store, photos in the object store, drain on SIGTERM.',
      files: true,
    },
    {
      name: 'signed',
      says: 'A signed token says who it is, the store keeps the cart and who has logged out.',
      files: true,
    },
  ],
  cheats: [
    {
      name: 'copy-beside',
      says: 'Keeps a copy of each session it has read: logouts and carts elsewhere are missed.',
      files: true,
    },
    {
      name: 'believes-all',
      says: 'The cookie says who it is and what is in the cart, and nothing is signed.',
      files: true,
    },
    {
      name: 'token-alone',
      says: 'A signed token and no list: whoever logs out stays in.',
      files: true,
    },
    {
      name: 'door-shut',
      says: 'Closes the door on SIGTERM while the balancer still sends people to it.',
      files: true,
    },
    {
      name: 'photos-at-home',
      says: 'Sessions are shared, and photos stay where they were uploaded.',
      files: true,
    },
  ],
};
