/** What the experiments of this lab share. */
import type { LoadFlow, LoadProfile, TimedAction } from '../../../src/engine/contract.ts';
import type { JournalView } from '../../../src/lab/journal-view.ts';
import type { MachineChanges } from '../../../src/lab/manifest.ts';
import { audits, posts, reads } from '../loads.ts';

export const REPLICAS = ['replica-1', 'replica-2'];
export const DATABASES = ['primary', ...REPLICAS];

function load(id: string, flows: readonly LoadFlow[]) {
  return (at: number, profile: Partial<LoadProfile>): TimedAction => ({
    at,
    action: { kind: 'load', id, profile: { to: 'router', flows, ...profile } },
  });
}

/** Loads from `at` on, each under its own name. */
export const readsFrom = load('reads', reads);
export const postsFrom = load('posts', posts);
/** Looks for post no. 1, 2, 3 …: fast, and evenly. */
export const auditFrom = load('audit', audits);

/** These loads end. */
export function ends(at: number, ...ids: readonly string[]): readonly TimedAction[] {
  return ids.map((id) => ({ at, action: { kind: 'load', id, profile: null } }));
}

export function urls(machines: readonly string[]): string {
  return machines.map((machine) => `http://${machine}:8080`).join(',');
}

/** The router knows these databases, and the primary ships to all others of them. */
export function cluster(databases: readonly string[], router = 'router'): MachineChanges {
  const others = databases.filter((database) => database !== 'primary');
  return {
    [router]: { env: { NODES: urls(databases) } },
    primary: { env: { REPLICAS: urls(others) } },
  };
}

/** The same change on several machines. */
export function each(ids: readonly string[], change: MachineChanges[string]): MachineChanges {
  return Object.fromEntries(ids.map((id) => [id, change]));
}

/** Confirmed posts that a database said at the end are not there. */
export function lostPosts(journal: JournalView): number {
  const absent = new Set(
    journal
      .requests({ load: 'audit' })
      .filter((request) => request.status === 404)
      .map((request) => request.path),
  );
  return journal
    .requests({ load: 'posts', label: 'post', outcome: 'ok' })
    .filter((request) => absent.has(request.path)).length;
}

/** The share of requests of a load that went well in a span, 0 to 1. */
export function okShare(journal: JournalView, id: string, since: number, until: number): number {
  return round(1 - journal.failedShare({ load: id, since, until }), 3);
}

/** What hand-sent requests of this path were told, parsed; those without an answer are left out. */
export function told(journal: JournalView, to: string, path: RegExp): readonly Told[] {
  return journal
    .requests({ to, path })
    .flatMap(({ answer }) => (answer === undefined ? [] : [JSON.parse(answer) as Told]));
}

interface Told {
  readonly notes?: number;
}

export function round(value: number, digits = 0): number {
  const factor = 10 ** digits;
  return Math.round(value * factor) / factor;
}

export function percent(share: number): string {
  return `${round(share * 100)}%`;
}
