/**
 * What the frame's document and the kernel's Worker in it say to each other. The document makes all
 * Workers, the kernel's as well: where one is made from within another, Firefox may wait for ever
 * while anything looks on (its developer tools, an automated test).
 */

import type { TaskKind } from './fresh-task.ts';

/** What a Worker runs: a simulated process, or pieces of work for the watchdog (`work.ts`). */
export type WorkerKind = 'process' | 'work';

/** With `start` comes the port by which the kernel and the new Worker talk. */
export type ToDocument =
  | {
      readonly k: 'start';
      readonly id: number;
      readonly kind: WorkerKind;
      readonly tasks: TaskKind;
    }
  | { readonly k: 'end'; readonly id: number };

/** With `page` comes the page's port. */
export type ToKernel =
  | { readonly k: 'page' }
  /** A Worker failed by itself: out of memory, or an error that nobody caught. */
  | { readonly k: 'died'; readonly id: number; readonly reason: string };

/** The first message to a Worker. */
export interface ToWorker {
  /** By which it talks with the kernel. */
  readonly port: MessagePort;
  readonly tasks: TaskKind;
}
