/** How this lab's checks and experiments read a journal. */
import type { Hop, JournalView, Span } from '../../src/lab/journal-view.ts';

/** A web server asked the database for a connection. */
export function isConnect(hop: Hop): boolean {
  return hop.to === 'db' && hop.method === 'POST' && hop.path === '/connections';
}

/** The database had no place left. An open connection has no status before it ends. */
export function isRefusal(hop: Hop): boolean {
  return isConnect(hop) && hop.status === 503;
}

/** Good pages that were finished within a span, per second. */
export function pagesPerSecond(journal: JournalView, span: Required<Span>): number {
  const done = journal
    .requests({ outcome: 'ok' })
    .filter(({ end = Infinity }) => end >= span.since && end < span.until);
  return (done.length * 1000) / (span.until - span.since);
}

/** The most that a gauge of the database showed; 0 when it never spoke. */
export function highest(journal: JournalView, name: string, span: Span = {}): number {
  const { since = 0, until = Infinity } = span;
  const values = journal
    .all('gauge')
    .filter((event) => event.machine === 'db' && event.name === name)
    .filter((event) => event.t >= since && event.t < until)
    .map((event) => event.value);
  return Math.max(0, ...values);
}
