/** Drills as more to check, with all that they need: loaded when they are asked for. */
import type { MoreChecks } from '../../../engine/webcontainer/check/run.ts';
import { webcontainerEngine, type EngineSettings } from '../../../engine/webcontainer/engine.ts';
import { bootingInTurn } from '../../../engine/node/in-turn.ts';
import { fetchLab, stagesWithLabs } from '../../../workbench/fetch-lab.ts';
import type { DrillOptions } from '../options.ts';
import { drillItems, stagesIn } from './items.ts';
import { runDrills } from './run.ts';

/**
 * @param only ids of drills' entries begin with one of these
 * @param root the site's path without the last slash
 * @throws Error in words when there are none, or their labs do not load
 */
export async function loadDrills(
  settings: EngineSettings,
  root: string,
  only: readonly string[],
  options: DrillOptions,
): Promise<MoreChecks> {
  const labs = await Promise.all(
    stagesIn(only, stagesWithLabs).map(async (stage) => {
      const { lab, bundle } = await fetchLab(stage, root);
      return { lab, files: bundle.files };
    }),
  );
  const items = drillItems(labs, only);
  for (const prefix of only) {
    if (items.some(({ id }) => id.startsWith(prefix))) continue;
    const known = labs
      .filter(({ lab }) => prefix.startsWith(`drill/${lab.stage}/`))
      .flatMap(({ lab, files }) => drillItems([{ lab, files }], ['drill/']).map(({ id }) => id));
    throw new Error(`${prefix}: there is no such drill. There are: ${known.join(', ')}.`);
  }
  const engine = bootingInTurn(webcontainerEngine({ ...settings, slow: options.slow }));
  return {
    items: items.map(({ id, title }) => ({ id, title })),
    run: (tell) => runDrills(engine, items, options, tell),
  };
}
