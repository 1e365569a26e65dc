/** The table of `/labs/support/`, made at build time by a program that looks around on both. */
import { DIFFERENCES, REFUSED_WHEN_USED } from '../../engine/sim/guest/node/differences.ts';
import { engineSurface, nodeSurface } from '../../engine/sim/hosts/surface.ts';
import { supportTable, type SupportGroup } from '../../engine/sim/support.ts';

export async function support(): Promise<SupportGroup[]> {
  const node = await nodeSurface();
  return supportTable(node, await engineSurface(node), DIFFERENCES, REFUSED_WHEN_USED);
}
