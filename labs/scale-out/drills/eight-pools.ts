/** Drill 2: eight web servers and a rush, with no more connections than the database has. */
import type { Drill, Finding } from '../../../src/lab/manifest.ts';
import { clock } from '../../../src/lab/journal-view.ts';
import type { ClientRequest, JournalView } from '../../../src/lab/journal-view.ts';
import { visitors, WEBS } from '../loads.ts';
import { highest, isConnect, isRefusal, pagesPerSecond } from '../reading.ts';

/** Four web servers, then eight, then a rush, and its end. */
const FOUR = { since: 700, until: 2500 };
const STARTED = 2500;
const EIGHT = { since: 3200, until: 5000 };
const RUSH = 5000;
const LAST = 6000;
const UNTIL = 8000;

/** Connections that the database has. */
const LIMIT = 40;
/** Pages/s: a little under nine tenths of the 91 that four servers do with the files as given. */
const LEAST = 80;

function failedPages(journal: JournalView): readonly ClientRequest[] {
  return journal.requests().filter((request) => request.outcome !== 'ok');
}

function judgeRefused(journal: JournalView): Finding {
  const asked = journal.hops().filter(isConnect);
  const refusals = asked.filter(isRefusal);
  const [first] = refusals;
  if (first !== undefined) {
    return {
      passed: false,
      value: String(refusals.length),
      says: `${refusals.length} of ${asked.length} connections were refused, the first to ${first.from} at ${clock(first.at)}: too many clients already.`,
      at: first.at,
      request: first.id,
    };
  }
  return {
    passed: asked.length > 0,
    value: '0',
    says:
      asked.length > 0
        ? `The database was asked for ${asked.length} connections and refused none.`
        : 'Nobody asked the database for a connection.',
  };
}

function judgeOpen(journal: JournalView): Finding {
  const most = highest(journal, 'connections');
  const asked = journal.hops().filter(isConnect);
  const passed = most > 0 && most <= LIMIT && asked.length <= 2 * LIMIT;
  return {
    passed,
    value: String(most),
    says: passed
      ? `At most ${most} of ${LIMIT} were open at once, and ${asked.length} were opened in all.`
      : `${most} of ${LIMIT} were open at once, and ${asked.length} were asked for in all: a pool opens a few and keeps them.`,
  };
}

/** How a page failed, in the server's own words where it gave some. */
function ending(page: ClientRequest): string {
  if (page.status === undefined) return `ended with ${page.error ?? 'no answer'}`;
  const said = /"error":"([^"]+)"/.exec(page.answer ?? '')?.[1] ?? page.why;
  return `was answered ${page.status}: ${said ?? 'no reason given'}`;
}

function judgePages(journal: JournalView): Finding {
  const failed = failedPages(journal);
  const [first] = failed;
  if (first === undefined) {
    const says = `All ${journal.count()} pages came, the rush included.`;
    return { passed: true, value: '0', says };
  }
  return {
    passed: false,
    value: String(failed.length),
    says: `${first.path}, asked for at ${clock(first.at)} from ${first.to}, ${ending(first)}.`,
    at: first.at,
    request: first.id,
  };
}

function judgeThroughput(journal: JournalView): Finding {
  const [four, eight] = [pagesPerSecond(journal, FOUR), pagesPerSecond(journal, EIGHT)];
  const told = `${Math.round(four)} pages/s with four servers, ${Math.round(eight)} with eight`;
  const passed = four >= LEAST && eight >= LEAST && eight >= 0.9 * four;
  return {
    passed,
    value: `${Math.round(eight)}/s`,
    says: passed
      ? `${told}.`
      : `${told}; it takes ${LEAST} with either, and no loss from one to the other.`,
    at: EIGHT.since,
  };
}

function judgeShares(journal: JournalView): Finding {
  const pages = journal.requests({ since: EIGHT.since, outcome: 'ok' });
  const shares = WEBS.map((web) => pages.filter((page) => page.to === web).length / pages.length);
  const least = Math.min(...shares.map((share) => (Number.isNaN(share) ? 0 : share)));
  const lazy = WEBS[shares.indexOf(least)] ?? 'one of them';
  return {
    passed: least >= 0.08,
    value: `${Math.round(least * 100)}%`,
    says: `${lazy} served the least since ${clock(EIGHT.since)}: ${Math.round(least * 100)}% of pages, where an eighth is 12.5%.`,
    at: EIGHT.since,
  };
}

