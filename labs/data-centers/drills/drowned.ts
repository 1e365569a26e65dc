/** Drill 1: drown Frankfurt without touching it. */
import type { Drill } from '../../../src/lab/manifest.ts';
import { clock } from '../../../src/lab/journal-view.ts';
import type { JournalView } from '../../../src/lab/journal-view.ts';
import type { Action, TimedAction } from '../../../src/engine/contract.ts';
import { both } from '../loads.ts';
import { ending, failed, failedShare, percent, sentTo, visitsOf } from './parts.ts';

const UNTIL = 8000;
const EARLIEST = 1000;
const LATEST = 2000;
/** What is judged at the end: sent in this span, so that it has ended when the run does. */
const END = { since: 6000, until: 6900 };
const KINDS: readonly Action['kind'][] = ['kill', 'unplug', 'pause', 'link-fault'];
const SPARED = ['frankfurt', 'db-eu', 'geo-dns', 'phones-in', 'phones-eu'];

interface Deed {
  readonly at: number;
  readonly says: string;
  readonly touchesMumbai: boolean;
}

function deeds(journal: JournalView): readonly Deed[] {
  return journal.all('action').flatMap(({ t: at, action }) => {
    if (!KINDS.includes(action.kind)) return [];
    if (action.kind === 'link-fault') {
      const ends = [action.from, action.to];
      const touchesMumbai = ends.includes('mumbai') || ends.includes('db-in');
      return [{ at, says: `fault between ${ends.join(' and ')}`, touchesMumbai }];
    }
    const machine = 'machine' in action ? action.machine : '';
    return [
      {
        at,
        says: `${action.kind} ${machine}`,
        touchesMumbai: ['mumbai', 'db-in'].includes(machine),
      },
    ];
  });
}

function unplugBoth(at: number): readonly TimedAction[] {
  return ['mumbai', 'db-in'].map((machine) => ({
    at,
    action: { kind: 'unplug' as const, machine },
  }));
}

