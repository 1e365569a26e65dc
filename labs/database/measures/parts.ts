/** What the experiments of this lab share. */
import type { LoadFlow, LoadProfile, TimedAction } from '../../../src/engine/contract.ts';
import type { LabMachine } from '../../../src/lab/manifest.ts';
import type { ClientRequest, JournalView } from '../../../src/lab/journal-view.ts';

/** A load from `at` to `until`; it goes to the transfer service unless it says otherwise. */
export function load(
  id: string,
  [at, until]: readonly [number, number],
  profile: Partial<LoadProfile> & { readonly flows: readonly LoadFlow[] },
): readonly TimedAction[] {
  return [
    { at, action: { kind: 'load', id, profile: { to: 'transfer', ...profile } } },
    { at: until, action: { kind: 'load', id, profile: null } },
  ];
}

/** One request by hand. */
export function ask(at: number, id: string, path: string, method = 'GET'): TimedAction {
  return {
    at,
    action: { kind: 'request', id, request: { to: 'transfer', method, path, timeoutMs: 4000 } },
  };
}

/** The JSON that a request sent by hand was answered with. */
export function answer(journal: JournalView, id: string): Readonly<Record<string, number>> {
  const text = journal.requests({ load: id })[0]?.answer ?? '{}';
  return JSON.parse(text) as Readonly<Record<string, number>>;
}

/** A page that is asked for again and again. */
export function page(path: string, method: 'GET' | 'POST' | 'PUT' = 'GET'): LoadFlow {
  return { steps: [{ method, path, expect: { status: 200 } }] };
}

/** Another database machine, below the first. */
export function database(id: string, row: number, env: Readonly<Record<string, string>> = {}) {
  const machine: LabMachine = {
    id,
    role: 'database',
    at: { col: 2, row },
    does: 'One more store, for this experiment.',
    entry: 'database/services/db.ts',
    env,
  };
  return machine;
}

/** Exchanges with the database that a request needed. */
export function trips(journal: JournalView, request: ClientRequest): number {
  return journal.trace(request.trace ?? '').filter((hop) => hop.to === 'db').length;
}

export function round(value: number, digits = 0): number {
  const factor = 10 ** digits;
  return Math.round(value * factor) / factor;
}

export function percent(share: number): string {
  return `${round(share * 100)}%`;
}
