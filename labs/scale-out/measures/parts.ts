/** What the experiments of this lab share. */
import type { LoadProfile, TimedAction } from '../../../src/engine/contract.ts';
import type { MachineChanges } from '../../../src/lab/manifest.ts';
import { WEBS } from '../loads.ts';

/** A pool with a line in front of it; its size by environment. */
export const POOLED = 'solution/share-and-queue';

/** This load from 0.1 s to `until`. */
export function visits(profile: LoadProfile, until: number): readonly TimedAction[] {
  return [
    { at: 100, action: { kind: 'load', id: 'pages', profile } },
    { at: until, action: { kind: 'load', id: 'pages', profile: null } },
  ];
}

/** The first `count` web servers are on and the others off, all with this environment. */
export function servers(
  count: number,
  env: Readonly<Record<string, string>> = {},
  more: MachineChanges[string] = {},
): MachineChanges {
  return Object.fromEntries(
    WEBS.map((id, index) => [id, { autostart: index < count, env, ...more }]),
  );
}

/** A database that is never what holds things up. */
export const QUICK_DB: MachineChanges = { db: { env: { QUERY_MS: '1', CROWDING: '0' } } };

export function round(value: number, digits = 0): number {
  const factor = 10 ** digits;
  return Math.round(value * factor) / factor;
}

export function percent(share: number): string {
  return `${round(share * 100)}%`;
}
