/** How the router talks to a shard. Every function throws when the shard does not answer. */

/** A row. `by` is its shard key: the key that decides where it lives. */
export interface Row {
  readonly by: string;
  readonly [field: string]: string;
}

/** ms to wait for a shard. */
const PATIENCE = 1500;

/** The row under a key, or undefined when this shard has none. */
export async function get(shard: string, key: string): Promise<Row | undefined> {
  const { status, body } = await ask(shard, 'GET', `/rows/${key}`);
  return status === 200 ? (JSON.parse(body) as Row) : undefined;
}

/**
 * Keeps a row under a key. With `ifAbsent`, only when the shard has none under that key, in one
 * step; answers whether it was kept.
 */
export async function put(
  shard: string,
  key: string,
  row: Row,
  { ifAbsent = false } = {},
): Promise<boolean> {
  const path = `/rows/${key}${ifAbsent ? '?absent' : ''}`;
  return (await ask(shard, 'PUT', path, JSON.stringify(row))).status === 204;
}

/** Forgets a row. */
export async function remove(shard: string, key: string): Promise<void> {
  await ask(shard, 'DELETE', `/rows/${key}`);
}

/** The key and the shard key of every row. */
export async function list(
  shard: string,
): Promise<readonly { readonly key: string; readonly by: string }[]> {
  const { body } = await ask(shard, 'GET', '/rows');
  return JSON.parse(body) as { key: string; by: string }[];
}

/** Every row whose field has this value. The shard reads all of its rows for that. */
export async function search(shard: string, field: string, value: string): Promise<readonly Row[]> {
  const { body } = await ask(shard, 'GET', `/rows?${field}=${value}`);
  return JSON.parse(body) as Row[];
}

/** A shard's address: its name is its host name, unless the environment says otherwise. */
function addressOf(shard: string): string {
  const name = `${shard.toUpperCase().replace('-', '_')}_URL`;
  return process.env[name] ?? `http://${shard}:8080`;
}

async function ask(
  shard: string,
  method: string,
  path: string,
  body?: string,
): Promise<{ readonly status: number; readonly body: string }> {
  const signal = AbortSignal.timeout(PATIENCE);
  const answer = await fetch(addressOf(shard) + path, { method, body, signal });
  if (answer.status >= 500) throw new Error(`${shard} answered ${answer.status}`);
  return { status: answer.status, body: await answer.text() };
}
