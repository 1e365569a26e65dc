/**
 * Who is logged in, and what is in their cart. The browser has the id, as a cookie; the rest is in
 * the session store, where every server finds it.
 */
import { randomUUID } from 'node:crypto';
import { getSession, putSession, removeSession } from './stores.ts';

export interface Session {
  readonly user: string;
  cart: string[];
}

/** Begins a session. @returns its id: 122 random bits, so that nobody guesses another's. */
export async function begin(user: string): Promise<string> {
  const id = randomUUID();
  await keep(id, { user, cart: [] });
  return id;
}

/** The session with this id; null if there is none, or none any more. */
export async function find(id: string): Promise<Session | null> {
  return (await getSession(id)) as Session | null;
}

/** A session has changed. */
export async function keep(id: string, session: Session): Promise<void> {
  await putSession(id, session);
}

/** Logs out: from now on the id is worth nothing. */
export async function end(id: string): Promise<void> {
  await removeSession(id);
}