function judgeRead(journal: JournalView): Finding {
  const answered = new Set(
    journal
      .hops({ to: 'db', method: 'GET' })
      .filter((hop) => hop.status === 200)
      .map((hop) => `${hop.trace} ${hop.path}`),
  );
  const pages = journal.requests({ outcome: 'ok' });
  const made = pages.filter(
    (page) => !answered.has(`${page.trace} ${page.path.replace('/item/', '/items/')}`),
  );
  const [first] = made;
  return {
    passed: pages.length > 0 && first === undefined,
    value: String(pages.length - made.length),
    says:
      first === undefined
        ? `Each of ${pages.length} pages read its item from the database.`
        : `${first.path}, asked for at ${clock(first.at)}, came without a query of its own. Keeping answers is another stage's subject.`,
    at: first?.at,
    request: first?.id,
  };
}

export const eightPools: Drill = {
  id: 'eight-pools',
  kind: 'mend',
  title: 'Eight pools, forty places',
  brief:
    'Four web servers are up, and at 2.5 s four more are started. At 5 s a rush of 70 more visitors sets in. The database has places for 40 connections. Change db-pool.ts so that it refuses none, no page fails, all eight servers work, and eight are no slower than four.',
  prediction: {
    question: 'With the files as given: which share of all pages fails once eight servers are up?',
    options: [
      { id: 'none', text: 'None: the load is the same' },
      { id: 'some', text: 'Up to a fifth' },
      { id: 'many', text: 'A fifth to a half' },
      { id: 'most', text: 'More than half' },
    ],
    outcome: (journal) => {
      const share = journal.failedShare({ since: EIGHT.since, until: RUSH });
      if (share === 0) return 'none';
      if (share <= 0.2) return 'some';
      return share <= 0.5 ? 'many' : 'most';
    },
  },
  scenario: {
    until: UNTIL,
    machines: { 'web-3': { autostart: true }, 'web-4': { autostart: true } },
    timeline: [
      { at: 200, action: { kind: 'load', id: 'pages', profile: visitors(30) } },
      { at: STARTED, action: { kind: 'mark', name: 'four more web servers' } },
      ...WEBS.slice(4).map((machine) => ({
        at: STARTED,
        action: { kind: 'start' as const, machine },
      })),
      { at: RUSH, action: { kind: 'mark', name: 'the rush' } },
      { at: RUSH, action: { kind: 'load', id: 'rush', profile: visitors(70) } },
      { at: LAST, action: { kind: 'load', id: 'rush', profile: null } },
      { at: LAST, action: { kind: 'load', id: 'pages', profile: null } },
    ],
  },
  checks: [
    { id: 'refused', title: 'No connection refused', judge: judgeRefused },
    { id: 'open', title: 'Never more than 40 open, and each is kept', judge: judgeOpen },
    { id: 'pages', title: 'No failed pages', judge: judgePages },
    { id: 'throughput', title: 'Eight are as fast as four', judge: judgeThroughput },
    { id: 'shares', title: 'All eight work', judge: judgeShares },
    { id: 'read', title: 'Every page is read from the database', judge: judgeRead },
  ],
  edits: ['scale-out/services/db-pool.ts'],
  keeps: [
    'scale-out/services/web.ts',
    'scale-out/services/db.ts',
    'scale-out/services/connection.ts',
  ],
  hints: [
    'Add up what all servers may open together: that is the number the database has to bear. WEB_SERVERS and DB_CONNECTIONS are in the environment.',
    'A smaller pool is sometimes empty. take() then has to wait until a query hands its connection back, first come first served, instead of opening one more.',
    'Count the queries that may run: SIZE of them. With none free, put a function that resolves a promise into an array; whoever finishes shifts one out and calls it.',
  ],
  solutions: [
    {
      name: 'share-and-queue',
      says: 'Each server takes its eighth of the places, and queries wait their turn.',
      files: true,
    },
    {
      name: 'lanes',
      says: 'Three connections a server, each with a line of its own; a query joins the shortest.',
      files: true,
    },
  ],
  cheats: [
    {
      name: 'no-line',
      says: 'Divides the places, and fails whoever finds none free.',
      files: true,
    },
    {
      name: 'knock-again',
      says: 'Keeps its pool of eight and knocks until it is let in.',
      files: true,
    },
    {
      name: 'new-every-time',
      says: 'Counts its connections, and opens each for one query.',
      files: true,
    },
    { name: 'four-are-enough', says: 'The new servers leave by the back door.', files: true },
    { name: 'made-up', says: 'Makes the item up and asks nobody.', files: true },
  ],
};
