/** When something is down. Claims 8 and 13. */
import type { JournalView } from '../../../src/lab/journal-view.ts';
import type { Experiment } from '../../../src/lab/manifest.ts';
import { account, DIRECT, everywhere, spell } from '../loads.ts';
import { fetches, MENDED, percent, round } from './parts.ts';

const DEAD = 2000;
/** Pages were good for a second. */
const OLD = 3100;

/** The share of requests of a kind that were answered as they should be. */
function answered(journal: JournalView, label: string, since: number, until?: number): number {
  return round(1 - journal.failedShare({ label, since, until }), 3);
}

const originDown: Experiment = {
  id: 'origin-down',
  claims: ['cdn-08'],
  title: 'The origin is gone, and the edges are there',
  scenario: {
    until: 5000,
    timeline: [
      ...everywhere('pages', 100, 4500, 8, () => [{ path: '/', label: 'page' }]),
      ...everywhere('members', 150, 4500, 4, ({ id }) => [account(`${id}-{n}`)]),
      { at: DEAD, action: { kind: 'kill', machine: 'origin' } },
    ],
  },
  variants: [
    { id: 'plain', label: 'max-age=1', overlay: 'cheats/no-old-pages' },
    { id: 'stale', label: 'with stale-if-error', overlay: MENDED },
  ],
  measure: ({ plain, stale }) => ({
    plain: answered(plain!, 'page', DEAD),
    plainOld: answered(plain!, 'page', OLD),
    stale: answered(stale!, 'page', DEAD),
    members: answered(stale!, 'account', DEAD + 300),
  }),
  passes: (v) => v.plain! <= 0.6 && v.plainOld === 0 && v.stale === 1 && v.members === 0,
  condition:
    'pages in the 3 s after the origin died: at most 60% without stale-if-error, all with it; accounts: none either way',
  reading: (v) => ({
    label: 'pages answered, 3 s without the origin',
    value: `${percent(v.plain!)} → ${percent(v.stale!)}`,
    detail: `Good for a second, then with stale-if-error. Accounts, with either: ${percent(v.members!)}.`,
  }),
};

/** A page takes 20 ms of two cores: the origin makes 100 a second. */
const CUT = 1000;
const LATE = 2000;
const END = 4000;
const sale = [{ path: '/sale', label: 'page' }];
/** All ask the edge; once it is dead, the fallback sends all of them to the origin. */
const pagesAt = (rate: number) => [
  ...spell('edge', 100, CUT - 100, { from: 'frankfurt', to: 'edge-eu', rate }, sale),
  ...spell(
    'origin',
    CUT,
    END - CUT,
    { from: 'frankfurt', to: 'origin', rate, timeoutMs: 600 },
    sale,
  ),
];

const fallback: Experiment = {
  id: 'fallback',
  claims: ['cdn-13'],
  title: 'The edge dies, and everybody asks the origin',
  adds: { machines: [], links: DIRECT },
  scenario: {
    until: END + 1300,
    timeline: [{ at: CUT, action: { kind: 'kill', machine: 'edge-eu' } }],
  },
  variants: [
    { id: 'small', label: 'half of what the origin can do', timeline: pagesAt(50) },
    { id: 'big', label: 'half as much again as it can do', timeline: pagesAt(150) },
  ],
  measure: ({ small, big }) => ({
    small: round(small!.failedShare({ since: LATE, until: END }), 3),
    big: round(big!.failedShare({ since: LATE, until: END }), 3),
    before: fetches(big!, /./, 0, CUT),
    edgeAnswered: big!.count({ load: 'edge', outcome: 'ok' }),
  }),
  passes: (v) => v.small! <= 0.02 && v.big! >= 0.2 && v.before === 1,
  condition:
    'pages that fail a second after the edge died: at most 2% at half the capacity of the origin, at least 20% at one and a half times the capacity; one fetch before',
  reading: (v) => ({
    label: 'pages that fail after falling back',
    value: percent(v.big!),
    detail: `The edge hid 150 requests a second from an origin that can make 100 pages. At 50 requests a second: ${percent(v.small!)}.`,
  }),
};

export const failing: readonly Experiment[] = [originDown, fallback];
