/** Who visits the shop, and at which address. */
import type { LoadProfile, RequestTemplate } from '../../src/engine/contract.ts';

export const WEBS = ['web-1', 'web-2', 'web-3', 'web-4', 'web-5', 'web-6', 'web-7', 'web-8'];

/**
 * The order in which clients know the addresses. A client whose address refuses tries the next
 * one, so this order deals evenly over the first 1, 2, 4 or 8 servers, whatever else is down.
 */
export const ADDRESSES = ['web-1', 'web-5', 'web-3', 'web-7', 'web-2', 'web-6', 'web-4', 'web-8'];

/** A page about an item; it must be about that item. */
export const page: RequestTemplate = {
  path: '/item/{id=int:1-500}',
  expect: { status: 200, json: { item: '{id}' } },
  label: 'page',
};

const pages = { to: ADDRESSES, failover: true, flows: [{ steps: [page] }] };

/** People who read a page for 200 ms and then ask for the next. */
export function visitors(users: number, more: Partial<LoadProfile> = {}): LoadProfile {
  return { ...pages, users, thinkMs: 200, timeoutMs: 8000, ...more };
}

/** Visits that come at a rate per second, whatever becomes of those before. */
export function arrivals(rate: number, more: Partial<LoadProfile> = {}): LoadProfile {
  return { ...pages, rate, ...more };
}
