/** The words for roles and pictures: what a screen reader hears, and what a caption may use. */
import type { LoadProfile, Role } from '../../engine/contract.ts';
import type { Lab } from '../manifest.ts';
import type { Plan } from './types.ts';

export const ROLE_WORD: Readonly<Record<Role, string>> = {
  client: 'clients',
  dns: 'name server',
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
  store: 'store',
  metrics: 'metrics',
  search: 'search index',
};

/** One sentence per source of links: `clients reach lb. lb reaches web-1, web-2 and web-3.` */
export function describePlan(plan: Pick<Plan, 'parts' | 'links'>): string {
  const sentences = plan.parts.flatMap((part) => {
    const targets = plan.links
      .filter((link) => link.from === part.id)
      .map((link) => nameOf(plan, link.to));
    if (targets.length === 0) return [];
    return [`${part.name} ${part.role === 'client' ? 'reach' : 'reaches'} ${list(targets)}.`];
  });
  return sentences.join(' ');
}

function nameOf(plan: Pick<Plan, 'parts'>, id: string): string {
  return plan.parts.find((part) => part.id === id)?.name ?? id;
}

/** `a`, `a and b`, `a, b and c`. */
export function list(words: readonly string[]): string {
  return words.length < 2
    ? words.join('')
    : `${words.slice(0, -1).join(', ')} and ${words[words.length - 1]}`;
}

/** The load in the words that fit on a card, the longest first: `240 req/s`, `40 users`. */
export function loadWords(profile: Pick<LoadProfile, 'rate' | 'users'>): readonly string[] {
  if (profile.rate !== undefined) return rateWords(profile.rate);
  return [profile.users === undefined ? 'clients' : `${profile.users} users`];
}

/** Whether the live load comes from this client source; any other is there to be sent from by hand. */
export function sendsLoad(lab: Pick<Lab, 'clients' | 'load'>, source: string): boolean {
  return source === (lab.load.profile.from ?? lab.clients[0]?.id);
}

/** What stands on the card of a client source that the live load does not come from. */
export const BY_HAND: readonly string[] = ['by hand'];

/** Requests per second: `240 req/s`, or `240/s` where there is less room. */
export function rateWords(rate: number): readonly string[] {
  const amount = rate < 1000 ? String(Math.round(rate)) : `${(rate / 1000).toFixed(1)}k`;
  return [`${amount} req/s`, `${amount}/s`];
}
