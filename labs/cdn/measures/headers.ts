/** What headers and names do. Claims 5, 11, 12 and 14. */
import type { JournalView } from '../../../src/lab/journal-view.ts';
import type { Experiment } from '../../../src/lab/manifest.ts';
import { account, CITIES, everywhere, page, purge, RELEASE, send, spell, EDGES } from '../loads.ts';
import { fetches, MENDED } from './parts.ts';

/** Pages live for a second, files for a year and keep their URL. */
const SAME = 'experiments/same-url';
const QUESTION_MARK = 'cheats/question-mark';

const leak: Experiment = {
  id: 'leak',
  claims: ['cdn-05'],
  title: '/account may be kept, and may not',
  scenario: {
    until: 5000,
    timeline: everywhere('members', 100, 3300, 10, ({ id }) => [
      account(`${id}-{who=int:1-10}`, `${id}-{who}`),
    ]),
  },
  variants: [
    { id: 'open', label: 'public, max-age' },
    { id: 'closed', label: 'private, no-store', overlay: MENDED },
  ],
  measure: ({ open, closed }) => ({
    views: open!.requests().length,
    open: open!.count({ outcome: 'wrong' }),
    closed: closed!.count({ outcome: 'wrong' }),
    closedOk: closed!.count({ outcome: 'ok' }),
    openPages: fetches(open!),
  }),
  passes: (v) => v.open! >= 0.8 * v.views! && v.closed === 0 && v.closedOk === v.views,
  condition: 'at least 80% of the account pages belong to another with public, none with private',
  reading: (v) => ({
    label: `accounts of others shown, ${v.views} views`,
    value: `${v.open} → ${v.closed}`,
    detail: `The origin made ${v.openPages} pages, one for each edge, and everybody was shown one of them. Then with private, no-store.`,
  }),
};

const RELEASED = 1500;
const AFTER = 3000;

/** Files of another release than the page that asked for them, long after a release. */
const mixed = (journal: JournalView): number =>
  journal.requests({ path: /\.css/, since: AFTER }).filter(({ outcome }) => outcome === 'wrong')
    .length;
const styles = (journal: JournalView): number =>
  journal.requests({ path: /\.css/, since: AFTER }).length;

const versions: Experiment = {
  id: 'versions',
  claims: ['cdn-11'],
  title: 'A release, and four ways to name its style sheet',
  scenario: {
    until: 5500,
    timeline: [
      ...everywhere('views', 100, 4800, 4, () => page('/')),
      send('release', RELEASED, RELEASE),
    ],
  },
  variants: [
    { id: 'same', label: 'the same URL', overlay: SAME },
    { id: 'name', label: 'a hash in the name', overlay: MENDED },
    {
      id: 'keyed',
      label: '?v=, part of the key',
      overlay: QUESTION_MARK,
      machines: Object.fromEntries(EDGES.map((id) => [id, { env: { KEEP_QUERY: 'yes' } }])),
    },
    { id: 'ignored', label: '?v=, ignored', overlay: QUESTION_MARK },
  ],
  measure: ({ same, name, keyed, ignored }) => ({
    views: styles(same!),
    same: mixed(same!),
    name: mixed(name!),
    keyed: mixed(keyed!),
    ignored: mixed(ignored!),
    ignoredViews: styles(ignored!),
  }),
  passes: (v) =>
    v.views! > 0 &&
    v.same === v.views &&
    v.name === 0 &&
    v.keyed === 0 &&
    v.ignored === v.ignoredViews,
  condition:
    'old style sheets in new pages: all with the same URL and with an ignored query, none with a hashed name or a query in the key',
  reading: (v) => ({
    label: `old style sheets, ${v.views} views after a release`,
    value: `${v.same} → ${v.name}`,
    detail: `The same URL, then a hash in the name. With ?v= it is ${v.keyed} where the edge makes it part of the key, ${v.ignored} where it does not.`,
  }),
};

