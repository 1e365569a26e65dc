/**
 * `npm run check`: lint, types, types of the labs' overlays, format and the direction of imports.
 * Prints what is wrong, then one line a check.
 *
 *   npm run check -- lint imports     only these
 */
import { checkOverlays } from './overlays.ts';
import { runTool, seconds, type RunResult } from './run.ts';

export interface CheckResult {
  readonly name: string;
  readonly passed: boolean;
  /** What the tool printed. */
  readonly output: string;
  readonly ms: number;
}

interface Check {
  readonly name: string;
  readonly run: () => Promise<RunResult>;
}

/** Folders whose modules are held to the direction of imports. */
const sources = ['src', 'content', 'labs', 'tests', 'scripts'];

/** The tools' output passes through here: keep its colours where a terminal shows them. */
const env: Readonly<Record<string, string>> = process.stdout.isTTY
  ? { FORCE_COLOR: '1' }
  : { NO_COLOR: '1' };

const tool =
  (name: string, ...args: string[]) =>
  (): Promise<RunResult> =>
    runTool(name, args, { env });

/** The slow ones first: two run at a time. */
const checks: readonly Check[] = [
  { name: 'lint', run: tool('eslint', '.', '--max-warnings', '0') },
  { name: 'types', run: tool('@astrojs/check:astro-check', '--minimumSeverity', 'warning') },
  { name: 'overlays', run: () => checkOverlays(env) },
  { name: 'format', run: tool('prettier', '--check', '--log-level', 'warn', '.') },
  {
    name: 'imports',
    run: tool('dependency-cruiser:depcruise', '--output-type', 'err-long', ...sources),
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
      const { code, output, ms } = await check.run();
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
