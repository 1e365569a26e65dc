/** Drill 1: take the carts of one customer in three, with every page still being answered. */
import type { Action } from '../../../src/engine/contract.ts';
import { clock } from '../../../src/lab/journal-view.ts';
import type { ClientRequest, JournalView } from '../../../src/lab/journal-view.ts';
import type { Drill } from '../../../src/lab/manifest.ts';
import { once, visit } from '../loads.ts';

const UNTIL = 6000;
/** Requests sent later than this may still be under way when the run ends. */
const LAST = UNTIL - 500;
const CUSTOMERS = 12;
const QUIET = 1500;
/** ms after a blow until the balancer has noticed and what was under way has ended. */
const SETTLE = 600;
const SPARE = 'web-4';
const DEEDS: readonly Action['kind'][] = ['kill', 'restart', 'stop', 'pause', 'unplug', 'start'];

/** What the reader did, in order of time. */
function deeds(journal: JournalView): readonly { at: number; kind: string; machine: string }[] {
  return journal
    .all('action')
    .flatMap(({ t: at, action }) =>
      DEEDS.includes(action.kind) && 'machine' in action
        ? [{ at, kind: action.kind, machine: action.machine }]
        : [],
    );
}

/** The first thing done to a machine that was in use. */
const blow = (journal: JournalView) => deeds(journal).find(({ machine }) => machine !== SPARE);

/** The request with which each customer's visit ended badly: nobody, they were told, or nothing. */
function lost(journal: JournalView): readonly ClientRequest[] {
  return journal.requests({ outcome: ['wrong', 'failed', 'unknown'] });
}

const percent = (share: number): string => `${Math.round(share * 100)}%`;

/** Requests that the balancer passed on to a machine for customers. */
const passed = (journal: JournalView, to: string, since: number) =>
  journal.hops({ from: 'lb', to, since, until: LAST, traced: true });

