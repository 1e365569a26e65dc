/**
 * `npm run node-tests`: the Node project's own tests of `http`, `events` and `timers`, on our engine.
 *
 *   npm run node-tests                 the share that passes, by module, and why the rest does not
 *   npm run node-tests -- agent        only tests with this in their names, each with its verdict
 *
 * Needs the network once: the tests come from Debian's source package and stay in `.cache/`.
 */
import { availableParallelism } from 'node:os';
import { fetchNodeTests } from './node-tests/fetch.ts';
import { playAll } from './node-tests/lanes.ts';
import type { Verdict } from './node-tests/play.ts';
import { reportOf } from './node-tests/report.ts';
import { selectTests, type Candidate } from './node-tests/select.ts';

const [wanted] = process.argv.slice(2);
try {
  const { version, folder } = await fetchNodeTests((line) => console.error(line));
  const all = selectTests(folder).filter(({ name }) => !wanted || name.includes(wanted));
  const verdicts = new Map<Candidate, Verdict>();
  const asked = all.filter(({ outside }) => outside === undefined);
  await playAll(asked, Math.min(2, availableParallelism()), (test, verdict) => {
    verdicts.set(test, verdict);
    if (wanted) console.log(`${verdict.status} ${test.name} ${verdict.why}`);
  });
  const { lines, enough } = reportOf(all, verdicts);
  console.log([`Node ${version}`, ...lines].join('\n'));
  process.exitCode = enough || wanted ? 0 : 1;
} catch (error) {
  console.error(`node-tests: ${(error as Error).message}`);
  process.exitCode = 1;
}
