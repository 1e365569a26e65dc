/**
 * What travels between the kernel and a process (a Worker), and the segments that processes send
 * each other. Types, and the one constant that both sides must agree on.
 *
 * A segment is one message of a connection. A small request or answer is one segment, whole; a
 * streamed one is a head followed by `data` segments.
 */

import type { CompiledModule } from './compile.ts';
import type { DiskChange, DiskFacts } from './disk/changes.ts';
import type { SqliteParts } from './sqlite-parts.ts';

/** Unix ms at which every session begins: 2026-01-01T00:00:00Z, so that dates are the same for all. */
export const SESSION_EPOCH = 1767225600000;

/** Headers as Node's `rawHeaders`: name, value, name, value … as they were written. */
export type RawHeaders = readonly string[];

export type Body = string | Uint8Array;

/** Facts of a request that the journal needs when it leaves. */
export interface SendFacts {
  readonly id: number;
  readonly method: string;
  readonly path: string;
  readonly trace?: string;
}

export type Segment =
  /** A client asks for a connection; `first` is the request that waits for it. */
  | {
      readonly k: 'open';
      readonly c: number;
      readonly to: string;
      readonly port: number;
      readonly first?: SendFacts;
    }
  | { readonly k: 'accept'; readonly c: number }
  /** No connection: nobody listens, no such host, no route. */
  | {
      readonly k: 'refuse';
      readonly c: number;
      readonly code: 'ECONNREFUSED' | 'ENOTFOUND' | 'EHOSTUNREACH';
    }
  | {
      readonly k: 'req';
      readonly c: number;
      readonly id: number;
      readonly method: string;
      readonly path: string;
      readonly headers: RawHeaders;
      readonly body: Body | null;
      readonly end: boolean;
      /** With the end: headers that follow the body. */
      readonly trailers?: RawHeaders;
      /** The journal already has its `send`: it went with `open`. */
      readonly sent?: boolean;
    }
  | {
      readonly k: 'res';
      readonly c: number;
      readonly id: number;
      readonly status: number;
      readonly message: string;
      readonly headers: RawHeaders;
      readonly body: Body | null;
      readonly end: boolean;
      readonly trailers?: RawHeaders;
      /** 1xx: another head follows. */
      readonly interim?: boolean;
    }
  | {
      readonly k: 'data';
      readonly c: number;
      readonly id: number;
      readonly body: Body | null;
      readonly end: boolean;
      readonly trailers?: RawHeaders;
    }
  /** Torn down at once by either side; what was under way is lost. `why` is for the journal. */
  | { readonly k: 'reset'; readonly c: number; readonly why?: 'ABORTED' | 'ETIMEDOUT' }
  /** An idle connection is closed politely. */
  | { readonly k: 'fin'; readonly c: number };

/** What happens to a process at a moment of its time. */
export type ProcessEvent =
  | { readonly t: number; readonly k: 'segment'; readonly from: string; readonly s: Segment }
  | { readonly t: number; readonly k: 'signal'; readonly signal: 'SIGTERM' }
  | { readonly t: number; readonly k: 'env'; readonly values: Readonly<Record<string, string>> }
  | { readonly t: number; readonly k: 'clock'; readonly skew: ClockSkew }
  /** Its disk is full from now on, or has room again. */
  | { readonly t: number; readonly k: 'disk'; readonly full: boolean };

/** How far a machine's calendar is off: at `t` it is `ms + drift * t` ahead of the session's. */
export interface ClockSkew {
  readonly ms: number;
  readonly drift: number;
}

export interface BootMessage {
  readonly k: 'boot';
  readonly machine: string;
  /** Every host name that resolves, with an address for each. */
  readonly hosts: Readonly<Record<string, string>>;
  readonly env: Readonly<Record<string, string>>;
  readonly clock: ClockSkew;
  readonly seed: string;
  /** First exchange and connection id of this incarnation. */
  readonly firstId: number;
  /** Virtual ms at which it starts. */
  readonly t: number;
  readonly pid: number;
  readonly entry: string;
  /** Every module that the entry can reach, by path, already linked. */
  readonly modules: Readonly<Record<string, CompiledModule>>;
  /** Absent: the disk is as it was delivered. */
  readonly disk?: DiskFacts;
  /** For a program that imports `node:sqlite`. */
  readonly sqlite?: SqliteParts;
}

export interface RunMessage {
  readonly k: 'run';
  /** It may not run anything at or after this virtual time. */
  readonly until: number;
  /** Its clock is at least here (it was paused, say). */
  readonly at: number;
  readonly events: readonly ProcessEvent[];
}

export type ToProcess = BootMessage | RunMessage;

/** A log line, gauge or crash that a process reports. */
export type ProcessReport =
  | { readonly t: number; readonly k: 'log'; readonly stream: 'out' | 'err'; readonly text: string }
  | { readonly t: number; readonly k: 'gauge'; readonly name: string; readonly value: number }
  | { readonly t: number; readonly k: 'notice'; readonly text: string }
  | {
      readonly t: number;
      readonly k: 'crash';
      readonly message: string;
      readonly stack: string;
      readonly path?: string;
      readonly line?: number;
      readonly column?: number;
    };

/** The answer to `boot` and to every `run`. */
export interface WindowResult {
  readonly k: 'done';
  /** What it sent, with the time of sending, in order. */
  readonly out: readonly { readonly t: number; readonly s: Segment }[];
  readonly reports: readonly ProcessReport[];
  /** What it changed on its disk, in order; absent when that was nothing. */
  readonly disk?: readonly DiskChange[];
  /** Ports it listens on from now, when that changed. */
  readonly listening?: readonly number[];
  /** When its next timer is due; Infinity when none is. */
  readonly next: number;
  /** Its clock: past the window when it blocked. */
  readonly now: number;
  /** It ended by itself. */
  readonly exit?: { readonly code: number; readonly reason: string };
  /** It would never answer again, and why: it holds its port, and its Worker may go. */
  readonly stuck?: string;
}
