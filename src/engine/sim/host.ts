/** What the kernel needs of the place it runs in: a browser's frame, or Node. */
import type { Compile } from './modules.ts';
import type { ToProcess, WindowResult } from './protocol.ts';
import type { SqliteParts } from './sqlite-parts.ts';

/** One Worker, about to be or being a process. */
export interface ProcessPort {
  post(message: ToProcess): void;
  /** Ends it at once, whatever it is doing. */
  terminate(): void;
}

export interface KernelHost {
  readonly compile: Compile;
  /**
   * Gets a process ready. `onReply` gets its answers; `onDeath` a reason when its Worker itself
   * failed (out of memory, its script could not load). One that is `vetted` ends every loop it
   * begins (`BootPlan.vetted`): it need not have a Worker of its own.
   */
  spawn(
    onReply: (result: WindowResult) => void,
    onDeath: (reason: string) => void,
    vetted: boolean,
  ): ProcessPort;
  /** For processes that import `node:sqlite`; asked for when the first of them starts. */
  sqlite(): Promise<SqliteParts>;
  /** Real ms from any fixed instant. */
  wallClock(): number;
  /** Calls back after so many real ms; returns how to cancel. */
  after(ms: number, run: () => void): () => void;
  /**
   * Calls back when a Worker beside the processes has done one piece of work (`work.ts`): a clock
   * that a busy or slow computer slows down for everybody alike. Null where nobody can be stuck
   * without the kernel being stuck too.
   */
  readonly afterWork: ((run: () => void) => void) | null;
}
