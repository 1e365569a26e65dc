/** What both drills ask of a journal. */
import type { Hop, JournalView, Span } from '../../../src/lab/journal-view.ts';
import { ROWS } from '../loads.ts';

/** Queries that left a web server for a database. */
export function queries(journal: JournalView, span: Span = {}): readonly Hop[] {
  return journal
    .hops({ method: 'GET', path: /^\/rows\//, ...span })
    .filter(({ to }) => ROWS.includes(to));
}

/** Tries per request that needed the database at all, of those sent in a span; 1 if nobody asks twice. */
export function triesPerQuery(journal: JournalView, span: Span = {}): number {
  const sent = new Set(journal.requests(span).map(({ trace }) => trace));
  const tries = queries(journal).flatMap(({ trace }) => (sent.has(trace) ? [trace] : []));
  return tries.length / Math.max(1, new Set(tries).size);
}