export const drowned: Drill = {
  id: 'drowned',
  kind: 'break',
  title: 'Drown Frankfurt, in Mumbai',
  brief:
    'Both regions work at 75% of what they can, and somebody has already cut the TTL to one second. Do something to Mumbai between 1 s and 2 s, with two faults at most, so that from 6 s on at least half of all visits from Europe fail. Frankfurt, GeoDNS and the phones are not to be touched.',
  prediction: {
    question:
      'Frankfurt can do 25 requests a second and now gets 37. What share of the visits from Europe fails in the end?',
    options: [
      { id: 'none', text: 'Fewer than 5 in 100: those from India wait, Europe was there first' },
      { id: 'third', text: 'About a third, since 12 of 37 do not fit' },
      { id: 'most', text: 'More than 60 in 100' },
    ],
    outcome: (journal) => {
      const share = failedShare(visitsOf(journal, END, undefined, 'phones-eu'));
      if (share < 0.05) return 'none';
      return share <= 0.6 ? 'third' : 'most';
    },
  },
  scenario: {
    until: UNTIL,
    machines: { 'geo-dns': { env: { TTL_MS: '1000' } } },
    timeline: both(100, 7600, 19),
  },
  allows: [{ kind: 'unplug' }, { kind: 'kill' }, { kind: 'pause' }, { kind: 'link-fault' }],
  checks: [
    {
      id: 'one-place',
      title: 'Mumbai alone was touched, once',
      judge: (journal) => {
        const all = deeds(journal);
        const value = String(all.length);
        const told = all.map(({ at, says }) => `${says} at ${clock(at)}`).join(', ');
        const early = all.every(({ at }) => at >= EARLIEST && at <= LATEST);
        const there = all.every(({ touchesMumbai }) => touchesMumbai);
        const passed = all.length >= 1 && all.length <= 2 && early && there;
        return {
          passed,
          value,
          says: passed
            ? `${told}: that is all that was done.`
            : `Done: ${told || 'nothing'}. It takes one or two faults of Mumbai, between ${clock(EARLIEST)} and ${clock(LATEST)}.`,
          at: all[0]?.at,
        };
      },
    },
    {
      id: 'quiet',
      title: 'Until then all was well',
      judge: (journal) => {
        const before = (deeds(journal)[0]?.at ?? LATEST) - 300;
        const bad = failed(visitsOf(journal, { until: before }));
        const [first] = bad;
        return {
          passed: bad.length === 0,
          value: String(bad.length),
          says:
            first === undefined
              ? `Both regions at 75%, and every visit before ${clock(before)} was served.`
              : `${first.path} failed at ${clock(first.at)}, before anything was done.`,
          at: first?.at,
          request: first?.id,
        };
      },
    },
    {
      id: 'moved',
      title: 'India has moved to Frankfurt',
      judge: (journal) => {
        const all = sentTo(journal, 'phones-in', END);
        const moved = all.filter(({ to }) => to === 'frankfurt').length;
        const share = all.length === 0 ? 0 : moved / all.length;
        return {
          passed: share >= 0.9,
          value: percent(share),
          says: `From ${clock(END.since)} on, ${moved} of ${all.length} requests from India were sent to Frankfurt${share >= 0.9 ? '.' : '; GeoDNS has to stop naming Mumbai first.'}`,
          at: END.since,
        };
      },
    },
    {
      id: 'drowned',
      title: 'Half of Europe fails, with Frankfurt up',
      judge: (journal) => {
        const asked = visitsOf(journal, END, undefined, 'phones-eu');
        const bad = failed(asked);
        const share = failedShare(asked);
        const span = { since: 100, until: UNTIL };
        const down = SPARED.filter((machine) => !journal.upThroughout(machine, span));
        const [first] = bad;
        if (down.length > 0) {
          const says = `${down.join(', ')} did not stay up. Frankfurt has to fail in good health.`;
          return { passed: false, value: percent(share), says };
        }
        return {
          passed: share >= 0.5,
          value: percent(share),
          says:
            first === undefined || share < 0.5
              ? `${bad.length} of ${asked.length} visits from Europe failed after ${clock(END.since)}. Frankfurt still had room.`
              : `${bad.length} of ${asked.length} visits from Europe failed after ${clock(END.since)}, the first with ${ending(first)}. Nobody had touched Frankfurt.`,
          at: first?.at,
          request: first?.id,
        };
      },
    },
  ],
  hints: [
    'Frankfurt has room for a third more than it gets from Europe. Where could twice as much come from?',
    'Phones go where GeoDNS says, and GeoDNS names whoever answers its probes.',
    'Unplug mumbai at 1.5 s. Or cut the cable between geo-dns and mumbai and leave Mumbai in good health.',
  ],
  solutions: [
    { name: 'dark', says: 'Mumbai loses its power.', actions: unplugBoth(1500) },
    {
      name: 'only the probes',
      says: 'Mumbai is well; GeoDNS cannot see it, and sends everybody away.',
      actions: [
        {
          at: 1500,
          action: {
            kind: 'link-fault',
            id: 'blind',
            from: 'geo-dns',
            to: 'mumbai',
            fault: { partition: true },
          },
        },
      ],
    },
  ],
  cheats: [
    {
      name: 'kill Frankfurt',
      says: 'Europe fails, but Frankfurt did not stay up.',
      actions: [{ at: 1500, action: { kind: 'kill', machine: 'frankfurt' } }],
    },
    {
      name: 'cut Europe off',
      says: 'Europe fails because its cable is cut, not because Frankfurt is full.',
      actions: [
        {
          at: 1500,
          action: {
            kind: 'link-fault',
            id: 'cut',
            from: 'phones-eu',
            to: 'frankfurt',
            fault: { partition: true },
          },
        },
      ],
    },
    {
      name: 'the database',
      says: 'Orders in India fail, and GeoDNS sees a front door that answers: nobody moves.',
      actions: [{ at: 1500, action: { kind: 'kill', machine: 'db-in' } }],
    },
  ],
};
