/** What plays drills for `npm run grade`: one for each engine. */
import type { Entry, Play } from '../../lab/proof.ts';

/** An entry of a drill, to be played at seeds from 1. */
export interface EntryTask {
  readonly stage: string;
  readonly drill: string;
  readonly entry: Entry;
}

export interface Player {
  /** Where time is real: drills are asked for all together, most of a run is waiting, and cheats are not asked. */
  readonly realTime: boolean;
  /** @returns how its runs ended, one for each seed. @throws Error when the player itself is broken */
  readonly plays: (task: EntryTask) => Promise<readonly Play[]>;
  readonly close: () => Promise<void>;
}
