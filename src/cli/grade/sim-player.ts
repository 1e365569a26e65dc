/** Drills on the in-page engine under Node, in Workers. */
import { play } from '../../lab/proof.ts';
import { Lanes } from '../lanes.ts';
import type { Player } from './player.ts';

const WIDTH = 2;

export function simPlayer(runs: number): Player {
  const lanes = new Lanes(WIDTH);
  return {
    realTime: false,
    plays: ({ stage, drill, entry: { name: entry } }) =>
      Promise.all(
        Array.from({ length: runs }, (_, index) =>
          play(index + 1, () => lanes.run({ kind: 'drill', stage, drill, entry, seed: index + 1 })),
        ),
      ),
    close: () => lanes.close(),
  };
}
