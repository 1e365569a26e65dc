/** A region goes dark. Claims 03, 04 and 07. */
import type { Experiment, Variant } from '../../../src/lab/manifest.ts';
import type { JournalView, Span } from '../../../src/lab/journal-view.ts';
import { sentTo, visitsOf, failedShare } from '../drills/parts.ts';
import { blackOut, both, order, spell } from '../loads.ts';
import { KNOWN_PHONE, MENDED, percent, round } from './parts.ts';

const DARK = 1500;
/** Detection and a TTL of a second have passed, and everybody has looked again. */
const MOVED = DARK + 2500;
const LAST = 6800;
const UNTIL = 8000;
/** The last moments: whatever grows has grown. */
const END = { since: 6000, until: LAST };
const AFTER = { since: MOVED, until: LAST };

function came(journal: JournalView, span: Span): number {
  return round(1 - failedShare(visitsOf(journal, span)), 3);
}

const lost: Experiment = {
  id: 'region-lost',
  claims: ['data-centers-03'],
  title: 'Mumbai goes dark',
  scenario: { until: UNTIL, timeline: [...both(100, LAST, 8), ...blackOut(DARK)] },
  variants: [
    {
      id: 'one',
      label: 'one region',
      overlay: MENDED,
      machines: { 'geo-dns': { env: { REGIONS: 'mumbai=http://mumbai:8080' } } },
    },
    { id: 'two', label: 'two regions', overlay: MENDED },
  ],
  measure: ({ one, two }) => ({ one: came(one!, AFTER), two: came(two!, AFTER) }),
  passes: (v) => v.one === 0 && v.two === 1,
  condition:
    'after detection and TTL, phones that look names up again: one region 0% served, two regions 100%',
  reading: (v) => ({
    label: 'visits served, 2.5 s after Mumbai went dark',
    value: `${percent(v.one!)} → ${percent(v.two!)}`,
    detail: 'One region, then two, each with room for both countries.',
  }),
};

function busy(id: string, label: string, rate: number, room?: string): Variant {
  return {
    id,
    label,
    overlay: MENDED,
    timeline: both(100, LAST, rate),
    machines: room === undefined ? undefined : { frankfurt: { env: { ROOM: room } } },
  };
}

/** The share of those who reached Frankfurt and did not get what they came for. */
function refused(journal: JournalView): number {
  return round(failedShare(visitsOf(journal, AFTER)), 3);
}

const notAtOnce: Experiment = {
  id: 'not-at-once',
  claims: ['data-centers-04'],
  title: 'All traffic moves?',
  scenario: { until: UNTIL, timeline: blackOut(DARK) },
  variants: [
    busy('at40', 'both regions 40% busy', 10),
    busy('at75', 'both regions 75% busy', 19),
    busy('open', '75% busy, and Frankfurt lets everybody in', 19, '100000'),
  ],
  measure: ({ at40, at75, open }) => {
    const dead = sentTo(at75!, 'phones-in', { since: DARK, until: MOVED }, 'mumbai');
    const old = at75!.requests({ label: 'old', since: DARK, until: LAST, to: 'phones-in' });
    return {
      inside: dead.length,
      lastMs: round(Math.max(...dead.map(({ at }) => at)) - DARK),
      after: sentTo(at75!, 'phones-in', AFTER, 'mumbai').length,
      old: old.filter(({ outcome }) => outcome !== 'ok').length,
      oldAsked: old.length,
      at40: refused(at40!),
      at75: refused(at75!),
      open: refused(open!),
      openEnd: round(failedShare(visitsOf(open!, END)), 3),
      openEurope: round(failedShare(visitsOf(open!, END, undefined, 'phones-eu')), 3),
      ordersAt75: round(failedShare(visitsOf(at75!, AFTER, 'order')), 3),
    };
  },
  passes: (v) =>
    v.inside! > 0 &&
    v.after === 0 &&
    v.old! > 0 &&
    v.at40! <= 0.02 &&
    v.at75! >= 0.15 &&
    v.openEnd! >= 2 * v.at75!,
  condition:
    'sent to the dead region inside detection and TTL: some, afterwards none but by the old phone; refused by the survivor: at 40% at most 2%, at 75% at least 15%, twice that in the end if it lets all in',
  reading: (v) => ({
    label: 'visits that fail at the survivor, both 75% busy before',
    value: percent(v.at75!),
    detail: `At 40% busy ${percent(v.at40!)}; at 75%, with everybody let in, ${percent(v.openEnd!)} in the end. ${v.inside} requests went to the dark region first.`,
  }),
};

const REHEARSED = { since: 3600, until: 4600 };

const firstDrill: Experiment = {
  id: 'first-drill',
  claims: ['data-centers-07'],
  title: 'The first failover, and the second',
  scenario: {
    until: 5800,
    timeline: [
      ...spell('india', 100, 4700, { to: 'phones-in', rate: 12 }, [
        { steps: [order(KNOWN_PHONE, 'in')] },
      ]),
      ...blackOut(1000),
    ],
  },
  variants: [
    {
      id: 'first',
      label: 'never tried: Frankfurt lacks a payment key',
      overlay: MENDED,
      machines: { frankfurt: { env: { PAY_KEYS: 'europe' } } },
    },
    { id: 'second', label: 'tried, and the key put there', overlay: MENDED },
  ],
  measure: ({ first, second }) => ({
    first: round(failedShare(visitsOf(first!, REHEARSED)), 3),
    second: round(failedShare(visitsOf(second!, REHEARSED)), 3),
  }),
  passes: (v) => v.first === 1 && v.second === 0,
  condition: 'Indian orders after failover: all fail in the first drill, none in the second',
  reading: (v) => ({
    label: 'Indian orders that fail in Frankfurt, first drill, then second',
    value: `${percent(v.first!)} → ${percent(v.second!)}`,
    detail: 'Frankfurt had never needed the key for Indian payments. Its probes were green.',
  }),
};

export const losing: readonly Experiment[] = [lost, notAtOnce, firstDrill];
