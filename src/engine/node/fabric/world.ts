/** What connections need of the fabric. */
import type { JournalEvent } from '../../journal.ts';
import type { Network } from '../../sim/network.ts';
import type { Gates } from './gates.ts';
import type { Schedule } from './schedule.ts';

export interface World {
  readonly network: Network;
  readonly schedule: Schedule;
  readonly gates: Gates;
  readonly journal: (event: JournalEvent) => void;
  /** A number that no other exchange has. */
  readonly nextId: () => number;
  readonly knows: (machine: string) => boolean;
  /** The port of this computer on which a machine's process listens, as it asked for `port`. */
  readonly listening: (machine: string, port: number) => number | undefined;
}

export type RefusalCode = 'ECONNREFUSED' | 'ENOTFOUND' | 'EHOSTUNREACH';
