/** Hand-made journals: a few words for each event. */
import type { JournalEvent, MachineState } from '../../../../src/engine/journal.ts';
import { Metrics } from '../../../../src/lab/metrics.ts';
import type { MetricsOptions } from '../../../../src/lab/metrics.ts';

type Outcome = 'ok' | 'wrong' | 'failed' | 'unknown';
const client = { load: 'live', flow: 1, step: 0 };

export function send(
  id: number,
  t: number,
  from: string,
  to: string,
  trace?: string,
  path = '/',
): JournalEvent {
  const who = from === 'clients' ? { client } : {};
  return { kind: 'send', id, t, from, to, method: 'GET', path, trace, ...who };
}

export function arrive(id: number, t: number, machine: string): JournalEvent {
  return { kind: 'arrive', id, t, machine };
}

export function answer(id: number, t: number, machine: string, status = 200): JournalEvent {
  return { kind: 'answer', id, t, machine, status };
}

export function done(
  id: number,
  t: number,
  from: string,
  to: string,
  ms: number,
  end: Outcome | number | 'ECONNREFUSED' = 'ok',
  trace?: string,
): JournalEvent {
  const base = { kind: 'done', id, t, from, to, ms, trace } as const;
  if (end === 'ECONNREFUSED') return { ...base, error: end };
  if (typeof end === 'number') return { ...base, status: end };
  return { ...base, status: end === 'ok' ? 200 : 500, client: { ...client, outcome: end } };
}

export function gauge(t: number, machine: string, name: string, value: number): JournalEvent {
  return { kind: 'gauge', t, machine, name, value };
}

export function machine(t: number, id: string, state: MachineState, incarnation = 1): JournalEvent {
  return { kind: 'machine', t, machine: id, state, incarnation };
}

/** Metrics that folded these events as one batch. */
export function fold(
  events: readonly JournalEvent[],
  now: number,
  options: Partial<MetricsOptions> = {},
): Metrics {
  const metrics = new Metrics({ slowMs: 200, ...options });
  metrics.fold({ events, now });
  return metrics;
}
