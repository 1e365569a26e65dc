/** What the shop's visitors ask for. */
import type { LoadFlow, RequestTemplate } from '../../src/engine/contract.ts';

/** A page about an item; it must be about that item. */
export const page: RequestTemplate = {
  path: '/item/{id=int:1-500}',
  expect: { status: 200, json: { item: '{id}' } },
  label: 'page',
};

/** Order no. `n` of its load, and what comes back must confirm that order. */
export const order: RequestTemplate = {
  method: 'POST',
  path: '/order/{n}',
  expect: { status: 201, json: { order: '{n}' } },
  label: 'order',
};

/** Reads order no. `n` back: how often was it written? */
export const audit: RequestTemplate = {
  path: '/order/{n}',
  expect: { status: 200, json: { order: '{n}' } },
  label: 'audit',
};

/** One visit in ten ends with an order. */
export const visits: readonly LoadFlow[] = [
  { weight: 9, steps: [page] },
  { weight: 1, steps: [order] },
];

export const pages: readonly LoadFlow[] = [{ steps: [page] }];
export const orders: readonly LoadFlow[] = [{ steps: [order] }];
export const audits: readonly LoadFlow[] = [{ steps: [audit] }];

/** Requests that a balancer passes on for clients, whatever else it asks its servers for. */
export const FORWARDED = /^\/(item|order)\//;
