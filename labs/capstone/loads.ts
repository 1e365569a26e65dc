/** What people ask of the whole shop. */
import type { LoadFlow, RequestTemplate, TimedAction } from '../../src/engine/contract.ts';

export const EDGES = ['edge-1', 'edge-2'];
export const WEBS = ['web-1', 'web-2'];
/** The machines that hold rows: two shards, each on two. */
export const ROWS = ['db-a', 'copy-a', 'db-b', 'copy-b'];

/** One of twenty items that everybody wants: in the cache once it is warm. */
export const popular: RequestTemplate = {
  path: '/item/{id=int:1-20}',
  expect: { status: 200, json: { item: '{id}' } },
  label: 'popular',
};

/** An item that nobody asked for before: never in the cache. */
export const rare: RequestTemplate = {
  path: '/item/1{id=int:1000-9999}',
  expect: { status: 200, json: { item: '1{id}' } },
  label: 'rare',
};

export const file: RequestTemplate = {
  path: '/static/{pick:shop.css|shop.js}',
  expect: { status: 200 },
  label: 'static',
};

export const cart: readonly RequestTemplate[] = [
  {
    method: 'PUT',
    path: '/cart/{u=int:1-40}',
    body: '{"has":"{n}"}',
    expect: { status: 200 },
    label: 'cart',
  },
  { path: '/cart/{u}', expect: { status: 200, json: { has: '{n}' } }, label: 'cart' },
];

/** A new title; the word in it can be searched for once the worker was there. */
export const change: RequestTemplate = {
  method: 'PUT',
  path: '/item/9{n}',
  body: 'Blue lamp no. {n}',
  expect: { status: 200 },
  label: 'change',
};

export const find: RequestTemplate = {
  path: '/search/lamp',
  expect: { status: 200 },
  label: 'search',
};

export const photo: RequestTemplate = {
  method: 'POST',
  path: '/photo/{n}',
  body: '{"pixels":"many"}',
  expect: { status: 202 },
  label: 'photo',
};

export const visits: readonly LoadFlow[] = [
  { weight: 27, steps: [popular] },
  { weight: 5, steps: [rare] },
  { weight: 3, steps: [file] },
  { weight: 1, steps: cart },
  { weight: 1, steps: [find] },
  { weight: 1, steps: [change] },
  { weight: 1, steps: [photo] },
];

/** ms after which people give up. */
export const PATIENCE_MS = 1200;

/** An even load from `at` on, for `ms`; the first request comes one gap after `at`. */
export function spell(
  id: string,
  at: number,
  ms: number,
  rate: number,
  steps: readonly RequestTemplate[],
): readonly TimedAction[] {
  const flows = [{ steps }];
  const profile = { to: EDGES, rate, arrivals: 'even' as const, flows, timeoutMs: PATIENCE_MS };
  return [
    { at, action: { kind: 'load', id, profile } },
    { at: at + ms + 500 / rate, action: { kind: 'load', id, profile: null } },
  ];
}

/** Popular pages at an even rate, and some that nobody asked for before. */
export function shop(at: number, ms: number, rate: number, rareRate: number) {
  const next = { ...rare, path: '/item/4{n}', expect: { status: 200, json: { item: '4{n}' } } };
  return [
    ...spell('popular', at, ms, rate - rareRate, [popular]),
    ...spell('rare', at + 10, ms, rareRate, [next]),
  ];
}

/** The cache answers nobody from `at` on, for `ms`. It forgets nothing. */
export function blink(at: number, ms: number): readonly TimedAction[] {
  return [
    { at, action: { kind: 'pause', machine: 'cache' } },
    { at: at + ms, action: { kind: 'resume', machine: 'cache' } },
  ];
}