/** Anna opened the page before the release, and opens it again long after the purge. */
const anna = [
  ...spell('anna-before', 300, 100, { from: 'frankfurt', to: 'browser', rate: 10 }, page('/')),
  ...spell('anna-after', 3500, 100, { from: 'frankfurt', to: 'browser', rate: 10 }, page('/')),
];
const PURGED = 2000;

const purges: Experiment = {
  id: 'purges',
  claims: ['cdn-12'],
  title: 'A release, a purge, and who did not hear of it',
  scenario: {
    until: 5500,
    timeline: [
      ...everywhere('views', 100, 4800, 4, () => page('/')),
      ...anna,
      send('release', RELEASED, RELEASE),
    ],
  },
  variants: [
    {
      id: 'missed',
      label: 'purged while one edge is cut off',
      overlay: SAME,
      timeline: [
        {
          at: PURGED - 100,
          action: {
            kind: 'link-fault',
            id: 'cut',
            from: 'edge-us',
            to: 'origin',
            fault: { partition: true },
          },
        },
        send('purge', PURGED, purge('/assets/app.css')),
        { at: PURGED + 600, action: { kind: 'heal', id: 'cut' } },
      ],
    },
    {
      id: 'all',
      label: 'purged at every edge',
      overlay: SAME,
      timeline: [send('purge', PURGED, purge('/assets/app.css'))],
    },
    { id: 'versioned', label: 'a hash in the name, no purge', overlay: MENDED },
  ],
  measure: ({ missed, all, versioned }) => {
    const stale = (journal: JournalView, load?: RegExp) =>
      journal
        .requests({ path: /\.css/, since: AFTER, outcome: 'wrong' })
        .filter((request) => load?.test(request.load) ?? true).length;
    return {
      missed: stale(missed!, /^views/),
      missedOhio: stale(missed!, /^views-ohio/),
      all: stale(all!, /^views/),
      browser: stale(all!, /^anna/),
      versioned: stale(versioned!),
    };
  },
  passes: (v) =>
    v.missed! > 0 &&
    v.missed === v.missedOhio &&
    v.all === 0 &&
    v.browser! > 0 &&
    v.versioned === 0,
  condition:
    'old style sheets after a purge: some where an edge missed it; none at the edges and one in the browser where all heard it; none at all with a hashed name',
  reading: (v) => ({
    label: 'old style sheets, one edge missed the purge',
    value: String(v.missed),
    detail: `All in Ohio, whose edge was cut off for 700 ms. When every edge hears it, none is left there, and Anna's browser still shows its own. With a hash in the name: ${v.versioned}, and no purge.`,
  }),
};

const secondVisit: Experiment = {
  id: 'second-visit',
  claims: ['cdn-14'],
  title: 'Two visits from each city: what still reaches the origin',
  scenario: {
    until: 4500,
    timeline: [0, 2000].flatMap((at) =>
      everywhere(`visit-${at}`, 100 + at, 100, 10, ({ id }) => [...page('/'), account(`${id}-1`)]),
    ),
  },
  variants: [{ id: 'mended', label: 'headers as they should be', overlay: MENDED }],
  measure: ({ mended }) => ({
    requests: mended!.count({ since: 2000 }),
    ok: mended!.count({ since: 2000, outcome: 'ok' }),
    files: fetches(mended!, /^\/assets\//, 2000),
    filesFirst: fetches(mended!, /^\/assets\//, 0, 2000),
    accounts: fetches(mended!, /^\/account/, 2000),
    pages: fetches(mended!, /^\/$/, 2000),
  }),
  passes: (v) =>
    v.ok === v.requests &&
    v.files === 0 &&
    v.filesFirst === 2 * CITIES.length &&
    v.accounts === CITIES.length,
  condition: 'second visits: no file is asked of the origin, every account is',
  reading: (v) => ({
    label: 'files asked of the origin, second visits',
    value: String(v.files),
    detail: `Of ${v.requests} requests from three cities. Accounts: ${v.accounts}, one for each visit. Pages, which are good for a second: ${v.pages}.`,
  }),
};

export const headers: readonly Experiment[] = [leak, versions, purges, secondVisit];
