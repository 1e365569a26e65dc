/** What a step of `npm test` came to: read from the runners' own JSON reports, then added up. */

export interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

const nothing: Tally = { passed: 0, failed: 0, skipped: 0 };
const oneFailure: Tally = { ...nothing, failed: 1 };

/** A step that either holds or does not, such as a build. */
export function tallyStep(passed: boolean): Tally {
  return passed ? { ...nothing, passed: 1 } : oneFailure;
}

/** The parts of vitest's JSON report that are read here. */
interface VitestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly testResults: readonly {
    readonly status: string;
    readonly assertionResults: readonly unknown[];
  }[];
}

/** A file that could not even be loaded has no tests; it counts as one failure. */
function countVitest(report: VitestReport): Tally {
  const unloaded = report.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  ).length;
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + unloaded,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

/** The parts of Playwright's JSON report that are read here. */
interface PlaywrightReport {
  readonly stats: {
    readonly expected: number;
    readonly unexpected: number;
    readonly flaky: number;
    readonly skipped: number;
  };
  /** Errors outside of any test, for example while loading a file. */
  readonly errors: readonly unknown[];
}

/** A flaky test has failed. */
function countPlaywright({ stats, errors }: PlaywrightReport): Tally {
  return {
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky + errors.length,
    skipped: stats.skipped,
  };
}

/**
 * The tally of a test runner. Whatever its report says, a runner that ended with an error, wrote no
 * report or ran no test has failed at least once.
 * @param report its JSON report; undefined when it left none.
 */
export function tallyRunner(
  runner: 'vitest' | 'playwright',
  report: string | undefined,
  exitCode: number,
): Tally {
  let tally: Tally;
  try {
    const parsed: unknown = JSON.parse(report ?? '');
    tally =
      runner === 'vitest'
        ? countVitest(parsed as VitestReport)
        : countPlaywright(parsed as PlaywrightReport);
  } catch {
    return oneFailure;
  }
  if (![tally.passed, tally.failed, tally.skipped].every(Number.isSafeInteger)) return oneFailure;
  const sound = exitCode === 0 && tally.passed + tally.failed > 0;
  return sound || tally.failed > 0 ? tally : { ...tally, failed: 1 };
}

export function addUp(tallies: readonly Tally[]): Tally {
  return tallies.reduce(
    (sum, tally) => ({
      passed: sum.passed + tally.passed,
      failed: sum.failed + tally.failed,
      skipped: sum.skipped + tally.skipped,
    }),
    nothing,
  );
}

/** `12 passed, 0 failed`, and what was skipped if anything was. */
export function describeTally({ passed, failed, skipped }: Tally): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
