/**
 * What the page and the frame that holds a WebContainer tell each other, over a MessagePort.
 * Types and one word. Requests are matched to answers by `id`; processes have numbers that the page gives.
 */
import type { Files, TerminalSize } from '../contract.ts';

export interface BootRequest {
  readonly op: 'boot';
  /** The site's key at the runtime's vendor. */
  readonly apiKey?: string;
  /** Another host of the runtime; honoured on this computer alone (`loopback.ts`). */
  readonly host?: string;
}

export interface SpawnRequest {
  readonly op: 'spawn';
  readonly process: number;
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Relative to the working folder, which is the default. */
  readonly cwd?: string;
  /** Gives it a terminal of this size. */
  readonly terminal?: TerminalSize;
}

export type Request =
  | BootRequest
  | SpawnRequest
  /** Paths are relative to the working folder. */
  | { readonly op: 'write'; readonly files: Files }
  | { readonly op: 'folder'; readonly path: string }
  /** Answers when the runtime does. */
  | { readonly op: 'probe' }
  | { readonly op: 'teardown' };

export type ToFrame =
  | { readonly kind: 'ask'; readonly id: number; readonly request: Request }
  | { readonly kind: 'kill'; readonly process: number }
  | { readonly kind: 'input'; readonly process: number; readonly text: string }
  | { readonly kind: 'resize'; readonly process: number; readonly size: TerminalSize };

export type FromFrame =
  | { readonly kind: 'done'; readonly id: number }
  | { readonly kind: 'failed'; readonly id: number; readonly message: string }
  /** A piece of what a process wrote, on whichever stream; `closed` after the last one. */
  | { readonly kind: 'output'; readonly process: number; readonly text: string }
  | { readonly kind: 'closed'; readonly process: number }
  | { readonly kind: 'exit'; readonly process: number; readonly code: number }
  /** The runtime reports that something in it broke. */
  | { readonly kind: 'trouble'; readonly message: string };

/** What the frame says by itself. */
export type FrameEvent = Exclude<FromFrame, { readonly id: number }>;

/** What the frame posts to its parent once, before it has a port. */
export interface FrameReady {
  readonly kind: 'container:ready';
  /** `crossOriginIsolated` and shared memory are there: what the runtime cannot do without. */
  readonly isolated: boolean;
}

/** What the page posts back, with the port. */
export const CONNECT = 'container:connect';
