/**
 * One plan, one journal: every drill's start and solution give the same hash under Node, in Chromium
 * and in Firefox, seed by seed, so a verdict is the same everywhere. At the first seed as for a reader,
 * with Workers for what runs changed files, and one solution in Chromium once more with Workers for all;
 * at the others on one thread. `npm run determinism` is as for a reader at more seeds. @once
 */
import { labStages } from '../../src/cli/lab-files.ts';
import { drillRuns, hashesUnderNode, inWorkers, onOneThread } from '../helpers/drill-runs.ts';
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
    const asForReaders = await drillRuns(stage, SEEDS);
    const runs = asForReaders.map((each) => (each.seed === 1 ? each : onOneThread(each)));
    const first = runs.filter(({ seed }) => seed === 1);
    const apart = first.slice(1, 2);
    const watched = await firefox?.newPage();
    const [underNode, inChromium, inFirefox] = await Promise.all([
      hashesUnderNode(runs),
      openEngine(page).then((engine) => engine.hashes([...runs, ...apart.map(inWorkers)])),
      watched && openEngine(watched.page, `${site.url}/`).then((engine) => engine.hashes(runs)),
    ]);
    const ofWorkers = Object.fromEntries(
      apart.map((each) => [inWorkers(each).name, underNode[each.name]]),
    );
    expect(inChromium).toEqual({ ...underNode, ...ofWorkers });
    if (watched) {
      expect(inFirefox).toEqual(underNode);
      expect(watched.complaints).toEqual([]);
      await watched.page.close();
    }
    // Seeds matter, though not to a drill without chance: equal hashes for all would prove nothing.
    expect(new Set(Object.values(underNode)).size).toBeGreaterThan(first.length);
  });
}

test('Firefox takes part @once', ({ firefox }) => {
  test.skip(firefox === null, NO_FIREFOX);
});
