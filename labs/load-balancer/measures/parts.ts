/** What the experiments of this lab share. */
import type { LoadProfile, TimedAction } from '../../../src/engine/contract.ts';
import type { LabLink, LabMachine, MachineChanges } from '../../../src/lab/manifest.ts';
import { pages } from '../loads.ts';

/** A balancer that can do everything, by environment. */
export const FULL = 'experiments/full';

export const WEBS = ['web-1', 'web-2', 'web-3'];

/** Pages at a steady rate from `at` on, in the load `pages`. */
export function pagesFrom(at: number, profile: Partial<LoadProfile>): TimedAction {
  return {
    at,
    action: { kind: 'load', id: 'pages', profile: { to: 'lb', flows: pages, ...profile } },
  };
}

/** Nobody asks for pages any more. */
export function pagesEnd(at: number): TimedAction {
  return { at, action: { kind: 'load', id: 'pages', profile: null } };
}

export function lbWith(env: Readonly<Record<string, string>>): MachineChanges {
  return { lb: { env } };
}

/** The same change on several machines. */
export function each(ids: readonly string[], change: MachineChanges[string]): MachineChanges {
  return Object.fromEntries(ids.map((id) => [id, change]));
}

/** Another web server like the three, below them. */
export function webMore(number: number): LabMachine {
  return {
    id: `web-${number}`,
    role: 'web',
    at: { col: 2, row: number - 1 },
    zone: 'private',
    does: 'One more web server, for this experiment.',
    entry: 'load-balancer/services/web.ts',
    cores: 2,
    env: { DB_URL: 'http://db:8080' },
  };
}

/** Its links: to the balancer and to the database. */
export function linksOf(web: LabMachine): readonly LabLink[] {
  return [
    { from: 'lb', to: web.id },
    { from: web.id, to: 'db' },
  ];
}

export function upstreams(webs: readonly string[]): string {
  return webs.map((web) => `http://${web}:8080`).join(',');
}

export function round(value: number, digits = 0): number {
  const factor = 10 ** digits;
  return Math.round(value * factor) / factor;
}

export function percent(share: number): string {
  return `${round(share * 100)}%`;
}
