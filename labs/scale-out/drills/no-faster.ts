/** Drill 1: add web servers until nothing gets faster, then until the database refuses. */
import type { Drill, Finding } from '../../../src/lab/manifest.ts';
import { clock } from '../../../src/lab/journal-view.ts';
import type { JournalView, Span } from '../../../src/lab/journal-view.ts';
import { visitors, WEBS } from '../loads.ts';
import { isRefusal, pagesPerSecond } from '../reading.ts';

const UNTIL = 7500;
/** The last moment for the second step, so that there is something to see after it. */
const LATEST = 5500;
/** Starts within so many ms of each other are one step. */
const TOGETHER = 500;
/** ms until servers that were started have settled in. */
const SETTLE = 700;

interface Step {
  readonly at: number;
  readonly machines: readonly string[];
}

/** What the reader started, as steps. */
function steps(journal: JournalView): readonly Step[] {
  const found: { at: number; machines: string[] }[] = [];
  for (const { at, action } of journal.actions('start')) {
    const step = found.at(-1);
    if (step !== undefined && at - step.at <= TOGETHER) step.machines.push(action.machine);
    else found.push({ at, machines: [action.machine] });
  }
  return found;
}

function serversAt(journal: JournalView, at: number): number {
  return WEBS.filter((web) => journal.stateAt(web, at) === 'up').length;
}

function nothing(says: string): Finding {
  return { passed: false, value: '0', says };
}

/** Pages per second before the first step, and between the two. */
function sides(journal: JournalView): { before: number; after: number } {
  const [first, second] = steps(journal);
  const at = first?.at ?? UNTIL;
  return {
    before: pagesPerSecond(journal, { since: Math.min(700, at / 2), until: at }),
    after: pagesPerSecond(journal, { since: at + SETTLE, until: second?.at ?? UNTIL }),
  };
}

function judgeSteps(journal: JournalView): Finding {
  const all = steps(journal);
  const [first, second] = all;
  const value = String(all.length);
  if (first === undefined || second === undefined || all.length > 2) {
    const says = `You planned ${value} steps; the drill is two. Starts within half a second are one.`;
    return { passed: false, value, says };
  }
  const passed = first.at >= 1500 && second.at - first.at >= 2000 && second.at <= LATEST;
  const told = `${first.machines.join(', ')} at ${clock(first.at)}, then ${second.machines.join(', ')} at ${clock(second.at)}`;
  return {
    passed,
    value,
    says: passed
      ? `${told}.`
      : `${told}. Begin at 1.5 s or later, leave 2 s between the steps, and take the second by ${clock(LATEST)}.`,
    at: second.at,
  };
}

function judgeNoFaster(journal: JournalView): Finding {
  const [first, second] = steps(journal);
  if (first === undefined) return nothing('No server was started.');
  const span: Span = { since: first.at, until: (second?.at ?? UNTIL) - 300 };
  const { before, after } = sides(journal);
  const ratio = after / before;
  const servers = serversAt(journal, span.until ?? UNTIL);
  const failed = journal.failedShare(span);
  const value = `× ${ratio.toFixed(2)}`;
  const told = `${Math.round(before)} pages/s before, ${Math.round(after)} with ${servers} web servers`;
  if (servers < 4) {
    return { passed: false, value, says: `${told}. Start enough for four or more.`, at: first.at };
  }
  if (failed > 0) {
    const miss = journal.requests(span).find((request) => request.outcome !== 'ok');
    return {
      passed: false,
      value,
      says: `${told}, but ${Math.round(failed * 100)}% of pages failed: that is the second act already. Start fewer.`,
      at: miss?.at,
      request: miss?.id,
    };
  }
  return { passed: ratio >= 0.8 && ratio <= 1.15, value, says: `${told}.`, at: first.at };
}

function judgeRefused(journal: JournalView): Finding {
  const second = steps(journal)[1];
  if (second === undefined) return nothing('There was no second step, and nobody was refused.');
  const refusals = journal.hops({ to: 'db', since: second.at }).filter(isRefusal);
  const share = journal.failedShare({ since: second.at + SETTLE, until: UNTIL - 500 });
  const [one] = refusals;
  return {
    passed: refusals.length >= 30 && share >= 0.08,
    value: String(refusals.length),
    says:
      one === undefined
        ? `The database refused nobody after ${clock(second.at)}.`
        : `From ${clock(one.at)} on the database refused ${refusals.length} connections, the first to ${one.from}, and ${Math.round(share * 100)}% of pages failed.`,
    at: one?.at ?? second.at,
    request: one?.id,
  };
}

