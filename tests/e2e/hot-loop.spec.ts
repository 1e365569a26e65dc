/** An endless loop hangs its own process alone: not the page, and not the other machines. @once */
import { readLab } from '../../src/cli/lab-files.ts';
import { attemptOf, overlay } from '../../src/lab/files.ts';
import { JournalView } from '../../src/lab/journal-view.ts';
import { bootPlan } from '../../src/lab/plan.ts';
import { openEngine } from '../helpers/engine-page.ts';
import { expect, test } from './fixtures.ts';

const LOOPS_AT = 2000;
const UNTIL = 12_000;
/** ms after which the balancer of the solution must have taken it out. */
const NOTICED = LOOPS_AT + 4000;

test('while (true) {} in web-2: the page answers, the balancer ejects it, traffic goes on @once', async ({
  page,
}) => {
  const { lab, files } = await readLab('load-balancer');
  const drill = lab.drills.find(({ id }) => id === 'dead-mail')!;
  const { files: solution } = attemptOf(files, drill, drill.solutions[0]!);
  const looping = 'load-balancer/services/looping.ts';
  const changed = bootPlan(
    lab,
    overlay(overlay(files.start, solution), {
      [looping]: `import './web.ts';\nsetTimeout(() => {\n  while (true) {}\n}, ${LOOPS_AT});\n`,
    }),
    { changes: [{ 'web-2': { entry: looping } }] },
  );
  // All but the looping server share the kernel's thread.
  const plan = {
    ...changed,
    vetted: Object.keys(changed.files).filter((path) => path !== looping),
  };
  const engine = await openEngine(page);
  const toggle = page.getByRole('button', { name: /light and dark/i });
  const theme = (): Promise<string | null> => page.locator('html').getAttribute('data-theme');

  let over = false;
  const running = engine
    .run(plan, [{ at: 0, action: { kind: 'load', id: 'live', profile: lab.load.profile } }], UNTIL)
    .finally(() => {
      over = true;
    });
  // The page reacts while the loop burns a core.
  const before = await theme();
  await toggle.click();
  await expect.poll(theme).not.toBe(before);
  expect(over).toBe(false);

  const journal = new JournalView((await running).events, UNTIL);
  const stuck = journal.events.find((event) => event.kind === 'machine' && event.state === 'stuck');
  expect(stuck).toMatchObject({ machine: 'web-2', t: LOOPS_AT });
  const late = journal.requests({ since: NOTICED, until: UNTIL - 2500 });
  expect(late.length).toBeGreaterThan(500);
  expect(late.filter(({ outcome }) => outcome !== 'ok')).toEqual([]);
  expect(
    journal
      .hops({ since: NOTICED, from: 'lb', to: 'web-2' })
      .filter(({ path }) => !path.startsWith('/health')),
  ).toEqual([]);
  const others = journal.events.filter(
    (event) => event.kind === 'machine' && event.machine !== 'web-2' && event.state !== 'starting',
  );
  expect(others.every((event) => event.kind === 'machine' && event.state === 'up')).toBe(true);
});
