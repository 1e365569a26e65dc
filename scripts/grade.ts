/**
 * npm run grade [stage] [drill] [-- --seeds N]
 *
 * Runs every drill's start, solutions and cheats over N seeds (20 by default) on the in-page
 * engine under Node. Exit code 0 when start and cheats fail and solutions pass on every seed.
 *
 * npm run grade [stage] [drill] -- --engine local [--runs N] [--slow K] [--width W]
 *
 * The same on real processes of this computer, for start and solutions: N runs each (1 by default), W at
 * once (3), in slow motion (3): programs' clocks too, so that what this computer needs to start a
 * process or to give it its turn is to the story as it would be on one three times as fast.
 *
 * npm run grade [stage] [drill] -- --engine webcontainer [--runs N] [--slow K] [--width W]
 *
 * The same on the WebContainer engine: on the check page in a Chromium, with a stand-in for the runtime's
 * host. On the real runtime a person does so, at `/labs/check/?only=drill/`.
 */
import { readArguments, type GradeWish } from '../src/cli/grade/arguments.ts';
import { gradeAll } from '../src/cli/grade/grade.ts';
import type { Player } from '../src/cli/grade/player.ts';

/** Each loads what it needs, and no other's. */
async function playerFor(wish: GradeWish): Promise<Player> {
  switch (wish.engine) {
    case 'in-page-node':
      return (await import('../src/cli/grade/sim-player.ts')).simPlayer(wish.runs);
    case 'local':
      return (await import('../src/cli/grade/local-player.ts')).localPlayer(wish);
    case 'webcontainer':
      return (await import('../tests/bench/container-player.ts')).containerPlayer(wish);
  }
}

try {
  const wish = readArguments(process.argv.slice(2));
  process.exitCode = (await gradeAll(wish, () => playerFor(wish))) ? 0 : 1;
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 2;
}
