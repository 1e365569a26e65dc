/** How a web server talks to the cache. A cache that does not answer is a miss, never an error. */

const CACHE = process.env.CACHE_URL ?? 'http://cache:8080';

/** ms to wait for the cache. It is there to save time. */
const PATIENCE = 150;

/** What a look at a key found. Of those who find nothing, one caller of all servers gets the lease. */
export type Look<Row> =
  | { readonly state: 'hit'; readonly row: Row }
  | { readonly state: 'yours'; readonly token: string }
  | { readonly state: 'taken' }
  /** The cache did not answer. */
  | { readonly state: 'down' };

/** What the cache holds under a key: `{ row }`, or undefined on a miss. A row may be null. */
export async function get<Row>(key: string): Promise<{ readonly row: Row } | undefined> {
  const answer = await ask('GET', `/keys/${key}`);
  return answer?.status === 200 ? { row: JSON.parse(answer.body) as Row } : undefined;
}

/**
 * Puts a row under a key for `ttl` ms. With a `token` only if that lease still holds: it ends after
 * 600 ms, and with every `remove` of its key.
 */
export async function set(key: string, row: unknown, ttl: number, token?: string): Promise<void> {
  const lease = token === undefined ? '' : `&token=${token}`;
  await ask('PUT', `/keys/${key}?ttl=${ttl}${lease}`, JSON.stringify(row));
}

/** Forgets a key, and ends its lease. */
export async function remove(key: string): Promise<void> {
  await ask('DELETE', `/keys/${key}`);
}

/**
 * Looks, and on a miss asks for the right to rebuild, in one step: between two steps the answer
 * could land, and the lease would be free again.
 */
export async function getOrLease<Row>(key: string): Promise<Look<Row>> {
  const answer = await ask('GET', `/keys/${key}?lease`);
  if (answer === undefined) return { state: 'down' };
  if (answer.status === 200) return { state: 'hit', row: JSON.parse(answer.body) as Row };
  const { token } = JSON.parse(answer.body) as { token?: string };
  return token === undefined ? { state: 'taken' } : { state: 'yours', token };
}

/** Gives a lease back unused, so that the next one need not wait for its end. */
export async function giveBack(key: string, token: string): Promise<void> {
  await ask('DELETE', `/leases/${key}?token=${token}`);
}

async function ask(
  method: string,
  path: string,
  body?: string,
): Promise<{ readonly status: number; readonly body: string } | undefined> {
  try {
    const signal = AbortSignal.timeout(PATIENCE);
    const answer = await fetch(CACHE + path, { method, body, signal });
    return { status: answer.status, body: await answer.text() };
  } catch {
    return undefined;
  }
}
