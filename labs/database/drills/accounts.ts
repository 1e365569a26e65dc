/** What the accounts hold, for checks. */
import type { TimedAction } from '../../../src/engine/contract.ts';
import type { JournalView } from '../../../src/lab/journal-view.ts';

export interface Ledger {
  readonly opening: number;
  readonly total: number;
  readonly balances: Readonly<Record<string, number>>;
}

/** Somebody asks what the accounts from `first` to `last` hold. */
export function askFor(id: string, at: number, first: number, last: number): TimedAction {
  const path = `/balances?first=${first}&last=${last}`;
  return { at, action: { kind: 'request', id, request: { to: 'transfer', path } } };
}

/** The answer to it; undefined when there was none. */
export function ledger(journal: JournalView, id: string): Ledger | undefined {
  const asked = journal.requests({ load: id })[0];
  if (asked?.status !== 200) return undefined;
  return JSON.parse(asked.answer ?? '') as Ledger;
}

/** Rupees that the auditor misses, as of its last report. */
export function missing(journal: JournalView): number {
  const reports = journal.all('gauge').filter(({ name }) => name === 'missing');
  return reports.at(-1)?.value ?? 0;
}

/** The numbers in `/transfer/7/12/21`. */
export function order(path: string): { from: string; to: string; amount: number } {
  const [, , from = '', to = '', amount = ''] = path.split('/');
  return { from, to, amount: Number(amount) };
}
