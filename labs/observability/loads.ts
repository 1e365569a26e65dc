/** Who visits the shop, and what the operator can do to it. */
import type {
  HandRequest,
  LoadFlow,
  RequestTemplate,
  TimedAction,
} from '../../src/engine/contract.ts';

export const HOSTS = ['host-1', 'host-2', 'host-3', 'host-4'];

/** Items are asked for in turn, so that every 40th request is for an item with a long history. */
export const item: RequestTemplate = {
  path: '/item/{n}',
  expect: { status: 200 },
  label: 'item',
};

export const order: RequestTemplate = {
  method: 'POST',
  path: '/order/{n}',
  expect: { status: 201 },
  label: 'order',
};

export const visits: readonly LoadFlow[] = [
  { weight: 9, steps: [item] },
  { weight: 1, steps: [order] },
];

/** An even load from `at` on, for `ms`; the first request comes one gap after `at`. */
export function spell(
  id: string,
  at: number,
  ms: number,
  rate: number,
  steps: readonly RequestTemplate[] = [item],
): readonly TimedAction[] {
  const profile = { to: 'lb', rate, arrivals: 'even' as const, flows: [{ steps }] };
  return [
    { at, action: { kind: 'load', id, profile: { ...profile, timeoutMs: 2500 } } },
    { at: at + ms + 500 / rate, action: { kind: 'load', id, profile: null } },
  ];
}

/** Breaks one instance, or with `instance` left out all of them: `none` mends them. */
export function fault(kind: string, instance?: number | string): HandRequest {
  const where = instance === undefined ? '' : `?instance=${instance}`;
  return { to: 'deploy', from: 'operator', method: 'PUT', path: `/faults/${kind}${where}` };
}

/** Ships a build to some instances first; 50 is everybody at once. */
export function release(build: string, first: number): HandRequest {
  return {
    to: 'deploy',
    from: 'operator',
    method: 'POST',
    path: `/releases/${build}?first=${first}`,
  };
}

/** One request by hand at a time. */
export function ask(at: number, request: HandRequest): TimedAction {
  const id = `${request.method ?? 'GET'} ${request.path} at ${at}`;
  return { at, action: { kind: 'request', id, request } };
}
