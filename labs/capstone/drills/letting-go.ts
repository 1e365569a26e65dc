/** Drill 2: ask again when it helps, and stop when it harms. */
import { clock } from '../../../src/lab/journal-view.ts';
import type { JournalView } from '../../../src/lab/journal-view.ts';
import type { Drill, Finding } from '../../../src/lab/manifest.ts';
import { blink, popular, rare, ROWS, spell } from '../loads.ts';
import { queries, triesPerQuery } from './queries.ts';

/** The cache is silent for so long; 0.7 s after it is back, people are asked how it goes. */
const BLINK = 1000;
const BLINK_MS = 500;
const LATER = BLINK + BLINK_MS + 700;
/** copy-a loses its power, until the end. */
const SILENT = 2900;
const LAST = 4400;
const UNTIL = LAST + 1300;

/** Queries that all databases can answer during the blink: four of them, 200 ms each. */
const CAPACITY = (ROWS.length * BLINK_MS) / 200;

/** Tries per query that are allowed over the whole run. */
const BUDGET = 1.4;

const rareAt = (item: string) => ({
  ...rare,
  path: `/item/${item}`,
  expect: { status: 200, json: { item } },
});

const failed = (journal: JournalView, since: number, until: number) =>
  journal.requests({ since, until }).filter(({ outcome }) => outcome !== 'ok');

/** At most so many failed requests in a span. */
function judgeFailures(journal: JournalView, since: number, until: number, most: number): Finding {
  const asked = journal.count({ since, until });
  const bad = failed(journal, since, until);
  const [first] = bad;
  const passed = bad.length <= most && asked > 0;
  const example =
    first === undefined
      ? ''
      : ` The first was ${first.path} at ${clock(first.at)}: ${first.status ?? 'no answer in time'}.`;
  return {
    passed,
    value: String(bad.length),
    says: `${bad.length} of ${asked} requests between ${clock(since)} and ${clock(until)} failed; ${most} may.${example}`,
    at: first?.at,
    request: first?.id,
  };
}

function judgeGoodput(journal: JournalView): Finding {
  const asked = journal.requests({ since: BLINK, until: BLINK + BLINK_MS });
  const good = asked.filter(({ outcome }) => outcome === 'ok');
  const passed = good.length >= CAPACITY / 2;
  return {
    passed,
    value: `${good.length} of ${asked.length}`,
    says: `While the cache was silent ${asked.length} people came and ${good.length} were served. The databases could have served ${CAPACITY}; half of that is asked.`,
    at: BLINK,
  };
}

function judgeTries(journal: JournalView): Finding {
  const tries = triesPerQuery(journal);
  const passed = tries >= 1 && tries <= BUDGET;
  return {
    passed,
    value: tries.toFixed(2),
    says: `${queries(journal).length} tries for ${new Set(queries(journal).map(({ trace }) => trace)).size} requests that needed the database: ${tries.toFixed(2)} each, and ${BUDGET} is the limit.`,
  };
}

/** A page that was never asked for before can only come from the database. */
function judgeHonest(journal: JournalView): Finding {
  const good = journal.requests({ label: 'rare', outcome: 'ok' });
  const answered = new Set(
    queries(journal).flatMap(({ trace, status }) => (status === 200 ? [trace] : [])),
  );
  const madeUp = good.filter(({ trace }) => !answered.has(trace));
  const [first] = madeUp;
  return {
    passed: madeUp.length === 0 && good.length > 0,
    value: String(madeUp.length),
    says:
      first === undefined
        ? `Each of ${good.length} pages that were never asked for before was answered by a machine that has the row.`
        : `${first.path} was answered at ${clock(first.end ?? first.at)}, and no database had answered that. By whom?`,
    at: first?.at,
    request: first?.id,
  };
}

export const lettingGo: Drill = {
  id: 'letting-go',
  kind: 'mend',
  title: 'Ask again, and know when to stop',
  brief:
    'The cache is silent for half a second, and comes back with everything in it. Later copy-a loses its power, and its twin has to do. Mend client.ts: the shop must recover within 0.7 s, serve what it can meanwhile, and lose next to nothing to the dead copy. Over the whole run, 100 queries may cost 140 tries.',
  prediction: {
    question: 'With the code as it is: how many tries does a query take on average?',
    options: [
      { id: 'one', text: 'Up to 1.4' },
      { id: 'two', text: '1.4 to 2' },
      { id: 'more', text: 'More than 2' },
    ],
    outcome: (journal) => {
      const tries = triesPerQuery(journal);
      if (tries <= BUDGET) return 'one';
      return tries <= 2 ? 'two' : 'more';
    },
  },
  scenario: {
    until: UNTIL,
    timeline: [
      ...spell('popular', 100, LAST - 100, 34, [popular]),
      ...spell('rare', 110, SILENT - 250, 6, [rareAt('4{n}')]),
      // When the copy has gone, people want what is asked of it first: rows 102, 202, 302 and so on.
      ...spell('orphans', SILENT, LAST - SILENT, 4, [rareAt('{n}02')]),
      { at: BLINK, action: { kind: 'mark', name: 'the cache is silent' } },
      ...blink(BLINK, BLINK_MS),
      { at: SILENT, action: { kind: 'mark', name: 'copy-a loses its power' } },
      { at: SILENT, action: { kind: 'unplug', machine: 'copy-a' } },
    ],
  },
  checks: [
    {
      id: 'quiet',
      title: 'No failures without a fault',
      judge: (journal) => judgeFailures(journal, 100, BLINK - 100, 0),
    },
    { id: 'goodput', title: 'Half of what is possible, while it lasts', judge: judgeGoodput },
    {
      id: 'late',
      title: 'Well again 0.7 s later',
      judge: (journal) => judgeFailures(journal, LATER, SILENT - 100, 1),
    },
    {
      id: 'silent',
      title: 'A dead copy costs two requests at most',
      judge: (journal) => judgeFailures(journal, SILENT, LAST, 2),
    },
    { id: 'tries', title: 'At most 1.4 tries per query', judge: judgeTries },
    { id: 'honest', title: 'Nothing made up', judge: judgeHonest },
  ],
  edits: ['capstone/services/client.ts'],
  keeps: [
    'capstone/services/db.ts',
    'capstone/services/keep.ts',
    'capstone/services/items.ts',
    'capstone/services/web.ts',
    'capstone/services/edge.ts',
    'capstone/services/lb.ts',
    'capstone/services/net.ts',
  ],
  hints: [
    'Two tries are enough: one copy, then the other. Then see that second tries stay rare. Let every query pay in a tenth of a try, and every second try take out a whole one.',
    'A copy that failed twice in a row should be left alone for half a second. Then let one query find out whether it is back.',
    'During the blink more comes than can be answered, however you ask. Count the queries that are in progress here, and turn the third away at once.',
  ],
  solutions: [
    {
      name: 'budget',
      says: 'A retry budget, a breaker for each copy, and a limit on queries in progress.',
      files: true,
    },
    {
      name: 'slots',
      says: 'One query per copy at a time and a short line before it; who fails is asked last.',
      files: true,
    },
  ],
  cheats: [
    {
      name: 'backoff',
      says: 'Waits longer and longer, with jitter, and still asks five times.',
      files: true,
    },
    {
      name: 'one-try',
      says: 'Never asks twice: calm, and helpless when a copy dies.',
      files: true,
    },
    { name: 'made-up', says: 'Answers by itself when no copy does.', files: true },
  ],
};
