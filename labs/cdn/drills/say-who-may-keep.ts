/** Drill 2: the origin says who may keep what, and for how long. */
import type { TimedAction } from '../../../src/engine/contract.ts';
import { clock } from '../../../src/lab/journal-view.ts';
import type { ClientRequest, JournalView } from '../../../src/lab/journal-view.ts';
import type { Drill, Finding } from '../../../src/lab/manifest.ts';
import { account, CITIES, everywhere, page, RELEASE, send } from '../loads.ts';

const PAGES = ['/', '/sale'];
const RELEASED = 2500;
/** From here on everybody must see the release. */
const SEEN = 5000;
/** The origin dies, and stays dead. Pages that were kept for two seconds are all old by then. */
const DEAD = 5400;
const OLD = 7200;
const UNTIL = 8000;
/** Files in two releases, of which the edges may fetch each once; one does not even change. */
const FILES = 4 * CITIES.length;

const asked = (journal: JournalView, path: RegExp, until = DEAD) =>
  journal.hops({ to: 'origin', method: 'GET', path, until });

/** What came back, in words. */
const told = ({ why, error, status }: ClientRequest): string =>
  why ?? error ?? (status === undefined ? 'no answer' : `status ${status}`);

function judgeOwn(journal: JournalView): Finding {
  const all = journal.requests({ label: 'account', until: DEAD - 300 });
  const bad = all.filter(({ outcome }) => outcome !== 'ok');
  const made = asked(journal, /^\/account$/, DEAD - 300).length;
  const [first] = bad;
  const value = String(bad.length);
  if (first !== undefined) {
    const says = `${bad.length} of ${all.length} members did not see their own account. ${first.status === 200 ? `At ${clock(first.at)} ${first.to} was asked with the cookie of one and answered for another` : `The first asked ${first.to} at ${clock(first.at)}`}: ${told(first)}.`;
    return { passed: false, value, says, at: first.at, request: first.id };
  }
  const passed = made >= all.length;
  return {
    passed,
    value,
    says: passed
      ? `All ${all.length} members saw their own account, made for them at the origin.`
      : `Every member saw their own account, but the origin made only ${made} of ${all.length}. The others lie about in an edge.`,
  };
}

function judgeRelease(journal: JournalView): Finding {
  const files = journal.requests({ label: 'file' });
  const mixed = files.filter(({ outcome, status }) => outcome === 'wrong' && status === 200);
  const anna = journal
    .requests({ path: /^\/$/ })
    .filter(({ to }) => to === 'browser')
    .at(-1);
  const pages = journal.requests({ label: 'page', since: SEEN, until: DEAD });
  const late = [...pages, ...(anna === undefined ? [] : [anna])].filter(
    ({ answer }) => !(answer ?? '').includes('"r2"'),
  );
  const value = `${mixed.length}, ${late.length}`;
  if (mixed.length > 0) {
    const [first] = mixed;
    const says = `${mixed.length} times a page got a file of another release. At ${clock(first?.at ?? 0)} ${first?.path} came from ${first?.to}: ${first?.why}. The page was new, the copy was not.`;
    return { passed: false, value, says, at: first?.at, request: first?.id };
  }
  const [first] = late;
  const passed = first === undefined && pages.length > 0;
  return {
    passed,
    value,
    says: passed
      ? `Released at ${clock(RELEASED)}. By ${clock(SEEN)} everybody has the new page, Anna's browser too, and each page its own files.`
      : `Released at ${clock(RELEASED)}, and ${late.length} of ${pages.length + 1} page views after ${clock(SEEN)} still show the release before. ${first?.to} was asked at ${clock(first?.at ?? 0)}.`,
    at: first?.at,
    request: first?.id,
  };
}