function judgeUp(journal: JournalView): Finding {
  const span = { since: 100, until: UNTIL };
  const up = ['web-1', 'web-2', 'db'].filter((machine) => journal.upThroughout(machine, span));
  return {
    passed: up.length === 3,
    value: String(up.length),
    says:
      up.length === 3
        ? 'web-1, web-2 and the database were up from beginning to end. Nothing was broken, only added.'
        : `Only ${up.join(', ') || 'nobody'} stayed up. Add machines, and kill none.`,
  };
}

export const noFaster: Drill = {
  id: 'no-faster',
  kind: 'break',
  title: 'No faster, then refused',
  brief:
    'Two web servers serve 30 visitors. Add servers in two steps. After the first, at least four are up, no page fails, and there are no more pages per second than before. After the second, the database turns connections away and pages fail. Kill nothing. Leave 1.5 s at the start and 2 s between the steps, and take the second by 5.5 s.',
  prediction: {
    question: 'Two web servers become four. What happens to the pages per second?',
    options: [
      { id: 'double', text: 'About twice as many' },
      { id: 'half', text: 'Half as many again' },
      { id: 'same', text: 'About as many as before' },
      { id: 'less', text: 'Clearly fewer' },
    ],
    outcome: (journal) => {
      const { before, after } = sides(journal);
      const ratio = after / before;
      if (ratio >= 1.7) return 'double';
      if (ratio > 1.15) return 'half';
      return ratio >= 0.8 ? 'same' : 'less';
    },
  },
  scenario: {
    until: UNTIL,
    timeline: [{ at: 100, action: { kind: 'load', id: 'pages', profile: visitors(30) } }],
  },
  allows: [{ kind: 'start' }, { kind: 'kill' }],
  checks: [
    { id: 'steps', title: 'Two steps, well apart', judge: judgeSteps },
    {
      id: 'no-faster',
      title: 'After the first: more servers, no more pages',
      judge: judgeNoFaster,
    },
    { id: 'refused', title: 'After the second: connections refused', judge: judgeRefused },
    { id: 'up', title: 'Nothing that ran at the start was stopped', judge: judgeUp },
  ],
  hints: [
    'Every web server opens eight connections when it starts, and the database has places for 40. How many servers fit?',
    'For the first step stay below five servers: the database is busy before that, but it refuses nobody.',
    'Start web-3 and web-4 at 2 s, and the other four at 4.5 s.',
  ],
  solutions: [
    {
      name: 'two, then four',
      says: 'Four servers bring nothing, eight bring refusals.',
      actions: [
        ...['web-3', 'web-4'].map((machine) => ({
          at: 2000,
          action: { kind: 'start' as const, machine },
        })),
        ...WEBS.slice(4).map((machine) => ({
          at: 4500,
          action: { kind: 'start' as const, machine },
        })),
      ],
    },
    {
      name: 'other machines',
      says: 'It does not matter which: web-6 and web-7 first, then three more.',
      actions: [
        { at: 1600, action: { kind: 'start', machine: 'web-6' } },
        { at: 1800, action: { kind: 'start', machine: 'web-7' } },
        ...['web-3', 'web-5', 'web-8'].map((machine) => ({
          at: 4000,
          action: { kind: 'start' as const, machine },
        })),
      ],
    },
  ],
  cheats: [
    {
      name: 'all at once',
      says: 'Straight to the refusals: nobody sees that four were no faster.',
      actions: WEBS.slice(2).map((machine, index) => ({
        at: index < 5 ? 2000 : 4500,
        action: { kind: 'start' as const, machine },
      })),
    },
    {
      name: 'one at a time',
      says: 'Three servers, then four: no refusals.',
      actions: [
        { at: 2000, action: { kind: 'start', machine: 'web-3' } },
        { at: 4500, action: { kind: 'start', machine: 'web-4' } },
      ],
    },
    {
      name: 'kill the database',
      says: 'Pages fail, but for another reason.',
      actions: [
        { at: 2000, action: { kind: 'start', machine: 'web-3' } },
        { at: 2000, action: { kind: 'start', machine: 'web-4' } },
        { at: 4500, action: { kind: 'start', machine: 'web-5' } },
        { at: 4500, action: { kind: 'kill', machine: 'db' } },
      ],
    },
  ],
};
