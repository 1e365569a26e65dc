/** Who is logged in: a signed token. No list of those who logged out; the browser forgets the token. */
import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto';
import { getSession, putSession, removeSession } from './stores.ts';

export interface Session {
  readonly user: string;
  cart: string[];
}

interface Claims {
  readonly user: string;
  readonly jti: string;
  readonly exp: number;
}

/** All servers share it. It comes from a vault, and is changed now and then. */
const SECRET = 'not in the repository';
/** ms; read from the environment, so that a lesson can wait for the end. */
const LIFETIME = Number(process.env.TOKEN_MS ?? 1_800_000);

function sign(payload: string): string {
  return createHmac('sha256', SECRET).update(payload).digest('base64url');
}

function read(token: string): Claims | null {
  const [payload = '', signature = ''] = token.split('.');
  const given = Buffer.from(signature);
  const right = Buffer.from(sign(payload));
  if (given.length !== right.length || !timingSafeEqual(given, right)) return null;
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Claims;
  return claims.exp > Date.now() ? claims : null;
}

export async function begin(user: string): Promise<string> {
  const claims: Claims = { user, jti: randomUUID(), exp: Date.now() + LIFETIME };
  const payload = Buffer.from(JSON.stringify(claims)).toString('base64url');
  return `${payload}.${sign(payload)}`;
}

export async function find(token: string): Promise<Session | null> {
  const claims = read(token);
  if (claims === null) return null;
  const cart = await getSession(`cart-${claims.jti}`);
  return { user: claims.user, cart: (cart ?? []) as string[] };
}

export async function keep(token: string, session: Session): Promise<void> {
  const claims = read(token);
  if (claims !== null) await putSession(`cart-${claims.jti}`, session.cart);
}

export async function end(token: string): Promise<void> {
  const claims = read(token);
  if (claims === null) return;
  await removeSession(`cart-${claims.jti}`);
}
