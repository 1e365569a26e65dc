/** Drills on real processes of this computer, a few at a time: most of a run's time is waiting. */
import { bootingInTurn } from '../../engine/node/in-turn.ts';
import { localEngineOf } from '../../engine/node/local-host.ts';
import { grade, play, type Play } from '../../lab/proof.ts';
import { readLab } from '../lab-files.ts';
import { findDrill } from '../handed-in.ts';
import type { GradeWish } from './arguments.ts';
import type { Player } from './player.ts';

export function localPlayer({ runs, width, slow }: GradeWish): Player {
  const engine = bootingInTurn(localEngineOf({ slow }));
  const waiting: (() => void)[] = [];
  let running = 0;
  const inTurn = async (run: () => Promise<Play>): Promise<Play> => {
    if (running >= width) await new Promise<void>((turn) => waiting.push(turn));
    running += 1;
    try {
      return await run();
    } finally {
      running -= 1;
      waiting.shift()?.();
    }
  };
  return {
    realTime: true,
    plays: async ({ stage, drill, entry }) => {
      const { lab, files } = await readLab(stage);
      const found = findDrill(lab, drill);
      return Promise.all(
        Array.from({ length: runs }, (_, index) => {
          const seed = index + 1;
          return inTurn(() => play(seed, () => grade(engine, lab, files, found, entry, { seed })));
        }),
      );
    },
    close: async () => {},
  };
}
