/**
 * Who is logged in, and what is in their cart. The browser has the id, as a cookie. It starts broken
 * on purpose.
 *
 * LOOK HERE (1 of 3). The map below lives in this process: no other server can look into it, and
 * it ends with the process. What the shared stores can do for you is in stores.ts.
 */
import { randomUUID } from 'node:crypto';
import { gauge } from '../../machine.ts';

export interface Session {
  readonly user: string;
  cart: string[];
}

const sessions = new Map<string, Session>();

/** Begins a session. @returns its id: 122 random bits, so that nobody guesses another's. */
export async function begin(user: string): Promise<string> {
  const id = randomUUID();
  await keep(id, { user, cart: [] });
  return id;
}

/** The session with this id; null if there is none, or none any more. */
export async function find(id: string): Promise<Session | null> {
  return sessions.get(id) ?? null;
}

/** A session has changed. */
export async function keep(id: string, session: Session): Promise<void> {
  sessions.set(id, session);
  gauge('sessions', sessions.size);
}

/** Logs out: from now on the id is worth nothing. */
export async function end(id: string): Promise<void> {
  sessions.delete(id);
  gauge('sessions', sessions.size);
}
