/** The table of shares, and the reasons for what does not pass. */
import { reasonFor } from './known.ts';
import type { Verdict } from './play.ts';
import { MODULES, type Candidate } from './select.ts';

/** Of the tests that use the API of HTTP alone, the share that has to pass: 140 of 177. */
const ENOUGH = 140 / 177;

export interface Report {
  readonly lines: readonly string[];
  /** The share of HTTP is reached, and every test that fails has its reason. */
  readonly enough: boolean;
}

export function reportOf(
  all: readonly Candidate[],
  verdicts: ReadonlyMap<Candidate, Verdict>,
): Report {
  const status = (test: Candidate): string => verdicts.get(test)?.status ?? 'outside';
  const row = (name: string, tests: readonly Candidate[]): string[] => {
    const asked = tests.filter((test) => ['pass', 'fail'].includes(status(test)));
    const passed = asked.filter((test) => status(test) === 'pass').length;
    const share = asked.length > 0 ? `${Math.round((100 * passed) / asked.length)} %` : '–';
    const skipped = tests.filter((test) => status(test) === 'skip').length;
    const outside = tests.filter((test) => status(test) === 'outside').length;
    return [name, passed, asked.length, share, skipped, outside, tests.length].map(String);
  };
  const pure = all.filter((test) => test.module === 'http' && test.pure);
  const rows = [
    ['module', 'passed', 'of', 'share', 'skipped', 'outside', 'all'],
    ...MODULES.map((module) =>
      row(
        module,
        all.filter((test) => test.module === module),
      ),
    ),
    row('http, API only', pure),
  ];
  const failed = all.filter((test) => status(test) === 'fail');
  const unexplained = failed.filter((test) => reasonFor(test.name) === undefined);
  const passedPure = pure.filter((test) => status(test) === 'pass').length;
  return {
    lines: [
      '',
      ...table(rows),
      '',
      'http, API only: loads nothing but http, events, timers, assert, url and util, and never',
      'touches a socket (`req.socket`, `connection`, `createConnection`, `upgrade`, `connect`).',
      '',
      'Outside, because they need:',
      ...groups(all, ({ outside }) => outside).map(([why, tests]) => `  ${tests.length}  ${why}`),
      '',
      'Failed:',
      ...groups(failed, ({ name }) => reasonFor(name) ?? '').flatMap(([why, tests]) => [
        `  ${tests.length}  ${why || 'not explained yet'}`,
        ...tests.map((test) => {
          const said = why ? '' : `: ${verdicts.get(test)?.why.slice(0, 300)}`;
          return `       ${test.name}${said}`;
        }),
      ]),
    ],
    enough: unexplained.length === 0 && passedPure >= ENOUGH * pure.length,
  };
}

/** The largest group first. */
function groups(
  tests: readonly Candidate[],
  key: (test: Candidate) => string | undefined,
): [string, Candidate[]][] {
  const found = new Map<string, Candidate[]>();
  for (const test of tests) {
    const at = key(test);
    if (at === undefined) continue;
    found.set(at, [...(found.get(at) ?? []), test]);
  }
  return [...found].sort(([, a], [, b]) => b.length - a.length);
}

function table(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0]!.map((_, i) => Math.max(...rows.map((row) => row[i]!.length)));
  return rows.map((row) =>
    row
      .map((cell, i) => (i === 0 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!)))
      .join('  '),
  );
}
