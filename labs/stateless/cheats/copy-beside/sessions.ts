/** Who is logged in, and what is in their cart: in the store, and a copy here to save the way. */
import { randomUUID } from 'node:crypto';
import { getSession, putSession, removeSession } from './stores.ts';

export interface Session {
  readonly user: string;
  cart: string[];
}

const copies = new Map<string, Session>();

export async function begin(user: string): Promise<string> {
  const id = randomUUID();
  await keep(id, { user, cart: [] });
  return id;
}

export async function find(id: string): Promise<Session | null> {
  const copy = copies.get(id);
  if (copy !== undefined) return copy;
  const session = (await getSession(id)) as Session | null;
  if (session !== null) copies.set(id, session);
  return session;
}

export async function keep(id: string, session: Session): Promise<void> {
  copies.set(id, session);
  await putSession(id, session);
}

export async function end(id: string): Promise<void> {
  copies.delete(id);
  await removeSession(id);
}
