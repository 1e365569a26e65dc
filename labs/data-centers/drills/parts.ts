/** What both drills ask of a run. */
import type { ClientRequest, Hop, JournalView, Span } from '../../../src/lab/journal-view.ts';

export function percent(share: number): string {
  return `${Math.round(share * 100)}%`;
}

/** Traces of requests from a phone that never looks a name up again. */
function oldTraces(journal: JournalView): ReadonlySet<string> {
  return new Set(journal.requests({ label: 'old' }).map(({ trace = '' }) => trace));
}

/** Requests that phones sent to regions, without the one phone that never forgets. */
export function sentTo(
  journal: JournalView,
  from: string,
  span: Span,
  to?: string,
): readonly Hop[] {
  const old = oldTraces(journal);
  return journal
    .hops({ ...span, from, traced: true, path: /^\/(item|order)\// })
    .filter((hop) => (to === undefined || hop.to === to) && !old.has(hop.trace ?? ''));
}

/** Visits of one country, or of both, without the old phone. */
export function visitsOf(
  journal: JournalView,
  span: Span,
  label?: string,
  to?: string,
): readonly ClientRequest[] {
  return journal
    .requests({ ...span, label, to })
    .filter(({ load, label: is }) => (load === 'india' || load === 'europe') && is !== 'old');
}

export function failed(requests: readonly ClientRequest[]): readonly ClientRequest[] {
  return requests.filter(({ outcome }) => outcome !== 'ok');
}

/** The share of these that did not come; 0 when there are none. */
export function failedShare(requests: readonly ClientRequest[]): number {
  return requests.length === 0 ? 0 : failed(requests).length / requests.length;
}

/** How a request ended, in a few words. */
export function ending({ status, error }: ClientRequest): string {
  if (status === 504) return 'no answer within a second';
  return String(status ?? error ?? 'no answer');
}
