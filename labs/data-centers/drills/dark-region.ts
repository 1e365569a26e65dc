/** Drill 2: make answers short, the DNS patient, and the survivor choosy. */
import type { TimedAction } from '../../../src/engine/contract.ts';
import type { Drill } from '../../../src/lab/manifest.ts';
import { blackOut, both, spell } from '../loads.ts';
import { DARK, LAST, LOST, LOST_MS, MOVED, UNTIL } from './dark-region-checks.ts';
import {
  judgeAsking,
  judgeBrowsing,
  judgeDead,
  judgeFlips,
  judgeNear,
  judgeOrders,
} from './dark-region-checks.ts';
import { failedShare, visitsOf } from './parts.ts';

/** Somebody asks GeoDNS ten times a second what it would tell this country. */
function watch(country: string): readonly TimedAction[] {
  return spell(`watch-${country}`, 500, LAST, { to: 'geo-dns', rate: 10 }, [
    { steps: [{ path: `/resolve/shop.example?from=${country}`, label: 'watch' }] },
  ]);
}

const lostProbes: readonly TimedAction[] = LOST.flatMap(({ region, at }) => [
  {
    at,
    action: {
      kind: 'link-fault' as const,
      id: `lost-${region}`,
      from: 'geo-dns',
      to: region,
      fault: { partition: true },
    },
  },
  { at: at + LOST_MS, action: { kind: 'heal' as const, id: `lost-${region}` } },
]);

export const darkRegion: Drill = {
  id: 'dark-region',
  kind: 'mend',
  title: 'One region for two',
  brief:
    'Both regions are 75% busy. GeoDNS loses sight of each of them for a quarter of a second, which must move nobody. At 3 s Mumbai goes dark. Two and a half seconds later no phone may still call there, but for one that never forgets, and no order of either country may be lost. Browsing may suffer.',
  prediction: {
    question: 'With the files as they are: whose visits fail 3 s after Mumbai went dark?',
    options: [
      { id: 'india', text: "India's alone" },
      { id: 'both', text: "India's and Europe's" },
      { id: 'none', text: "Hardly anybody's: they have moved" },
    ],
    outcome: (journal) => {
      const span = { since: MOVED, until: LAST };
      const [india = 0, europe = 0] = ['phones-in', 'phones-eu'].map((to) =>
        failedShare(visitsOf(journal, span, undefined, to)),
      );
      if (europe >= 0.1) return 'both';
      return india >= 0.1 ? 'india' : 'none';
    },
  },
  scenario: {
    until: UNTIL,
    timeline: [
      ...both(100, LAST + 200, 19),
      ...watch('india'),
      ...watch('europe'),
      ...lostProbes,
      { at: DARK, action: { kind: 'mark', name: 'Mumbai is dark' } },
      ...blackOut(DARK),
    ],
  },
  checks: [
    { id: 'dead', title: 'Nobody calls a dark region after 2.5 s', judge: judgeDead },
    { id: 'flips', title: 'One lost probe moves nobody', judge: judgeFlips },
    { id: 'orders', title: '99% of orders, with one region', judge: judgeOrders },
    { id: 'browsing', title: 'Browsing is refused only for want of room', judge: judgeBrowsing },
    { id: 'near', title: 'Everybody near, while both are up', judge: judgeNear },
    { id: 'asking', title: 'Phones still remember', judge: judgeAsking },
  ],
  edits: ['data-centers/services/geo-dns.ts', 'data-centers/services/region.ts'],
  keeps: [
    'data-centers/services/nearest.ts',
    'data-centers/services/phones.ts',
    'data-centers/services/db.ts',
  ],
  hints: [
    'Three things add up before the last phone moves: when GeoDNS knows, how long the answer it gave just before is good for, and when that phone asks next. Which of them can you shorten?',
    'In heard(), count bad probes in a row and good ones in a row, as the balancer of stage 4 does: three to go out. And a TTL of a second is a minute outside.',
    'Frankfurt now gets 37 requests a second and can do 25. Give ROOM a number: at 40 ms each, eight inside are 320 ms of work. Orders do not ask for room.',
  ],
  solutions: [
    {
      name: 'three-strikes',
      says: 'TTL of a second, three bad probes in a row to go out, eight inside and browsing is refused.',
      files: true,
    },
    {
      name: 'last-five',
      says: 'Judges each region by its last five probes, and the region by the time that its queue will take.',
      files: true,
    },
  ],
  cheats: [
    {
      name: 'never-remember',
      says: 'A TTL of nothing: every visit asks GeoDNS first.',
      files: true,
    },
    {
      name: 'one-strike',
      says: 'Short answers and a choosy region, and one lost probe moves a country.',
      files: true,
    },
    { name: 'let-all-in', says: 'GeoDNS is mended, and Frankfurt drowns.', files: true },
    { name: 'orders-only', says: 'Never lets anybody browse.', files: true },
    { name: 'refuse-all-alike', says: 'Turns orders away like everything else.', files: true },
  ],
};
