import type { Role } from '../engine/contract.ts';
import { ROLES } from './roles.ts';

/** The roles that a lesson's `<Part>`s name, in the order of a request's way. */
export function rolesIn(body: string): Role[] {
  const named = new Set([...body.matchAll(/<Part\s+role="([a-z]+)"/g)].map((match) => match[1]!));
  return ROLES.filter((role) => named.has(role));
}
