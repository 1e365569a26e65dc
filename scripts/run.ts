/** Running other programs from the scripts: from the project's root, with an end in sight. */
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's root folder, without a slash at its end. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)));

const require = createRequire(import.meta.url);

export interface RunOptions {
  /** The project's root by default. */
  readonly cwd?: string;
  /** Added to this process's own. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Pass what it prints straight through. By default it is collected. */
  readonly show?: boolean;
  /** ms; after this it is killed and the exit code is 124. */
  readonly timeoutMs?: number;
}

export interface RunResult {
  /** 127 when the program could not be started, 124 when it took too long. */
  readonly code: number;
  /** stdout and stderr in the order they came; empty with `show`. */
  readonly output: string;
  readonly ms: number;
}

/** Runs a program to its end. Never rejects: what went wrong is in `code` and `output`. */
export function run(
  command: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<RunResult> {
  const began = performance.now();
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: options.cwd ?? root,
      env: { ...process.env, ...options.env },
      stdio: ['ignore', options.show ? 'inherit' : 'pipe', options.show ? 'inherit' : 'pipe'],
    });
    let output = '';
    let timedOut = false;
    const timer =
      options.timeoutMs === undefined
        ? undefined
        : setTimeout(() => {
            timedOut = true;
            child.kill('SIGKILL');
          }, options.timeoutMs);
    const collect = (chunk: Buffer): void => {
      output += chunk.toString();
    };
    child.stdout?.on('data', collect);
    child.stderr?.on('data', collect);
    const finish = (code: number, extra = ''): void => {
      clearTimeout(timer);
      resolve({ code, output: output + extra, ms: performance.now() - began });
    };
    child.on('error', (error) => finish(127, `${command}: ${error.message}\n`));
    child.on('close', (code) =>
      timedOut
        ? finish(124, `stopped after ${(options.timeoutMs ?? 0) / 1000} s\n`)
        : finish(code ?? 1),
    );
  });
}

/**
 * Runs a command-line tool of a package, as `npx` would, on this very Node and without a shell.
 * @param tool the package's name, or `package:command` where the two differ.
 */
export function runTool(
  tool: string,
  args: readonly string[],
  options?: RunOptions,
): Promise<RunResult> {
  return run(process.execPath, [toolPath(tool), ...args], options);
}

/** The script behind a package's command. @throws Error when the package does not have it. */
export function toolPath(tool: string): string {
  const [name = tool, command = name] = tool.split(':');
  const folder = join(root, 'node_modules', name);
  const { bin } = require(join(folder, 'package.json')) as {
    bin?: string | Record<string, string>;
  };
  const script = typeof bin === 'string' ? bin : bin?.[command];
  if (!script) throw new Error(`The package ${name} has no command ${command}.`);
  return join(folder, script);
}

/** `1.2 s` */
export function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