function judgeFetches(journal: JournalView): Finding {
  const files = asked(journal, /^\/assets\//).length;
  const pages = asked(journal, /^\/(sale)?$/).length;
  const views = journal.count({ label: 'page', until: DEAD });
  const passed = files >= 1 && files <= FILES && pages >= 1 && pages <= 0.75 * views;
  return {
    passed,
    value: `${files}, ${pages}`,
    says: passed
      ? `The origin was asked ${files} times for files and ${pages} times for pages. The edges answered the rest of ${views} page views with two files each.`
      : files > FILES
        ? `The origin was asked ${files} times for files. Two files in two releases at three edges make ${FILES} at most, if an edge may keep what never changes.`
        : `The origin was asked ${pages} times for pages, for ${views} views. A page may be a second or two old.`,
    at: asked(journal, /^\/assets\//)[FILES]?.at,
  };
}

function judgeDead(journal: JournalView): Finding {
  const since = DEAD + 100;
  const shop = ['page', 'file'].flatMap((label) =>
    journal.requests({ label, since, until: UNTIL - 300 }),
  );
  const lost = shop.filter(({ outcome }) => outcome === 'failed' || outcome === 'unknown');
  const members = journal.requests({ label: 'account', since, until: UNTIL - 300 });
  const served = members.filter(({ status }) => status === 200);
  const old = shop.filter(({ at, label }) => at >= OLD && label === 'page');
  const value = `${lost.length}, ${served.length}`;
  const [first] = lost;
  if (first !== undefined || old.length === 0) {
    const says = `The origin died at ${clock(DEAD)}. ${lost.length} of ${shop.length} requests for pages and files failed, though the edges had them: ${first?.path} at ${first?.to}, ${clock(first?.at ?? 0)}, ${first === undefined ? 'nothing' : told(first)}.`;
    return { passed: false, value, says, at: first?.at, request: first?.id };
  }
  const passed = served.length === 0 && members.length > 0;
  return {
    passed,
    value,
    says: passed
      ? `The origin died at ${clock(DEAD)}. All ${shop.length} requests for pages and files were answered from copies, and none of ${members.length} for an account.`
      : `With the origin dead since ${clock(DEAD)}, ${served.length} of ${members.length} requests for /account got a page. Whoever made it, it was kept in a place that many share.`,
    at: served[0]?.at,
    request: served[0]?.id,
  };
}

/** Three requests a view; the cities and the pages a little apart. */
const views: readonly TimedAction[] = PAGES.flatMap((path, index) =>
  everywhere(`views${index}`, 100 + 130 * index, UNTIL - 600, 2, () => page(path)),
);

export const sayWhoMayKeep: Drill = {
  id: 'say-who-may-keep',
  kind: 'mend',
  title: 'Say who may keep it',
  brief:
    "Three edges keep what the origin's headers let them keep. Members look at their accounts all the time. At 2.5 s there is a release; by 5 s everybody must see it, with the files that belong to it. At 5.4 s the origin dies for good. Mend headers.ts: no account shown to another, no old file in a new page, few questions to the origin, and pages without it.",
  prediction: {
    question:
      'Before the release, members open /account at three edges, some 40 times. How many are shown the account of another?',
    options: [
      { id: 'none', text: 'None' },
      { id: 'few', text: 'Fewer than half' },
      { id: 'most', text: 'More than half' },
    ],
    outcome: (journal) => {
      const share = journal.failedShare({ label: 'account', until: RELEASED });
      if (share === 0) return 'none';
      return share < 0.5 ? 'few' : 'most';
    },
  },
  scenario: {
    until: UNTIL,
    timeline: [
      ...views,
      ...everywhere('accounts', 200, UNTIL - 700, 4, ({ id }) => [
        account(`${id}-{who=int:1-4}`, `${id}-{who}`),
      ]),
      send('anna-before', 2000, { to: 'browser', from: 'frankfurt', path: '/' }),
      { at: RELEASED, action: { kind: 'mark', name: 'release' } },
      send('release', RELEASED, RELEASE),
      send('anna-after', SEEN + 100, { to: 'browser', from: 'frankfurt', path: '/' }),
      { at: DEAD, action: { kind: 'mark', name: 'the origin dies' } },
      { at: DEAD, action: { kind: 'kill', machine: 'origin' } },
    ],
  },
  checks: [
    { id: 'own', title: 'Everybody sees their own account', judge: judgeOwn },
    { id: 'release', title: 'New page with its own files, by 5 s', judge: judgeRelease },
    { id: 'fetches', title: 'The origin is asked rarely', judge: judgeFetches },
    { id: 'dead', title: 'Origin dead: every page, no account', judge: judgeDead },
  ],
  edits: ['cdn/services/headers.ts'],
  keeps: [
    'cdn/services/edge.ts',
    'cdn/services/copies.ts',
    'cdn/services/cache-control.ts',
    'cdn/services/shop.ts',
    'cdn/services/origin.ts',
    'cdn/services/browser.ts',
  ],
  hints: [
    'There are three kinds of answer: for one person, for everybody and soon old, for everybody and never other. Give headersFor a case for each. Which of them is a file?',
    'A file may be kept for a year if its URL changes with its content: put something made from `content` into its name. The edges here ignore what stands behind a question mark.',
    "'/account': 'private, no-store'. '/assets/…': 'public, max-age=31536000, immutable'. Pages: 'public, max-age=1, stale-if-error=3600'. And in assetName, a small hash of `content` in the name.",
  ],
  solutions: [
    {
      name: 'hashed-names',
      says: 'A hash of the content in every file name, and a header for each of three kinds.',
      files: true,
    },
    {
      name: 'shared-and-own',
      says: 'Edges keep pages for two seconds and browsers not at all; the content itself is in the URL.',
      files: true,
    },
  ],
  cheats: [
    {
      name: 'keep-nothing',
      says: 'no-store for everything: nothing leaks, and three edges are of no use.',
      files: true,
    },
    {
      name: 'one-second-for-all',
      says: 'Everything short-lived. For a second each, accounts are shown to others.',
      files: true,
    },
    {
      name: 'question-mark',
      says: 'The version behind a question mark, which these edges ignore.',
      files: true,
    },
    {
      name: 'vary-cookie',
      says: 'Account pages kept per cookie: not shown to others, and kept where many share.',
      files: true,
    },
    {
      name: 'no-old-pages',
      says: 'All right until the origin dies: no copy may stand in for it.',
      files: true,
    },
  ],
};
