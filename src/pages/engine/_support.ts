/** What of Node the engine has, made at build time by a program that looks around on both. */
import { DIFFERENCES, REFUSED_WHEN_USED } from '../../engine/sim/guest/node/differences.ts';
import { engineSurface, nodeSurface } from '../../engine/sim/hosts/surface.ts';
import { supportTable, type Surface, type SupportGroup } from '../../engine/sim/support.ts';
import type { Vocabulary } from '../../workbench/editor/vocabulary.ts';

let looked: Promise<{ node: Surface; ours: Surface }> | undefined;
const look = () =>
  (looked ??= nodeSurface().then(async (node) => ({ node, ours: await engineSurface(node) })));

/** The table of `/labs/support/`. */
export async function support(): Promise<SupportGroup[]> {
  const { node, ours } = await look();
  return supportTable(node, ours, DIFFERENCES, REFUSED_WHEN_USED);
}

/** What the editor completes: the names of Node that work here. */
export async function vocabulary(): Promise<Vocabulary> {
  const works = new Map(
    (await support())
      .filter(({ refused }) => refused === undefined)
      .map(({ name, entries }) => [
        name,
        entries.filter(({ status }) => status !== 'refused').map((entry) => entry.name),
      ]),
  );
  const modules = [...works].filter(([name]) => name.startsWith('node:'));
  return {
    modules: Object.fromEntries(modules.map(([name, names]) => [name.slice(5), names])),
    globals: works.get('globals') ?? [],
    process: works.get('process') ?? [],
  };
}
