/**
 * One plan, one journal: every drill's start and solution give the same hash under Node, in Chromium
 * and in Firefox, seed by seed, so a verdict is the same everywhere. Files as a lab has them share a
 * thread there, changed ones have Workers. `npm run determinism` does the same over more seeds. @once
 */
import { labStages } from '../../src/cli/lab-files.ts';
import { drillRuns, hashesUnderNode, inWorkers } from '../helpers/drill-runs.ts';
import { openEngine } from '../helpers/engine-page.ts';
import { expect, NO_FIREFOX, test } from './firefox-fixtures.ts';

const SEEDS = [1, 2, 3];

// A trace of plans and hashes helps nobody.
test.use({ trace: 'off' });

for (const stage of await labStages()) {
  test(`The drills of ${stage} have one hash a seed everywhere @once`, async ({
    page,
    site,
    firefox,
  }) => {
    test.setTimeout(300_000);
    const runs = await drillRuns(stage, SEEDS);
    const apart = runs.filter(({ seed }) => seed === 1).map(inWorkers);
    const watched = await firefox?.newPage();
    const [underNode, inChromium, inFirefox] = await Promise.all([
      hashesUnderNode(runs),
      openEngine(page).then((engine) => engine.hashes([...runs, ...apart])),
      watched && openEngine(watched, `${site.url}/`).then((engine) => engine.hashes(runs)),
    ]);
    const ofWorkers = Object.fromEntries(
      apart.map(({ name }, index) => [
        name,
        underNode[runs.filter(({ seed }) => seed === 1)[index]!.name],
      ]),
    );
    expect(inChromium).toEqual({ ...underNode, ...ofWorkers });
    if (watched) {
      expect(inFirefox).toEqual(underNode);
      expect(firefox?.complaints).toEqual([]);
      await watched.close();
    }
    // Seeds matter: equal hashes for all would prove nothing.
    expect(new Set(Object.values(underNode)).size).toBe(runs.length);
  });
}

test('Firefox takes part @once', ({ firefox }) => {
  test.skip(firefox === null, NO_FIREFOX);
});
