/**
 * One plan, one journal: a drill gives the same hash in Chromium and under Node, seed by seed, so
 * a verdict is the same everywhere. @once
 */
import { inlineEngine } from '../../src/engine/sim/hosts/inline.ts';
import { readLab } from '../../src/cli/lab-files.ts';
import { attemptOf, overlay } from '../../src/lab/files.ts';
import { bootPlan, mergeTimelines } from '../../src/lab/plan.ts';
import { run } from '../../src/lab/run.ts';
import { openEngine } from '../helpers/engine-page.ts';
import { expect, test } from './fixtures.ts';

const SEEDS = Array.from({ length: 20 }, (_, index) => index + 1);

for (const kind of ['start', 'solution'] as const) {
  test(`The ${kind} of "The dead keep getting mail" has one hash a seed everywhere @once`, async ({
    page,
  }) => {
    test.setTimeout(300_000);
    const { lab, files } = await readLab('load-balancer');
    const drill = lab.drills.find(({ id }) => id === 'dead-mail')!;
    const { scenario } = drill;
    const attempt = kind === 'start' ? {} : attemptOf(files, drill, drill.solutions[0]!);
    const timeline = mergeTimelines(scenario.timeline, attempt.actions);
    const engine = await openEngine(page);
    const hashes = new Set<string>();
    for (const seed of SEEDS) {
      const plan = bootPlan(lab, overlay(files.start, attempt.files), {
        seed,
        changes: [scenario.machines],
      });
      // As for a reader: machines whose files are as they were share a thread, others have their own.
      const vetted = Object.keys(files.start).filter(
        (path) => plan.files[path] === files.start[path],
      );
      const [inPage, underNode] = await Promise.all([
        engine.hash({ ...plan, vetted }, timeline, scenario.until),
        run(inlineEngine, plan, timeline, scenario.until),
      ]);
      expect(inPage, `seed ${seed}`).toBe(underNode.hash);
      if (seed <= 3) expect(await engine.hash(plan, timeline, scenario.until)).toBe(inPage);
      hashes.add(inPage);
    }
    // Seeds matter: equal hashes for all would prove nothing.
    expect(hashes.size).toBe(SEEDS.length);
  });
}
