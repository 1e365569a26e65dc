/** What `npm run grade` prints of an entry. */
import {
  asItMust,
  failedChecks,
  timesOf,
  wrongIn,
  type Entry,
  type Play,
} from '../../lab/proof.ts';

/** Runs that went wrong are told of, so many of them. */
const TOLD = 2;

export function linesOf(entry: Entry, plays: readonly Play[]): readonly string[] {
  const surprises = plays.filter((each) => !asItMust(entry, each));
  const why = failedChecks(plays);
  const ms = plays.reduce((sum, each) => sum + each.ms, 0);
  const columns = [
    surprises.length === 0 ? '  ok ' : '  BAD',
    entry.name.padEnd(32),
    timesOf(entry, plays).padEnd(14),
    `${(ms / 1000).toFixed(1)} s`.padStart(7),
    why === '' ? '' : `  failed checks: ${why}`,
  ];
  const details = surprises.slice(0, TOLD).flatMap(wrongIn);
  return [columns.join(' '), ...details.map((line) => `        ${line}`)];
}
