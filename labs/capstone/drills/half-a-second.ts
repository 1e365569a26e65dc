/** Drill 1: a fault of half a second whose outage stays when everything is well again. */
import type { Action } from '../../../src/engine/contract.ts';
import { clock } from '../../../src/lab/journal-view.ts';
import type { JournalView } from '../../../src/lab/journal-view.ts';
import type { Drill } from '../../../src/lab/manifest.ts';
import { blink, shop } from '../loads.ts';
import { queries, triesPerQuery } from './queries.ts';

/** Nothing may be done before, and by then all is well again. */
const FROM = 1000;
const WELL = 1700;
/** Long after that, people are asked how it goes. */
const LATER = 2400;
const LAST = 3200;
const UNTIL = LAST + 1300;

const late = (journal: JournalView) =>
  journal.requests({ load: 'rare', since: LATER, until: LAST });

/** Machines that the reader touched. */
function touched(journal: JournalView): readonly string[] {
  const names = journal
    .all('action')
    .flatMap(({ action }) => ('machine' in action ? [action.machine] : []));
  return [...new Set(names)];
}

const KINDS: readonly Action['kind'][] = ['pause', 'resume', 'kill', 'start', 'restart'];

export const halfASecond: Drill = {
  id: 'half-a-second',
  kind: 'break',
  title: 'Gone for half a second',
  brief:
    'Eighteen machines serve 40 requests a second, all well. From 1 s on you may touch one machine, and by 1.7 s it must be up again and as it was. Choose it so that pages which need the database still fail at 2.4 s, with nothing broken any more.',
  prediction: {
    question: 'Everything is up again by 1.7 s. How many tries will a query take after 2.4 s?',
    options: [
      { id: 'one', text: 'One, as before' },
      { id: 'two', text: 'About two' },
      { id: 'more', text: 'Three or more' },
    ],
    outcome: (journal) => {
      const tries = triesPerQuery(journal, { since: LATER });
      if (tries < 1.5) return 'one';
      return tries < 3 ? 'two' : 'more';
    },
  },
  scenario: { until: UNTIL, timeline: shop(100, LAST - 100, 40, 8) },
  allows: KINDS.map((kind) => ({ kind })),
  checks: [
    {
      id: 'quiet',
      title: 'Until 1 s, all was well',
      judge: (journal) => {
        const asked = journal.requests({ until: FROM - 50 });
        const failed = asked.filter(({ outcome }) => outcome !== 'ok');
        const tries = triesPerQuery(journal, { until: FROM - 50 });
        const passed = failed.length === 0 && tries === 1 && asked.length > 20;
        return {
          passed,
          value: String(failed.length),
          says: passed
            ? `All ${asked.length} requests before ${clock(FROM)} were answered, with one try a query.`
            : `${failed.length} of ${asked.length} requests before ${clock(FROM)} failed, with ${tries.toFixed(1)} tries a query. Strike later.`,
          at: failed[0]?.at,
          request: failed[0]?.id,
        };
      },
    },
    {
      id: 'brief',
      title: 'One machine, and up again by 1.7 s',
      judge: (journal) => {
        const names = touched(journal);
        const [name = 'no machine'] = names;
        const up = names.length === 1 && journal.upThroughout(name, { since: WELL, until: UNTIL });
        const when = journal.states(name).findLast(({ state }) => state === 'up')?.at;
        return {
          passed: up,
          value: names.join(', ') || 'none',
          says: up
            ? `${name} was up again at ${clock(when ?? 0)}, and stayed up.`
            : `Touched: ${names.join(', ') || 'nothing'}. It takes one machine, up from ${clock(WELL)} to the end.`,
          at: when,
        };
      },
    },
    {
      id: 'stays',
      title: 'The outage stays',
      judge: (journal) => {
        const asked = late(journal);
        const failed = asked.filter(({ outcome }) => outcome !== 'ok');
        const passed = asked.length > 0 && failed.length >= 0.8 * asked.length;
        return {
          passed,
          value: `${failed.length} of ${asked.length}`,
          says: passed
            ? `Of ${asked.length} pages after ${clock(LATER)} that need the database, ${failed.length} failed. Every machine is up.`
            : `Of ${asked.length} pages after ${clock(LATER)} that need the database, only ${failed.length} failed. The shop got over it.`,
          at: failed[0]?.at ?? LATER,
          request: failed[0]?.id,
        };
      },
    },
    {
      id: 'by-itself',
      title: 'Its own tries keep it down',
      judge: (journal) => {
        const span = { since: LATER, until: LAST };
        const tries = triesPerQuery(journal, span);
        const [first] = queries(journal, span);
        return {
          passed: tries >= 2,
          value: tries.toFixed(1),
          says: `After ${clock(LATER)} a page that needs the database costs ${tries.toFixed(1)} tries in 0.8 s. ${tries >= 2 ? 'That is the load it dies of.' : 'That is no storm.'}`,
          at: first?.at,
          request: first?.id,
        };
      },
    },
  ],
  hints: [
    'Nobody asks twice while answers come within 300 ms. The databases manage 20 queries a second; of 40 requests a second, 8 need one.',
    'Which machine keeps the other 32 away from them? It need not lose anything. It only has to be silent.',
    'Pause cache at 1 s and resume it at 1.5 s.',
  ],
  solutions: [
    {
      name: 'pause-cache',
      says: 'The cache says nothing for half a second.',
      actions: blink(1000, 500),
    },
    {
      name: 'kill-cache',
      says: 'The cache is killed and comes back, warm.',
      actions: [
        { at: 1050, action: { kind: 'kill', machine: 'cache' } },
        { at: 1600, action: { kind: 'start', machine: 'cache' } },
      ],
    },
  ],
  cheats: [
    {
      name: 'pause-lb',
      says: 'The balancer is silent: everybody waits, and then finds the cache.',
      actions: [
        { at: 1000, action: { kind: 'pause', machine: 'lb-1' } },
        { at: 1500, action: { kind: 'resume', machine: 'lb-1' } },
      ],
    },
    {
      name: 'for-good',
      says: 'The cache stays away: an outage with its cause still there.',
      actions: [{ at: 1000, action: { kind: 'kill', machine: 'cache' } }],
    },
  ],
};
