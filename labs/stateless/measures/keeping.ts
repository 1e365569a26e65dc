/** Where state may be. Claims 07, 08 and 09. */
import type { TimedAction } from '../../../src/engine/contract.ts';
import type { JournalView } from '../../../src/lab/journal-view.ts';
import type { Experiment } from '../../../src/lab/manifest.ts';
import { login, logout, once, photo, spell, stranger, upload, WEBS } from '../loads.ts';
import { anyLook, percent, ROUND_ROBIN, round, SHARED, times } from './parts.ts';

/** Of a token, ms. */
const LIFETIME = 1500;
const THIEVES = 6;

/** Tried again after logging out: what got in while the token was young, and what after its end. */
function replays(journal: JournalView): { readonly before: number; readonly after: number } {
  const born = new Map(
    journal.requests({ label: 'login' }).map(({ flow, end = 0 }) => [flow, end] as const),
  );
  const accepted = journal.requests({ label: 'replay' }).filter(({ status }) => status === 200);
  const old = accepted.filter(({ at, flow }) => at > (born.get(flow) ?? 0) + LIFETIME);
  return { before: accepted.length - old.length, after: old.length };
}

const afterLogout: Experiment = {
  id: 'after-logout',
  claims: ['stateless-07'],
  title: 'Log out, and go on with the old id',
  scenario: {
    until: 3600,
    machines: {
      ...ROUND_ROBIN,
      ...Object.fromEntries(WEBS.map((id) => [id, { env: { TOKEN_MS: String(LIFETIME) } }])),
    },
    timeline: once('customers', 100, THIEVES, {
      pauseMs: 100,
      steps: [
        login,
        logout,
        ...times(22, { ...stranger('{sid}', 'replay'), expect: { status: [200, 401] } }),
      ],
    }),
  },
  variants: [
    { id: 'token', label: 'signed token, no list', overlay: 'experiments/token' },
    { id: 'shared', label: 'session in the store', overlay: SHARED },
  ],
  measure: ({ token, shared }) => {
    const { before, after } = replays(token!);
    const stored = replays(shared!);
    return {
      tried: token!.count({ label: 'replay' }),
      token: before,
      tokenLate: after,
      shared: stored.before + stored.after,
    };
  },
  passes: (v) => v.token! >= THIEVES && v.tokenLate === 0 && v.shared === 0,
  condition:
    'accepted after logging out, token: more than none until it ends and none afterwards; session in the store: none',
  reading: (v) => ({
    label: 'requests accepted after logging out',
    value: `${v.token} → ${v.shared}`,
    detail: `Six people, a signed token that lives for 1.5 s, then a session in the store. After the token's end: ${v.tokenLate}.`,
  }),
};

const anyPhoto = { ...photo, expect: { status: [200, 404] } };

const elsewhere: Experiment = {
  id: 'elsewhere',
  claims: ['stateless-08'],
  title: 'Upload here, look there',
  scenario: {
    until: 3500,
    machines: ROUND_ROBIN,
    timeline: spell('sellers', 200, 2500, 20, {
      pauseMs: 40,
      steps: [upload, anyPhoto, anyPhoto, anyPhoto],
    }),
  },
  variants: [
    { id: 'disk', label: "the web server's disk" },
    { id: 'store', label: 'the object store', overlay: SHARED },
  ],
  measure: (journals) => {
    const missing = ({ disk, store }: typeof journals) =>
      [disk!, store!].map((journal) => {
        const asked = journal.requests({ label: 'photo' });
        return round(asked.filter(({ status }) => status === 404).length / asked.length, 3);
      });
    const [disk = 0, store = 0] = missing(journals);
    return { asked: journals.disk!.count({ label: 'photo' }), disk, store };
  },
  passes: (v) => v.asked! >= 140 && v.disk! >= 0.5 && v.store === 0,
  condition: 'not found: at least half from local disks, none from the object store',
  reading: (v) => ({
    label: `of ${v.asked} photos not found`,
    value: `${percent(v.disk!)} → ${percent(v.store!)}`,
    detail: 'On the disk of the server that took them, then in the object store.',
  }),
};

const PEOPLE = 20;
const STRUCK = 1400;
const CALM = 2600;

function restarts(...machines: readonly string[]): readonly TimedAction[] {
  return machines.map((machine, n) => ({
    at: STRUCK + n * 200,
    action: { kind: 'restart', machine },
  }));
}

/** Customers who are still known when all is calm again. */
function known(journal: JournalView): number {
  const looks = journal.requests({ label: 'look', since: CALM });
  return new Set(looks.filter(({ status }) => status === 200).map(({ flow }) => flow)).size;
}

const stateMoved: Experiment = {
  id: 'state-moved',
  claims: ['stateless-09'],
  title: 'Restart every web server, then the store instead',
  scenario: {
    until: 3700,
    machines: ROUND_ROBIN,
    timeline: [
      ...once('customers', 200, PEOPLE, { pauseMs: 180, steps: [login, ...times(14, anyLook)] }),
      ...spell('sellers', 200, 1000, 10, { steps: [upload] }),
      ...spell('album', CALM, 500, 20, { steps: [photo] }),
    ],
  },
  variants: [
    { id: 'webs', label: 'all web servers', overlay: SHARED, timeline: restarts(...WEBS) },
    { id: 'store', label: 'the session store', overlay: SHARED, timeline: restarts('sessions') },
  ],
  measure: ({ webs, store }) => ({
    people: PEOPLE,
    webs: known(webs!),
    store: known(store!),
    photosWebs: webs!.count({ load: 'album', outcome: 'ok' }),
    photosStore: store!.count({ load: 'album', outcome: 'ok' }),
    photos: webs!.count({ label: 'upload', outcome: 'ok' }),
  }),
  passes: (v) =>
    v.webs === PEOPLE && v.store === 0 && v.photosWebs === v.photos && v.photosStore === v.photos,
  condition:
    'still logged in: everybody after all web servers restarted, nobody after the session store did; all photos there both times',
  rows: [{ label: 'photos taken', values: { webs: 'photos' } }],
  reading: (v) => ({
    label: `of ${v.people} customers still logged in`,
    value: `${v.webs} → ${v.store}`,
    detail: `After every web server restarted, and after the session store did. Photos: ${v.photosStore} of ${v.photos} both times.`,
  }),
};

export const keeping: readonly Experiment[] = [afterLogout, elsewhere, stateMoved];
