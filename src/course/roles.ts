/** The roles a part of the system may have, in the order of a request's way through it. */
import type { Role } from '../engine/contract.ts';

/** What each role is called beside its glyph. */
export const ROLE_NAMES = {
  client: 'client',
  dns: 'DNS',
  edge: 'CDN edge',
  balancer: 'load balancer',
  web: 'web server',
  cache: 'cache',
  database: 'database',
  replica: 'replica',
  shard: 'shard',
  queue: 'queue',
  worker: 'worker',
  region: 'region',
  store: 'shared store',
  metrics: 'metrics',
  search: 'search',
} as const satisfies Record<Role, string>;

export const ROLES = Object.keys(ROLE_NAMES) as [Role, ...Role[]];
