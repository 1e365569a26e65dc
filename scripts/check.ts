/**
 * `npm run check`: types, lint, format and the direction of imports. Prints what is wrong, then one
 * line a check.
 *
 *   npm run check -- lint imports     only these
 */
import { runTool, seconds } from './run.ts';

export interface CheckResult {
  readonly name: string;
  readonly passed: boolean;
  /** What the tool printed. */
  readonly output: string;
  readonly ms: number;
}

interface Check {
  readonly name: string;
  readonly tool: string;
  readonly args: readonly string[];
}

/** Folders whose modules are held to the direction of imports. */
const sources = ['src', 'labs', 'tests', 'scripts'];

/** The tools' output passes through here: keep its colours where a terminal shows them. */
const colours = process.stdout.isTTY ? { env: { FORCE_COLOR: '1' } } : { env: { NO_COLOR: '1' } };

/** The slow one first: two run at a time. */
const checks: readonly Check[] = [
  {
    name: 'types',
    tool: '@astrojs/check:astro-check',
    args: ['--minimumSeverity', 'warning', '--minimumFailingSeverity', 'error'],
  },
  { name: 'lint', tool: 'eslint', args: ['.', '--max-warnings', '0'] },
  { name: 'format', tool: 'prettier', args: ['--check', '--log-level', 'warn', '.'] },
  {
    name: 'imports',
    tool: 'dependency-cruiser:depcruise',
    args: ['--output-type', 'err-long', ...sources],
  },
];

export const checkNames: readonly string[] = checks.map((check) => check.name);

/** Runs the checks (all by default), `lanes` at a time, and reports each as it ends. */
export async function runChecks(
  onDone: (result: CheckResult) => void,
  { only = checkNames, lanes = 2 }: { only?: readonly string[]; lanes?: number } = {},
): Promise<CheckResult[]> {
  if (only.includes('types') || only.includes('lint')) {
    // The types of the content are generated from its schemas; an error here shows in `types`.
    await runTool('astro', ['sync'], { env: { ASTRO_TELEMETRY_DISABLED: '1' } });
  }
  const waiting = checks.filter((check) => only.includes(check.name));
  const results: CheckResult[] = [];
  const lane = async (): Promise<void> => {
    for (let check = waiting.shift(); check; check = waiting.shift()) {
      const { code, output, ms } = await runTool(check.tool, check.args, colours);
      const result = { name: check.name, passed: code === 0, output: output.trim(), ms };
      results.push(result);
      onDone(result);
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return results;
}

/** One line: `✓ lint  4.1 s` */
export function describeCheck({ name, passed, ms }: CheckResult): string {
  return `${passed ? '✓' : '✗'} ${name.padEnd(8)} ${seconds(ms)}`;
}

if (import.meta.main) {
  const only = process.argv.slice(2);
  const unknown = only.filter((name) => !checkNames.includes(name));
  if (unknown.length > 0) {
    console.error(`No check is called ${unknown.join(', ')}. There are: ${checkNames.join(', ')}.`);
    process.exit(1);
  }
  const results = await runChecks(
    (result) => {
      if (!result.passed) console.log(`\n${result.name}:\n${result.output}\n`);
    },
    only.length > 0 ? { only } : {},
  );
  for (const result of results) console.log(describeCheck(result));
  process.exitCode = results.every((result) => result.passed) ? 0 : 1;
}
