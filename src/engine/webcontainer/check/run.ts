/**
 * Checks a runtime: what the engine builds on, then the conformance programs against what real Node
 * printed. Each has a deadline; what hangs or dies is told, and the rest goes on in a new container.
 */
import { after } from '../../../lib/after.ts';
import type { ContainerHost } from '../host.ts';
import { openContainer, type ContainerSettings } from '../open.ts';
import { CONTRACT_CHECKS, runtimeOf } from './contract.ts';
import { freePorts, runProgram, writePrograms } from './program.ts';
import type { CheckItem, CheckReport, CheckResult, RecordedProgram, Recording } from './report.ts';

/** The version of `@webcontainer/api` in package.json; a unit test holds them together. */
export const CLIENT = '1.6.4';

/** ms: `npm install` is the longest of them. */
const CONTRACT_MS = 45_000;
const PROGRAM_MS = 20_000;
/** Programs at once: most of their time is waiting. */
const LANES = 2;
/** How often a program may run until it prints what it should. */
const TRIES = 3;
/** Containers after the first one: a runtime that dies again and again is left alone. */
const REBOOTS = 5;

export interface CheckOptions {
  /** Items whose id begins with one of these, `program/http/` say; all when there are none. */
  readonly only?: readonly string[];
  readonly signal: AbortSignal;
  readonly onStart: (item: CheckItem) => void;
  readonly onResult: (result: CheckResult) => void;
  /** What comes after the programs. */
  readonly more?: MoreChecks;
}

/** Something else to check, when the runtime starts. It opens containers of its own. */
export interface MoreChecks {
  readonly items: readonly CheckItem[];
  readonly run: (options: Pick<CheckOptions, 'signal' | 'onStart' | 'onResult'>) => Promise<void>;
}

const BOOT: CheckItem = { id: 'contract/boot', title: 'The runtime starts' };
const AGAIN: CheckItem = { id: 'contract/again', title: 'It goes, and another one starts' };

/** Everything that there is to check of the engine's own, in order. */
export function checkItems(recording: Recording, only: readonly string[] = []): CheckItem[] {
  const all = [
    BOOT,
    ...CONTRACT_CHECKS.map(({ id, title }) => ({ id, title })),
    AGAIN,
    ...recording.programs.map(({ name }) => ({ id: `program/${name}`, title: name })),
  ];
  // Nothing can be asked of a runtime that was not started, and of files that were not written.
  const wanted = ({ id }: CheckItem) =>
    only.length === 0 ||
    id === BOOT.id ||
    id === CONTRACT_CHECKS[0]?.id ||
    only.some((prefix) => id.startsWith(prefix));
  return all.filter(wanted);
}

/** Resolves with the report, whatever happens; `notRun` tells what the signal or a dead runtime left out. */
export async function runCheck(
  settings: ContainerSettings,
  recording: Recording,
  { only, signal, onStart, onResult, more }: CheckOptions,
): Promise<CheckReport> {
  const at = new Date();
  const began = performance.now();
  const items = [...checkItems(recording, only), ...(more?.items ?? [])];
  const results: CheckResult[] = [];
  const tell = (result: CheckResult): void => {
    results.push(result);
    onResult(result);
  };
  const lease = new Lease(settings, signal);
  let runtime: Readonly<Record<string, string>> | undefined;
  let bootMs: number | undefined;

  async function check(
    item: CheckItem,
    ms: number,
    act: () => Promise<string | undefined>,
  ): Promise<boolean> {
    onStart(item);
    const start = performance.now();
    const done = (passed: boolean, says?: string): boolean => {
      tell({ ...item, passed, ms: Math.round(performance.now() - start), says });
      return passed;
    };
    try {
      return done(true, await within(ms, act(), lease.host?.died, signal));
    } catch (error) {
      if (signal.aborted) return false;
      if (error instanceof Overdue) await lease.close();
      return done(false, (error as Error).message);
    }
  }
  const going = (): boolean => !signal.aborted && lease.left > 0;

  const booted = await check(BOOT, Infinity, async () => {
    const start = performance.now();
    await lease.get();
    bootMs = Math.round(performance.now() - start);
    return undefined;
  });
  for (const { id, title, run } of booted ? CONTRACT_CHECKS : []) {
    if (!going() || !items.some((item) => item.id === id)) continue;
    await check({ id, title }, CONTRACT_MS, async () => run(await lease.get()));
    runtime ??= await lease
      .get()
      .then(runtimeOf)
      .catch(() => undefined);
  }
  if (booted && going() && items.some(({ id }) => id === AGAIN.id)) {
    await check(AGAIN, Infinity, async () => {
      await lease.close();
      const start = performance.now();
      await lease.get();
      return `in ${String(Math.round(performance.now() - start))} ms`;
    });
  }

  const waiting = recording.programs.filter(({ name }) =>
    items.some(({ id }) => id === `program/${name}`),
  );
  const programs = new ProgramsIn(waiting);
  let folder = 0;
  const lane = async (): Promise<void> => {
    for (let program; going() && (program = waiting.shift());) {
      const { name } = program;
      const mine = program;
      await check({ id: `program/${name}`, title: name }, PROGRAM_MS, async () => {
        const host = await lease.get();
        const run = async () =>
          runProgram(host, mine, await programs.ports(host, mine), String(++folder));
        let differs = await run();
        // Timers and threads are at the mercy of a busy computer. A difference has to last.
        for (let tries = 1; differs !== undefined && tries < TRIES; tries++) differs = await run();
        return failIf(differs);
      });
    }
  };
  if (booted) await Promise.all(Array.from({ length: LANES }, lane));
  await lease.close();
  if (booted && !signal.aborted) await more?.run({ signal, onStart, onResult: tell });

  const ran = new Set(results.map(({ id }) => id));
  return {
    version: 1,
    at: at.toISOString(),
    site: location.origin,
    userAgent: navigator.userAgent,
    client: CLIENT,
    host: settings.host ?? 'default',
    runtime,
    recordedOn: recording.node,
    bootMs,
    totalMs: Math.round(performance.now() - began),
    passed: results.filter(({ passed }) => passed).length,
    failed: results.filter(({ passed }) => !passed).length,
    notRun: items.filter(({ id }) => !ran.has(id)).map(({ id }) => id),
    results,
  };
}

