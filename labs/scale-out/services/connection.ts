/** One connection to the database: how it is opened, used and closed. No pool in here. */

const DB = process.env.DB_URL ?? 'http://db:8080';

export interface Connection {
  readonly id: string;
  /** The database's answer to `connect`. It does not end before the connection does. */
  readonly answer: Response;
}

/**
 * Opens a connection: a round trip, and 20 ms of work for the database.
 * @throws Error when the database refuses it.
 */
export async function connect(): Promise<Connection> {
  const answer = await fetch(`${DB}/connections`, { method: 'POST' });
  if (!answer.ok) throw new Error(await answer.text());
  return { id: answer.headers.get('x-connection') ?? '', answer };
}

/**
 * Sends a query over a connection, which takes one query at a time.
 * @throws Error when the connection is closed, in use, or breaks; do not use it again.
 */
export async function run(connection: Connection, path: string, trace: string): Promise<unknown> {
  const headers = { 'x-connection': connection.id, 'x-request-id': trace };
  const answer = await fetch(DB + path, { headers });
  if (!answer.ok) throw new Error(await answer.text());
  return answer.json();
}

/** Gives the connection's place in the database back. */
export async function close(connection: Connection): Promise<void> {
  await fetch(`${DB}/connections/${connection.id}`, { method: 'DELETE' });
}
