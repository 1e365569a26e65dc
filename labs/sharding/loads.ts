/** What the shop's callers ask for, and what its operator does. */
import type {
  HandRequest,
  LoadFlow,
  RequestTemplate,
  TimedAction,
} from '../../src/engine/contract.ts';
import type { MachineChanges } from '../../src/lab/manifest.ts';

export const SHARDS = ['shard-0', 'shard-1', 'shard-2', 'shard-3', 'shard-4'];

/** Users that the shards begin with, numbered from 1. */
export const USERS = 240;

/** One user, who must be there. */
export function look(id = `int:1-${USERS}`, label = 'look'): RequestTemplate {
  return {
    path: `/users/{id=${id}}`,
    expect: { status: 200, json: { id: '{id}' } },
    label,
  };
}

/** A user is written as a whole. */
export function write(path: string, label = 'write'): RequestTemplate {
  return { method: 'PUT', path, body: '{"name":"change {n}"}', expect: { status: 204 }, label };
}

/** Every shard with so many users in its backup, for a scenario that has to be short. */
export function backup(users: number): MachineChanges {
  return Object.fromEntries(SHARDS.map((id) => [id, { env: { USERS: String(users) } }]));
}

export const visits: readonly LoadFlow[] = [{ steps: [look()] }];

/** An even load from `at` on, for `ms`; the first request comes one gap after `at`. */
export function spell(
  id: string,
  at: number,
  ms: number,
  rate: number,
  steps: readonly RequestTemplate[],
): readonly TimedAction[] {
  const profile = { to: 'router', rate, arrivals: 'even' as const, flows: [{ steps }] };
  return [
    { at, action: { kind: 'load', id, profile } },
    { at: at + ms + 500 / rate, action: { kind: 'load', id, profile: null } },
  ];
}

/** What the operator says to the router. */
export function order(deed: 'add' | 'drop', shard: string): HandRequest {
  const method = deed === 'add' ? 'POST' : 'DELETE';
  return { to: 'router', from: 'operator', method, path: `/shards/${shard}` };
}

/** The operator says it. */
export function tell(at: number, deed: 'add' | 'drop', shard: string): TimedAction {
  return {
    at,
    action: { kind: 'request', id: `${deed}-${shard}-${at}`, request: order(deed, shard) },
  };
}
