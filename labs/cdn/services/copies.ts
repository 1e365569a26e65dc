/** What an edge holds, and which requests get the same copy. */
import type { IncomingHttpHeaders } from 'node:http';

export interface Copy {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Until then it is as good as new, and until then it may stand in for an origin that fails. */
  readonly until: number;
  readonly staleUntil: number;
}

/** Whether `?v=2` makes it another thing. Providers differ, and it is a setting. */
const KEEP_QUERY = process.env.KEEP_QUERY === 'yes';

/** By path, then by key. */
const copies = new Map<string, Map<string, Copy>>();
/** By path: the request headers that its answer depends on, because its `Vary` said so. */
const varies = new Map<string, readonly string[]>();

/** The key of a request. The cookie is no part of it, unless `Vary` asks for that. */
export function keyOf(url: URL, headers: IncomingHttpHeaders): string {
  const by = varies.get(url.pathname) ?? [];
  const values = by.map((name) => `${name}=${String(headers[name] ?? '')}`);
  return [url.pathname, KEEP_QUERY ? url.search : '', ...values].join(' ');
}

/** The copy for a request, however old. */
export function look(url: URL, headers: IncomingHttpHeaders): Copy | undefined {
  return copies.get(url.pathname)?.get(keyOf(url, headers));
}

export function put(url: URL, headers: IncomingHttpHeaders, copy: Copy): void {
  const vary = copy.headers.vary?.toLowerCase().split(/\s*,\s*/) ?? [];
  varies.set(url.pathname, vary);
  const own = copies.get(url.pathname) ?? new Map<string, Copy>();
  copies.set(url.pathname, own.set(keyOf(url, headers), copy));
}

/** Forgets every copy of a path. */
export function forget(path: string): void {
  copies.delete(path);
}

/** How many copies there are. */
export function held(): number {
  return [...copies.values()].reduce((sum, own) => sum + own.size, 0);
}
