/**
 * What the session, the fabric and the machines' processes tell each other. Types alone, and the one
 * character that marks a line as a message.
 *
 * The session writes `CONTROL_FILE`, which the fabric polls; the fabric answers with marked lines on its
 * standard output. A machine's process has one connection to the fabric (`Told`, `Said`).
 *
 * Moments are ms of the clock that all of them share (`RunClock`).
 */
import type { HandRequest, LinkFault, LinkSpec, LoadProfile } from '../contract.ts';
import type { JournalEvent } from '../journal.ts';

/** A line that begins with it is a message and no log; the rest of it is JSON in ASCII. */
export const MARK = '\x1e';

/** In the folder that every process starts in. */
export const CONTROL_FILE = 'fabric.json';
export const FABRIC_FILE = 'fabric.mjs';
export const PRELOAD_FILE = 'preload.mjs';

/**
 * The clock that all parts of a run share: ms since it began, with fractions. Small numbers, so that
 * sums of them are as exact as in virtual time.
 */
export class RunClock {
  readonly #slow: number;
  readonly #since: number;

  /** @param since Unix ms at which the run began */
  constructor(slow: number, since: number) {
    this.#slow = slow;
    this.#since = since;
  }

  get now(): number {
    return (performance.timeOrigin + performance.now() - this.#since) / this.#slow;
  }

  /** Calls back after so many ms of the run. */
  after(ms: number, run: () => void): ReturnType<typeof setTimeout> {
    return setTimeout(run, ms * this.#slow);
  }
}

// ---------------------------------------------------------------- session → fabric

/** What the fabric connects. */
export interface FabricPlan {
  readonly machines: readonly { readonly id: string; readonly port: number }[];
  readonly clients: readonly string[];
  readonly links: readonly LinkSpec[];
  readonly seed: number;
  /** So many real ms are one of the run: 1 is real time. */
  readonly slow: number;
  /** Unix ms at which the run began. */
  readonly since: number;
  /** What a process has to say to be heard. */
  readonly key: string;
}

/** Something for the fabric to do. */
export type Order =
  /** Lets processes run their programs: those that have said hello, and those that will. */
  | { readonly kind: 'go'; readonly processes: readonly ProcessName[] }
  | {
      readonly kind: 'link-fault';
      readonly id: string;
      readonly from: string;
      readonly to: string;
      readonly fault: LinkFault;
      readonly oneWay: boolean;
    }
  | { readonly kind: 'heal'; readonly id: string }
  | { readonly kind: 'heal-all' }
  | {
      readonly kind: 'load';
      readonly from: readonly string[];
      readonly id: string;
      readonly profile: LoadProfile | null;
    }
  | {
      readonly kind: 'request';
      readonly from: string;
      readonly id: string;
      readonly request: HandRequest;
    }
  /** Nothing leaves or reaches it, and nobody is told. */
  | { readonly kind: 'silence'; readonly machine: string; readonly on: boolean }
  /** What leaves or reaches it waits: a pause, where the host has no signal for one. */
  | { readonly kind: 'hold'; readonly machine: string; readonly on: boolean }
  /** Its process is to end by itself, as with SIGTERM: for a host that has no signals. */
  | { readonly kind: 'terminate'; readonly machine: string }
  /** Told to its process, now and whenever it starts. */
  | { readonly kind: 'tell'; readonly machine: string; readonly condition: Condition };

export interface ProcessName {
  readonly machine: string;
  readonly incarnation: number;
}

/** What a process is told of its machine. */
export interface Condition {
  /** Variables of its environment that change while it runs: speeds. */
  readonly env: Readonly<Record<string, string>>;
  /** ms that its calendar is ahead at `since`, and what it gains from then on, per ms. */
  readonly clock: { readonly ms: number; readonly drift: number; readonly since: number };
}

export interface NumberedOrder {
  /** Grows by one. */
  readonly n: number;
  /** When; a moment that has passed means at once. */
  readonly at: number;
  readonly order: Order;
}

/** The control file's content. */
export interface Control {
  readonly rev: number;
  readonly plan: FabricPlan;
  /** Those that were not confirmed yet, in order of `n`. */
  readonly orders: readonly NumberedOrder[];
}

// ---------------------------------------------------------------- fabric → session

/** By name, for one machine: the port that the other is called on, and the one that leads there. */
export type Routes = Readonly<Record<string, { readonly called: number; readonly port: number }>>;

export type FabricLine =
  | {
      readonly k: 'ready';
      /** The port that processes report to. */
      readonly channel: number;
      readonly routes: Readonly<Record<string, Routes>>;
    }
  /** A process is there, and waits for `go`. */
  | { readonly k: 'hello'; readonly machine: string; readonly incarnation: number }
  | {
      readonly k: 'listening';
      readonly machine: string;
      readonly incarnation: number;
      readonly port: number;
      readonly t: number;
    }
  /** It does not answer, or does again. */
  | { readonly k: 'stuck'; readonly machine: string; readonly on: boolean }
  /** An order took effect. */
  | { readonly k: 'did'; readonly n: number; readonly t: number }
  /** What happened; nothing earlier than `to` is still to come. */
  | { readonly k: 'events'; readonly events: readonly JournalEvent[]; readonly to: number }
  /** It cannot go on. */
  | { readonly k: 'failed'; readonly reason: string };

// ---------------------------------------------------------------- process ↔ fabric

/** Said by a machine's process, a line of JSON each. */
export type Said =
  | {
      readonly k: 'hello';
      readonly key: string;
      readonly machine: string;
      readonly incarnation: number;
    }
  /** `port`: as the program asked for it; `here`: on this computer. */
  | { readonly k: 'listening'; readonly port: number; readonly here: number }
  | { readonly k: 'closed'; readonly port: number }
  | { readonly k: 'alive' };

/** Told to a machine's process. */
export type Told =
  | { readonly k: 'condition'; readonly condition: Condition }
  | { readonly k: 'go' }
  /** The connection from this local port is to fail as one that was never made. */
  | {
      readonly k: 'refuse';
      readonly localPort: number;
      readonly code: 'ECONNREFUSED' | 'ENOTFOUND' | 'EHOSTUNREACH';
      readonly address: string;
      readonly port: number;
    }
  /** As SIGTERM does. */
  | { readonly k: 'terminate' }
  | { readonly k: 'alive?' };

/** Variables that a machine's process finds the fabric by. */
export const VARIABLES = {
  machines: 'LAB_MACHINES',
  channel: 'LAB_CHANNEL',
  key: 'LAB_KEY',
  incarnation: 'LAB_INCARNATION',
  disk: 'LAB_DISK',
  slow: 'LAB_SLOW',
  since: 'LAB_SINCE',
} as const;
