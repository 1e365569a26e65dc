/** What the experiments of this lab share. */
import type { JournalView } from '../../../src/lab/journal-view.ts';
import type { Experiment, LabMachine, MachineChanges } from '../../../src/lab/manifest.ts';
import { SHARDS } from '../loads.ts';

/** The reference answers of the drills, as overlays. */
export const RING = 'solution/ring';
export const RENDEZVOUS = 'solution/rendezvous';
export const READ_BOTH = 'solution/read-both';

/** The same change to every shard of the lab, or to these. */
export function shardsWith(
  change: MachineChanges[string],
  names: readonly string[] = SHARDS,
): MachineChanges {
  return Object.fromEntries(names.map((id) => [id, change]));
}

export const SIXTEEN = Array.from({ length: 16 }, (_, n) => `shard-${n}`);

/** Eleven more shards, for those experiments that ask what many are good for. */
export const elevenMore: NonNullable<Experiment['adds']> = {
  machines: SIXTEEN.slice(SHARDS.length).map((id, row): LabMachine => ({
    id,
    role: 'shard',
    at: { col: 4, row },
    does: 'Another shard.',
    entry: 'sharding/services/shard.ts',
    env: { MAP_URL: 'http://router:8080/shards' },
  })),
  links: SIXTEEN.slice(SHARDS.length).map((to) => ({ from: 'router', to })),
};

export function mapOf(shards: readonly string[]): MachineChanges {
  return { map: { env: { SHARDS: shards.join(' ') } } };
}

/** Where rows were written to, by shard. */
export function writtenTo(journal: JournalView, since = 0): readonly string[] {
  return journal
    .hops({ from: 'router', method: 'PUT', path: /^\/rows\//, since })
    .map(({ to }) => to);
}

/** Exchanges between router and shards on this path, for each request with this label. */
export function perRequest(journal: JournalView, label: string, path: RegExp): number {
  const hops = journal.hops({ from: 'router', method: 'GET', path });
  return round(hops.length / journal.count({ label }), 2);
}

export function round(value: number, digits = 0): number {
  const factor = 10 ** digits;
  return Math.round(value * factor) / factor;
}

export function percent(share: number): string {
  return `${round(share * 100)}%`;
}
