/** The shape of the data against the question that is asked. Claims 06, 11, 12, 14 and 18. */
import type { Experiment } from '../../../src/lab/manifest.ts';
import type { JournalView } from '../../../src/lab/journal-view.ts';
import { answer, ask, load, page, round, trips } from './parts.ts';

const SHAPES = 'experiments/shapes';

/** How a request went: round trips to the database, rows it looked at, ms. */
function cost(journal: JournalView, id: string) {
  const request = journal.requests({ load: id })[0]!;
  return {
    trips: trips(journal, request),
    rows: answer(journal, id).examined ?? 0,
    ms: round(request.ms ?? 0),
  };
}

const roundTrips: Experiment = {
  id: 'round-trips',
  claims: ['database-06'],
  title: 'A customer and 20 payments on one page',
  scenario: {
    until: 2500,
    timeline: [
      ask(200, 'join', '/statement/join/7'),
      ask(600, 'gets', '/statement/gets/7'),
      ask(1500, 'document', '/statement/statements/7'),
    ],
  },
  variants: [{ id: 'all', label: 'join, single gets, document', overlay: SHAPES }],
  measure: ({ all }) => {
    const [join, gets, document] = ['join', 'gets', 'document'].map((id) => cost(all!, id));
    return {
      join: join!.trips,
      gets: gets!.trips,
      document: document!.trips,
      msJoin: join!.ms,
      msGets: gets!.ms,
    };
  },
  passes: (v) => v.join === 1 && v.gets === 21 && v.document === 1,
  condition: 'round trips for a customer and 20 payments: join 1, gets 21, document 1',
  reading: (v) => ({
    label: 'round trips for one page: join, single gets, document',
    value: `${v.join}, ${v.gets}, ${v.document}`,
    detail: `${v.msJoin} ms with the join, ${v.msGets} ms with a get for each row, one millisecond away.`,
  }),
};

const newQuestion: Experiment = {
  id: 'a-new-question',
  claims: ['database-14', 'database-18'],
  title: 'One page, then one question nobody had planned for',
  scenario: {
    until: 3500,
    timeline: [
      ask(200, 'join', '/statement/join/7'),
      ask(600, 'document', '/statement/statements/7'),
      ask(1000, 'query', '/top/query'),
      ask(1500, 'documents', '/top/documents'),
    ],
  },
  variants: [{ id: 'all', label: 'tables and documents', overlay: SHAPES }],
  measure: ({ all }) => {
    const [join, document, query, documents] = ['join', 'document', 'query', 'documents'].map(
      (id) => cost(all!, id),
    );
    return {
      rowsJoin: join!.rows,
      rowsDocument: document!.rows,
      query: query!.trips,
      documents: documents!.trips,
    };
  },
  passes: (v) => v.rowsDocument! < v.rowsJoin! && v.query === 1 && v.documents! >= 100,
  condition:
    'the document reads fewer rows for the page; a question across all customers takes the query 1 round trip, documents at least 100',
  reading: (v) => ({
    label: 'round trips for a new question: query, documents',
    value: `${v.query} and ${v.documents}`,
    detail: `For the page it was built for, the document reads ${v.rowsDocument} row and the join ${v.rowsJoin}.`,
  }),
};

const RENAMED = 2000;

const rename: Experiment = {
  id: 'rename-half-way',
  claims: ['database-11'],
  title: 'A name that stands in twenty places',
  scenario: {
    until: 4000,
    timeline: [
      ask(500, 'page', '/statement/statements/7'),
      ask(RENAMED, 'rename', '/rename/7/Asha', 'POST'),
      ask(3000, 'names', '/names/7/Asha'),
    ],
  },
  variants: [
    { id: 'whole', label: 'rename', overlay: SHAPES },
    {
      id: 'crash',
      label: 'crash half way',
      overlay: SHAPES,
      timeline: [
        { at: RENAMED + 25, action: { kind: 'kill', machine: 'transfer' } },
        { at: RENAMED + 400, action: { kind: 'start', machine: 'transfer' } },
      ],
    },
  ],
  measure: ({ whole, crash }) => ({
    reads: trips(whole!, whole!.requests({ load: 'page' })[0]!),
    writes: trips(whole!, whole!.requests({ load: 'rename' })[0]!),
    renamed: answer(whole!, 'names').renamed ?? 0,
    stale: 20 - (answer(crash!, 'names').renamed ?? 0),
  }),
  passes: (v) =>
    v.reads === 1 && v.writes! >= 10 && v.renamed === 20 && v.stale! > 0 && v.stale! < 20,
  condition:
    'page: 1 read; rename: at least 10 writes; after a crash half way some copies are stale',
  reading: (v) => ({
    label: 'writes to change one name',
    value: String(v.writes),
    detail: `One read for a page is what they pay for. After a crash half way ${v.stale} of 20 copies were stale.`,
  }),
};

