/** The id says who it is: no server has to know anything. The cart is in the store, under the name. */
import { getSession, putSession, removeSession } from './stores.ts';

export interface Session {
  readonly user: string;
  cart: string[];
}

export async function begin(user: string): Promise<string> {
  await putSession(user, []);
  return user;
}

export async function find(id: string): Promise<Session | null> {
  return { user: id, cart: ((await getSession(id)) ?? []) as string[] };
}

export async function keep(id: string, session: Session): Promise<void> {
  await putSession(id, session.cart);
}

export async function end(id: string): Promise<void> {
  await removeSession(id);
}
