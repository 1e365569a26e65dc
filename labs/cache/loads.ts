/** What the shop's readers ask for, and how a crowd comes. */
import type {
  HandRequest,
  LoadFlow,
  RequestTemplate,
  TimedAction,
} from '../../src/engine/contract.ts';

export const WEBS = ['web-1', 'web-2', 'web-3', 'web-4'];

export const front: RequestTemplate = {
  path: '/',
  expect: { status: 200, json: { page: 'front' } },
  label: 'front',
};

export function item(id: string): RequestTemplate {
  return {
    path: `/item/{id=${id}}`,
    expect: { status: 200, json: { item: '{id}' } },
    label: 'item',
  };
}

/** Half of all visits see the front page; of the rest most see one of twenty items. */
export const visits: readonly LoadFlow[] = [
  { weight: 5, steps: [front] },
  { weight: 4, steps: [item('int:1-20')] },
  { weight: 1, steps: [item('int:1-300')] },
];

/** An even load from `at` on, for `ms`; the first request comes one gap after `at`. */
export function spell(
  id: string,
  at: number,
  ms: number,
  rate: number,
  steps: readonly RequestTemplate[],
  to: readonly string[] = WEBS,
): readonly TimedAction[] {
  const profile = { to, rate, arrivals: 'even' as const, flows: [{ steps }], timeoutMs: 2500 };
  return [
    { at, action: { kind: 'load', id, profile } },
    { at: at + ms + 500 / rate, action: { kind: 'load', id, profile: null } },
  ];
}

/** So many readers of the front page, a millisecond apart. */
export function crowd(
  id: string,
  at: number,
  readers: number,
  to?: readonly string[],
): readonly TimedAction[] {
  return spell(id, at, readers, 1000, [front], to);
}

/** What the operator sends to the cache: the key is gone, as if its time had run out. */
export function removal(key: string): HandRequest {
  return { to: 'cache', from: 'operator', method: 'DELETE', path: `/keys/${key}` };
}

/** The operator removes a key. */
export function expire(at: number, key = 'front'): TimedAction {
  return {
    at,
    action: {
      kind: 'request',
      id: `expire-${key}-${at}`,
      request: removal(key),
    },
  };
}