const lookUps: Experiment = {
  id: 'index-or-scan',
  claims: ['database-12'],
  title: 'Find one of 2,000 people',
  scenario: {
    until: 5500,
    timeline: load('find', [100, 5000], {
      rate: 40,
      arrivals: 'even',
      flows: [page('/find/p{int:0-1999}@example.com')],
    }),
  },
  variants: [
    {
      id: 'index',
      label: 'with an index',
      overlay: SHAPES,
      machines: { db: { env: { INDEX: 'on' } } },
    },
    { id: 'scan', label: 'without', overlay: SHAPES },
  ],
  measure: ({ index, scan }) => {
    const mean = (journal: typeof index, field: string) => {
      const found = journal!.requests({ load: 'find', outcome: 'ok' });
      const values = found.map(
        ({ answer = '{}' }) => (JSON.parse(answer) as Record<string, number>)[field] ?? 0,
      );
      return values.reduce((sum, value) => sum + value, 0) / values.length;
    };
    return {
      rowsIndex: round(mean(index, 'examined')),
      stepsIndex: round(mean(index, 'steps')),
      rowsScan: round(mean(scan, 'examined')),
      ratio: round(mean(scan, 'examined') / mean(index, 'examined')),
    };
  },
  passes: (v) => v.rowsIndex === 1 && v.ratio! >= 100,
  condition: 'rows looked at for one look-up: with an index 1, without at least 100 times as many',
  reading: (v) => ({
    label: 'rows looked at to find one of 2,000',
    value: `${v.rowsScan} → ${v.rowsIndex}`,
    detail: `Without an index and with one, which takes ${v.stepsIndex} comparisons. A key-value store does the second too.`,
  }),
};

const cards = [
  ...load('old', [100, 1100], {
    rate: 30,
    arrivals: 'even',
    flows: [page('/card/v1/{n}', 'POST')],
  }),
  ...load('new', [1200, 2200], {
    rate: 20,
    arrivals: 'even',
    flows: [page('/card/v2/1000{n}', 'POST')],
  }),
];

const shapeOfRecords: Experiment = {
  id: 'two-shapes-of-card',
  claims: ['database-08'],
  title: 'The new version writes first and last name',
  scenario: { until: 4500, timeline: cards },
  variants: ['v1', 'tolerant'].map((reader) => ({
    id: reader === 'v1' ? 'old' : 'tolerant',
    label: reader === 'v1' ? 'the reader knows the old shape' : 'the reader knows both',
    overlay: SHAPES,
    timeline: [
      ...load('read-old', [2500, 3000], {
        rate: 40,
        arrivals: 'even',
        flows: [page(`/greet/${reader}/{n}`)],
      }),
      ...load('read-new', [3100, 3600], {
        rate: 40,
        arrivals: 'even',
        flows: [page(`/greet/${reader}/1000{n}`)],
      }),
    ],
  })),
  measure: ({ old, tolerant }) => {
    const greeted = (journal: typeof old, what: string) =>
      journal!.requests({ path: /^\/greet/ }).filter(({ answer: text = '' }) => text.includes(what))
        .length;
    return {
      cards: old!.count({ load: 'read-new' }),
      undefinedOld: greeted(old, 'undefined'),
      rightOld: greeted(old, 'Asha Rao'),
      undefinedTolerant: greeted(tolerant, 'undefined'),
      rightTolerant: greeted(tolerant, 'Asha Rao'),
    };
  },
  passes: (v) =>
    v.undefinedOld === v.cards &&
    v.cards! > 0 &&
    v.rightOld! > 0 &&
    v.undefinedTolerant === 0 &&
    v.rightTolerant === v.rightOld! + v.cards!,
  condition:
    'the old reader shows undefined for every record of the new shape; a reader that knows both for none',
  reading: (v) => ({
    label: 'customers greeted as "undefined"',
    value: `${v.undefinedOld} of ${v.cards}`,
    detail: `Records of the new shape and a reader that knows the old one. One that knows both: ${v.undefinedTolerant}.`,
  }),
};

export const shapes: readonly Experiment[] = [
  roundTrips,
  newQuestion,
  shapeOfRecords,
  rename,
  lookUps,
];
