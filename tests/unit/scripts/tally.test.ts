import { describe, expect, test } from 'vitest';
import { addUp, describeTally, tallyRunner, tallyStep } from '../../../scripts/tally.ts';

const file = (status: string, tests: number): object => ({
  status,
  assertionResults: Array.from({ length: tests }, () => ({})),
});

const vitest = (passed: number, failed: number, pending: number, files: object[] = []): string =>
  JSON.stringify({
    numPassedTests: passed,
    numFailedTests: failed,
    numPendingTests: pending,
    numTodoTests: 0,
    testResults: files,
  });

const playwright = (expected: number, unexpected: number, flaky = 0, errors = 0): string =>
  JSON.stringify({
    stats: { expected, unexpected, flaky, skipped: 0 },
    errors: Array.from({ length: errors }, () => ({})),
  });

describe('vitest', () => {
  test('counts tests', () => {
    expect(tallyRunner('vitest', vitest(5, 2, 1), 1)).toEqual({ passed: 5, failed: 2, skipped: 1 });
  });

  test('a file that does not load is one failure', () => {
    const report = vitest(5, 0, 0, [file('failed', 0), file('passed', 5)]);
    expect(tallyRunner('vitest', report, 1)).toEqual({ passed: 5, failed: 1, skipped: 0 });
  });

  test('an error outside of any test is one failure', () => {
    expect(tallyRunner('vitest', vitest(5, 0, 0), 1).failed).toBe(1);
  });
});

describe('Playwright', () => {
  test('counts tests', () => {
    expect(tallyRunner('playwright', playwright(7, 1), 1)).toEqual({
      passed: 7,
      failed: 1,
      skipped: 0,
    });
  });

  test('a flaky test and an error while loading are failures', () => {
    expect(tallyRunner('playwright', playwright(7, 0, 1, 1), 1).failed).toBe(2);
  });
});

describe('a runner that proves nothing has failed', () => {
  test.each([
    ['it left no report', undefined, 0],
    ['its report is cut short', '{"stats":', 0],
    ['its report is another', '{}', 0],
    ['it ran no test', playwright(0, 0), 0],
    [
      'it skipped every test',
      JSON.stringify({ stats: { expected: 0, unexpected: 0, flaky: 0, skipped: 3 }, errors: [] }),
      0,
    ],
    ['it crashed after its tests', playwright(7, 0), 139],
    ['it took too long', playwright(7, 0), 124],
  ])('%s', (_, report, code) => {
    expect(tallyRunner('playwright', report, code).failed).toBe(1);
  });
});

test('the last line', () => {
  const total = addUp([tallyStep(true), tallyStep(false), { passed: 3, failed: 0, skipped: 0 }]);
  expect(describeTally(total)).toBe('4 passed, 1 failed');
  expect(describeTally({ ...total, skipped: 2 })).toBe('4 passed, 1 failed, 2 skipped');
});
