/**
 * Where the processes of a lab run for real: this computer, or a WebContainer. It starts and ends
 * them, and keeps their files; what travels between them is the fabric's business.
 */
import type { Files } from '../contract.ts';

export interface ProcessHost {
  /** Delivers signals other than SIGKILL. Where it does not, a pause and a grace are the fabric's. */
  readonly signals: boolean;
  /** Writes texts; paths are relative to the folder that every process starts in. */
  write(files: Files): Promise<void>;
  /**
   * Starts a Node process.
   * @throws HostError when it could not be started in time.
   */
  spawn(spec: SpawnSpec): Promise<HostProcess>;
  /** Ends what runs, and leaves no process, port or file behind. */
  dispose(): Promise<void>;
  /** Resolves, with the reason in words, when the host itself is gone. */
  readonly died: Promise<string>;
}

export interface SpawnSpec {
  /** What follows `node`: options, the file, its arguments. */
  readonly args: readonly string[];
  /** All of its environment that a program may count on. */
  readonly env: Readonly<Record<string, string>>;
}

export type Signal = 'SIGKILL' | 'SIGTERM' | 'SIGSTOP' | 'SIGCONT';

export interface HostProcess {
  /**
   * What it writes, as it comes: pieces of text that end anywhere but inside a character. A host
   * with one terminal for both streams calls all of it `out`.
   */
  onOutput(listener: (stream: 'out' | 'err', text: string) => void): void;
  /** Resolves when it has ended, and everything it wrote was handed over. */
  readonly exit: Promise<ProcessEnd>;
  /**
   * @throws HostError when the process is still there after the deadline: nobody can end it but by
   * ending the host.
   */
  kill(signal: Signal): Promise<void>;
}

export interface ProcessEnd {
  /** Absent when a signal ended it. */
  readonly code?: number;
  readonly signal?: string;
}

/** A host that did not do what was asked: says what, and what to do. */
export class HostError extends Error {
  override readonly name = 'HostError';
}
