/** Drill 1: see both failures. First a web server, then the balancer itself. */
import type { Drill } from '../../../src/lab/manifest.ts';
import { clock } from '../../../src/lab/journal-view.ts';
import type { JournalView } from '../../../src/lab/journal-view.ts';
import type { Action } from '../../../src/engine/contract.ts';
import { pages } from '../loads.ts';

const UNTIL = 12_000;
/** Requests sent later than this may still be under way when the run ends. */
const LAST = UNTIL - 3000;
/** ms after a blow until what is under way has ended one way or another. */
const SETTLE = 500;
const WEBS = ['web-1', 'web-2', 'web-3'];
const BLOWS: readonly Action['kind'][] = ['kill', 'unplug', 'pause'];

interface Blow {
  readonly at: number;
  readonly machine: string;
}

/** What the reader did, in order of time. */
function blows(journal: JournalView): readonly Blow[] {
  return journal
    .all('action')
    .flatMap(({ t, action }) =>
      BLOWS.includes(action.kind) && 'machine' in action
        ? [{ at: t, machine: action.machine }]
        : [],
    );
}

function percent(share: number): string {
  return `${Math.round(share * 100)}%`;
}

export const someThenAll: Drill = {
  id: 'some-then-all',
  kind: 'break',
  title: 'Some pages, then none',
  brief:
    'Plan two blows. After the first, some pages fail and most still come. After the second no page comes at all, although at least two web servers and the database never stopped. Leave two quiet seconds at the start, and three seconds between the blows and after the second.',
  prediction: {
    question: 'One machine is killed and no page comes any more. Which one was it?',
    options: [
      { id: 'web', text: 'A web server: the others cannot carry its share.' },
      { id: 'db', text: 'Only the database can do that.' },
      { id: 'lb', text: 'The balancer: nobody knows the other addresses.' },
    ],
    outcome: (journal) => {
      const last = blows(journal).at(-1);
      if (last?.machine === 'lb') return 'lb';
      return last?.machine === 'db' ? 'db' : 'web';
    },
  },
  scenario: {
    until: UNTIL,
    timeline: [
      {
        at: 100,
        action: { kind: 'load', id: 'pages', profile: { to: 'lb', rate: 60, flows: pages } },
      },
    ],
  },
  allows: [{ kind: 'kill' }, { kind: 'unplug' }, { kind: 'pause' }],
  checks: [
    {
      id: 'two-blows',
      title: 'Two blows, well apart',
      judge: (journal) => {
        const all = blows(journal);
        const [first, second] = all;
        const value = String(all.length);
        if (first === undefined || second === undefined || all.length > 2) {
          return { passed: false, value, says: `You planned ${value} blows; the drill is two.` };
        }
        const apart = second.at - first.at;
        const passed = first.at >= 2000 && apart >= 3000 && second.at <= LAST - 3000 + SETTLE;
        const says = passed
          ? `${first.machine} at ${clock(first.at)}, then ${second.machine} at ${clock(second.at)}.`
          : `The first came at ${clock(first.at)} and the second at ${clock(second.at)}. Strike first at 2 s or later, again at least 3 s after that, and no later than ${clock(LAST - 3000 + SETTLE)}.`;
        return { passed, value, says, at: second.at };
      },
    },
    {
      id: 'some',
      title: 'After the first, some pages fail',
      judge: (journal) => {
        const [first, second] = blows(journal);
        if (first === undefined) return { passed: false, value: '0%', says: 'Nothing was broken.' };
        const before = journal.failedShare({ until: first.at - SETTLE });
        const span = {
          since: first.at + SETTLE,
          until: Math.min(second?.at ?? LAST, LAST) - SETTLE,
        };
        const share = journal.failedShare(span);
        const passed = before === 0 && share >= 0.04 && share <= 0.5;
        const miss = journal.requests(span).find((request) => request.outcome !== 'ok');
        return {
          passed,
          value: percent(share),
          says: passed
            ? `${percent(share)} of pages failed with ${first.machine} gone and everything else up. The first was asked for at ${clock(miss?.at ?? 0)}.`
            : `With ${first.machine} gone, ${percent(share)} of pages failed; it should be some of them, 4% to 50%.`,
          at: miss?.at ?? first.at,
          request: miss?.id,
        };
      },
    },
    {
      id: 'none',
      title: 'After the second, none come',
      judge: (journal) => {
        const second = blows(journal)[1];
        if (second === undefined) {
          return {
            passed: false,
            value: 'all',
            says: 'There was no second blow, and pages went on.',
          };
        }
        const span = { since: second.at + SETTLE, until: LAST };
        const asked = journal.count(span);
        const came = journal.requests({ ...span, outcome: 'ok' });
        return {
          passed: asked >= 50 && came.length === 0,
          value: String(came.length),
          says:
            came.length === 0
              ? `Of ${asked} pages asked for with ${second.machine} gone, none came.`
              : `${came.length} of ${asked} pages still came with ${second.machine} gone, the first asked for at ${clock(came[0]?.at ?? 0)}.`,
          at: came[0]?.at ?? second.at,
          request: came[0]?.id,
        };
      },
    },
    {
      id: 'healthy',
      title: 'Two web servers and the database never stopped',
      judge: (journal) => {
        const span = { since: 100, until: UNTIL };
        const up = [...WEBS, 'db'].filter((machine) => journal.upThroughout(machine, span));
        const passed = up.includes('db') && up.length >= 3;
        return {
          passed,
          value: String(up.length),
          says: passed
            ? `${up.join(', ')} were up from beginning to end, and could do nothing about it.`
            : `Only ${up.join(', ') || 'nobody'} stayed up; leave the database and two of the web servers alone.`,
        };
      },
    },
  ],
  hints: [
    'For the first blow: which machine is one of several, so that losing it costs a part?',
    'For the second: through which machine does every page go on its way to the web servers?',
    'Kill web-2 at 2.5 s and lb at 6 s.',
  ],
  solutions: [
    {
      name: 'web-2 and lb',
      says: 'Kills a web server, then the balancer.',
      actions: [
        { at: 2500, action: { kind: 'kill', machine: 'web-2' } },
        { at: 6000, action: { kind: 'kill', machine: 'lb' } },
      ],
    },
    {
      name: 'freeze web-1, unplug lb',
      says: 'Other machines, other ways to fail, the same lesson.',
      actions: [
        { at: 2000, action: { kind: 'pause', machine: 'web-1' } },
        { at: 5500, action: { kind: 'unplug', machine: 'lb' } },
      ],
    },
  ],
  cheats: [
    { name: 'nothing', says: 'Breaks nothing.', actions: [] },
    {
      name: 'the database',
      says: 'No page comes, but the database did not stay up.',
      actions: [
        { at: 2500, action: { kind: 'kill', machine: 'web-2' } },
        { at: 6000, action: { kind: 'kill', machine: 'db' } },
      ],
    },
    {
      name: 'two servers',
      says: 'The third web server carries on, so pages still come.',
      actions: [
        { at: 2500, action: { kind: 'kill', machine: 'web-2' } },
        { at: 6000, action: { kind: 'kill', machine: 'web-3' } },
      ],
    },
    {
      name: 'lb at once',
      says: 'Goes straight to nothing: there is no part that fails.',
      actions: [
        { at: 2500, action: { kind: 'kill', machine: 'lb' } },
        { at: 6000, action: { kind: 'kill', machine: 'web-2' } },
      ],
    },
  ],
};