function failIf(difference: string | undefined): undefined {
  if (difference !== undefined) throw new Error(difference);
}

/** The container of the moment; a new one after it was closed, or has died. */
class Lease {
  host: ContainerHost | undefined;
  /** Containers that may still be opened. */
  left = REBOOTS + 1;
  readonly #settings: ContainerSettings;
  readonly #signal: AbortSignal;
  #opening: Promise<ContainerHost> | undefined;

  constructor(settings: ContainerSettings, signal: AbortSignal) {
    this.#settings = settings;
    this.#signal = signal;
  }

  get(): Promise<ContainerHost> {
    this.#opening ??= this.#open();
    return this.#opening;
  }

  async #open(): Promise<ContainerHost> {
    if (this.left <= 0) throw new Error('The runtime died too often.');
    this.left -= 1;
    const host = await openContainer(this.#settings, { signal: this.#signal }).catch(
      (error: unknown) => {
        this.#opening = undefined;
        throw error;
      },
    );
    this.host = host;
    void host.died.then(() => {
      if (this.host === host) void this.close();
    });
    return host;
  }

  async close(): Promise<void> {
    const { host } = this;
    this.host = undefined;
    this.#opening = undefined;
    await host?.dispose();
  }
}

/** The programs' files and ports in a container, written when it is first used. */
class ProgramsIn {
  readonly #programs: readonly RecordedProgram[];
  readonly #ports = new WeakMap<ContainerHost, Promise<string[]>>();

  constructor(programs: readonly RecordedProgram[]) {
    this.#programs = [...programs];
  }

  async ports(host: ContainerHost, { processes }: RecordedProgram): Promise<string[]> {
    let ports = this.#ports.get(host);
    if (!ports) {
      ports = writePrograms(host, this.#programs);
      this.#ports.set(host, ports);
    }
    const count = Object.keys(processes).length;
    const free = await ports;
    // A program that is tried again needs more than there are.
    return free.length < count ? freePorts(host, count) : free.splice(0, count);
  }
}

/** It took too long: whatever it waits for, nobody waits any more. */
class Overdue extends Error {}

function within<T>(
  ms: number,
  work: Promise<T>,
  died: Promise<string> | undefined,
  signal: AbortSignal,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop =
      ms === Infinity
        ? () => undefined
        : after(ms, () => settle(() => reject(new Overdue(`It took more than ${ms / 1000} s.`))));
    const onAbort = (): void => settle(() => reject(abortReason(signal)));
    const settle = (end: () => void): void => {
      stop();
      signal.removeEventListener('abort', onAbort);
      end();
    };
    signal.addEventListener('abort', onAbort, { once: true });
    work.then(
      (value) => settle(() => resolve(value)),
      (error: Error) => settle(() => reject(error)),
    );
    void died?.then((reason) => settle(() => reject(new Error(reason))));
  });
}

const abortReason = (signal: AbortSignal): Error => signal.reason as Error;
