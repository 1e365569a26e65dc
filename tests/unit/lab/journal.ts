/** Hand-made journals for tests. */
import type { ClientFacts, DoneEvent, JournalEvent } from '../../../src/engine/journal.ts';

export interface Exchange {
  readonly at: number;
  readonly from?: string;
  readonly to?: string;
  readonly method?: string;
  readonly path?: string;
  readonly trace?: string;
  /** ms until its sender knows; left out for one that never ends. */
  readonly ms?: number;
  readonly status?: number;
  readonly error?: DoneEvent['error'];
  readonly client?: Partial<ClientFacts>;
  readonly outcome?: 'ok' | 'wrong' | 'failed' | 'unknown';
  readonly answer?: string;
}

let id = 0;

/** A client's request, from `send` to `done`. */
export function request(exchange: Exchange): JournalEvent[] {
  const client: ClientFacts = { load: 'pages', flow: 1, step: 0, ...exchange.client };
  return hop({ from: 'clients', to: 'lb', trace: `t${id + 1}`, ...exchange, client });
}

/** One exchange between machines. */
export function hop(exchange: Exchange): JournalEvent[] {
  id += 1;
  const { at, from = 'lb', to = 'web-1', method = 'GET', path = '/item/1', trace } = exchange;
  const { ms, status = exchange.error === undefined ? 200 : undefined, error } = exchange;
  const facts = exchange.client as ClientFacts | undefined;
  const outcome = exchange.outcome ?? (status === 200 || status === 201 ? 'ok' : 'failed');
  const events: JournalEvent[] = [
    { kind: 'send', t: at, id, from, to, method, path, trace, client: facts },
  ];
  if (ms === undefined) return events;
  if (status !== undefined) {
    events.push({ kind: 'arrive', t: at + ms / 4, id, machine: to });
    events.push({ kind: 'answer', t: at + (ms * 3) / 4, id, machine: to, status });
  }
  const client = facts && { ...facts, outcome, answer: exchange.answer };
  events.push({ kind: 'done', t: at + ms, id, from, to, status, error, ms, trace, client });
  return events;
}

/** Events in order of time, as an engine gives them. */
export function inOrder(...events: readonly (readonly JournalEvent[])[]): JournalEvent[] {
  return events.flat().toSorted((a, b) => a.t - b.t);
}