export const oneInThree: Drill = {
  id: 'one-in-three',
  kind: 'break',
  title: 'One cart in three',
  brief:
    'Twelve customers are in the shop, each kept at one server by a sticky cookie. Leave one and a half quiet seconds, then make about a third of them lose their carts, though no page fails once the balancer has noticed. Then start web-4, at 4 s at the latest: to the end nobody may be sent to it.',
  prediction: {
    question:
      'Twelve customers with sticky sessions are in the shop. A fourth server is started. How many of them are sent to it?',
    options: [
      { id: 'quarter', text: 'Three: their share, as there are four servers now.' },
      { id: 'one', text: 'One or two, as it warms up.' },
      { id: 'none', text: 'None.' },
    ],
    outcome: (journal) => {
      const { length } = passed(journal, SPARE, 0);
      if (length === 0) return 'none';
      return length < 15 ? 'one' : 'quarter';
    },
  },
  scenario: { until: UNTIL, timeline: once('customers', 200, CUSTOMERS, visit(40, 320, [])) },
  allows: [
    { kind: 'kill' },
    { kind: 'restart' },
    { kind: 'stop' },
    { kind: 'pause' },
    { kind: 'unplug' },
    { kind: 'start' },
  ],
  checks: [
    {
      id: 'quiet',
      title: 'Until then, all was well',
      judge: (journal) => {
        const first = blow(journal);
        const until = first?.at ?? UNTIL;
        const bad = journal.requests({ until: until - 400 }).filter((r) => r.outcome !== 'ok');
        const well = bad.length === 0 && until >= QUIET;
        return {
          passed: well,
          value: String(bad.length),
          says: well
            ? `${journal.count({ until, outcome: 'ok' })} pages were answered before ${clock(until)}, and every one showed the right cart.`
            : until < QUIET
              ? `You struck at ${clock(until)}. Leave one and a half quiet seconds, so that everybody has a cart.`
              : `${bad.length} pages were wrong before you struck at ${clock(until)}.`,
          at: bad[0]?.at ?? until,
        };
      },
    },
    {
      id: 'third',
      title: 'A quarter to a half of them lose their carts',
      judge: (journal) => {
        const first = lost(journal);
        const share = first.length / CUSTOMERS;
        const told = first.filter(({ status }) => status === 401);
        const passes = share >= 0.25 && share <= 0.5 && told.length > 0;
        return {
          passed: passes,
          value: percent(share),
          says: passes
            ? `${first.length} of ${CUSTOMERS} customers are nobody now, the first at ${clock(first[0]?.at ?? 0)}. All of them had been with ${blow(journal)?.machine}.`
            : `${first.length} of ${CUSTOMERS} customers lost their carts. It should be those of one server.`,
          at: first[0]?.at,
          request: first[0]?.id,
        };
      },
    },
    {
      id: 'up',
      title: 'No page fails once the balancer has noticed',
      judge: (journal) => {
        const since = (blow(journal)?.at ?? 0) + SETTLE;
        const span = { since, until: LAST };
        const asked = journal.count(span);
        const failed = journal.requests({ ...span, outcome: ['failed', 'unknown', 'open'] });
        const [first] = failed;
        const passes = failed.length === 0 && asked >= 40;
        return {
          passed: passes,
          value: String(failed.length),
          says: passes
            ? `${asked} pages were asked for after ${clock(since)}, and all of them were answered. A monitor that counts failures saw nothing.`
            : first === undefined
              ? `Only ${asked} pages were asked for after ${clock(since)}: too few customers are left.`
              : `${failed.length} of ${asked} pages failed after ${clock(since)}: ${first.why ?? 'no answer'}.`,
          at: first?.at ?? since,
          request: first?.id,
        };
      },
    },
    {
      id: 'idle',
      title: 'The fourth server is up, and idle',
      judge: (journal) => {
        const up = journal.states(SPARE).find(({ state }) => state === 'up');
        if (up === undefined || !journal.upThroughout(SPARE, { since: up.at + 1, until: UNTIL })) {
          return { passed: false, value: 'down', says: 'web-4 was not up to the end.' };
        }
        const sent = passed(journal, SPARE, up.at);
        const others = journal.hops({ from: 'lb', since: up.at, until: LAST, traced: true });
        const passes = up.at <= 4100 && sent.length === 0 && others.length >= 30;
        return {
          passed: passes,
          value: String(sent.length),
          says: passes
            ? `web-4 was up from ${clock(up.at)}. Of ${others.length} requests after that, none went to it: everybody has a cookie for somewhere else.`
            : `web-4 came up at ${clock(up.at)} and got ${sent.length} of ${others.length} requests after that.`,
          at: sent[0]?.at ?? up.at,
          request: sent[0]?.id,
        };
      },
    },
  ],
  hints: [
    'Where are the carts? What else is lost when that is lost?',
    'web-4 is sent whoever has no cookie, or whose server is down. Who must be up again before you start it?',
    'Restart web-2 at 1.8 s: it is back at once, and remembers nobody. Start web-4 at 3.5 s.',
  ],
  solutions: [
    {
      name: 'restart web-2',
      says: 'The process is back at once, its memory is not.',
      actions: [
        { at: 1800, action: { kind: 'restart', machine: 'web-2' } },
        { at: 3500, action: { kind: 'start', machine: SPARE } },
      ],
    },
    {
      name: 'kill web-1 for good',
      says: 'Its customers are sent elsewhere, where nobody knows them.',
      actions: [
        { at: 1600, action: { kind: 'kill', machine: 'web-1' } },
        { at: 3800, action: { kind: 'start', machine: SPARE } },
      ],
    },
  ],
  cheats: [
    { name: 'nothing', says: 'Stickiness hides it, as long as nothing happens.', actions: [] },
    {
      name: 'the session store',
      says: 'Nobody keeps anything there yet.',
      actions: [
        { at: 1800, action: { kind: 'restart', machine: 'sessions' } },
        { at: 3500, action: { kind: 'start', machine: SPARE } },
      ],
    },
    {
      name: 'two servers',
      says: 'That is two carts in three.',
      actions: [
        { at: 1800, action: { kind: 'restart', machine: 'web-1' } },
        { at: 1800, action: { kind: 'restart', machine: 'web-2' } },
        { at: 3500, action: { kind: 'start', machine: SPARE } },
      ],
    },
    {
      name: 'the balancer',
      says: 'Every page fails, and the carts are still there.',
      actions: [
        { at: 1800, action: { kind: 'kill', machine: 'lb' } },
        { at: 3500, action: { kind: 'start', machine: SPARE } },
      ],
    },
  ],
};
