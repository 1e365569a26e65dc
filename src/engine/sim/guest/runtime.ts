/**
 * What a process can ask of the simulation. One per process; the `node:*` modules in `node/` are
 * built over it and reach time, randomness and the outside through nothing else.
 */
import type { Context } from './context.ts';
export interface Runtime {
  /** The machine this process runs on; also its host name. */
  readonly machine: string;
  /** Virtual ms since the session began, as of this instant in this process. */
  now(): number;
  /** Seeded per process, 0 ≤ x < 1. */
  random(): number;
  /** Calls `run` once after `ms` of virtual time; returns a handle for `clearTimer`. */
  setTimer(run: () => void, ms: number): number;
  clearTimer(handle: number): void;
  /** Text for stdout or stderr, as the program wrote it. */
  write(stream: 'out' | 'err', text: string): void;
}

/** One `node:*` module: its named exports; `default` where Node's has one. */
export type NodeModule = Readonly<Record<string, unknown>>;

/** Makes a module for a process. Called at most once per process, at its first import. */
export type NodeModuleFactory = (runtime: Runtime) => NodeModule;

/** A library (`../libraries.ts`), evaluated: called once per process, it makes what it exports. */
export type LibraryBody<T> = (
  require: (name: string) => unknown,
  module: { exports: object },
  follow: Context,
) => T;
