/**
 * The journal: everything that happened in a session, in order, as plain values.
 * Charts, topology, logs, checks and verdicts all fold this one stream, so they cannot disagree.
 *
 * Order is (time, source, sequence), never the order in which Workers happened to answer.
 */
import type { Action } from './contract.ts';

export type MachineState =
  /** Its process is loading its modules. */
  | 'starting'
  /** It runs. */
  | 'up'
  | 'paused'
  /** It stopped answering the kernel: an endless loop. Holds its port, answers nobody. */
  | 'stuck'
  /** No process: killed, exited or crashed; the machine refuses connections. */
  | 'down'
  /** No power or no network: silence. */
  | 'unplugged';

/** How an exchange ended without an answer; Node's own error codes where there is one. */
export type FailureCode =
  | 'ECONNREFUSED'
  | 'ECONNRESET'
  | 'ENOTFOUND'
  | 'EHOSTUNREACH'
  | 'ETIMEDOUT'
  /** The sender gave up: AbortSignal, destroy(), or the load generator's own timeout. */
  | 'ABORTED';

interface At {
  /** ms since the session began. */
  readonly t: number;
}

/** A machine changed its state. */
export interface MachineEvent extends At {
  readonly kind: 'machine';
  readonly machine: string;
  readonly state: MachineState;
  /** Why, in words: `killed (SIGKILL)`, `exit code 1`, `it does not answer: an endless loop?`. */
  readonly reason?: string;
  /** Counts from 1; grows with every start. */
  readonly incarnation: number;
}

/** A process crashed or a module failed to load. `line` is a line of the reader's own file. */
export interface CrashEvent extends At {
  readonly kind: 'crash';
  readonly machine: string;
  readonly message: string;
  readonly stack: string;
  readonly path?: string;
  readonly line?: number;
  readonly column?: number;
}

/** A crash, whosever and whenever it was. */
export type CrashFacts = Omit<CrashEvent, 't' | 'kind' | 'machine'>;

export interface LogEvent extends At {
  readonly kind: 'log';
  readonly machine: string;
  readonly stream: 'out' | 'err';
  /** One line, without its line end. */
  readonly text: string;
}

/** A number that a process reported through `labs/machine.ts`. `cpu`, `queue`, `memory` are standard. */
export interface GaugeEvent extends At {
  readonly kind: 'gauge';
  readonly machine: string;
  readonly name: string;
  readonly value: number;
}

/** A request left `from` for `to`. One hop: a request through a balancer is several of these. */
export interface SendEvent extends At {
  readonly kind: 'send';
  /** Unique in the session; `done` carries the same. */
  readonly id: number;
  readonly from: string;
  readonly to: string;
  readonly method: string;
  readonly path: string;
  /** The header `x-request-id`, which ties the hops of one client request together. */
  readonly trace?: string;
  /** Only for requests of the load generator and those sent by hand. */
  readonly client?: ClientFacts;
}

export interface ClientFacts {
  /** The id of the load, or of the request sent by hand. */
  readonly load: string;
  /** Flow number within its load, from 1, and step within the flow, from 0. */
  readonly flow: number;
  readonly step: number;
  /** Closed loop: which user, from 1. */
  readonly user?: number;
  readonly label?: string;
  readonly body?: string;
}

/** The exchange of `send` with this id ended, as its sender saw it. */
export interface DoneEvent extends At {
  readonly kind: 'done';
  readonly id: number;
  readonly from: string;
  readonly to: string;
  /** Absent when there was no answer; then `error` says why. */
  readonly status?: number;
  readonly error?: FailureCode;
  /** ms from `send` to here. */
  readonly ms: number;
  readonly trace?: string;
  readonly client?: ClientFacts & {
    /** ok: as expected. wrong: an answer, but not the one expected. failed: refused, reset, 5xx. unknown: no answer in time. */
    readonly outcome: 'ok' | 'wrong' | 'failed' | 'unknown';
    /** Why it is not ok, in words. */
    readonly why?: string;
    /** The answer's body, at most 2,048 characters of it. */
    readonly answer?: string;
    /** Every machine it was sent to, in order, where `failover` tried several. */
    readonly tried?: readonly string[];
    /** A kept connection broke under it and it was sent again on a new one: it may have arrived twice. */
    readonly resent?: boolean;
  };
}

/** A request arrived at a process (its handler is called now). */
export interface ArriveEvent extends At {
  readonly kind: 'arrive';
  readonly id: number;
  readonly machine: string;
}

/** A process finished its answer to the request with this id. */
export interface AnswerEvent extends At {
  readonly kind: 'answer';
  readonly id: number;
  readonly machine: string;
  readonly status: number;
}

/** An action took effect. */
export interface ActionEvent extends At {
  readonly kind: 'action';
  readonly action: Action;
}

/** The engine could not do what was asked, or limited a process; in words that help. */
export interface NoticeEvent extends At {
  readonly kind: 'notice';
  readonly machine?: string;
  readonly text: string;
}

export type JournalEvent =
  | MachineEvent
  | CrashEvent
  | LogEvent
  | GaugeEvent
  | SendEvent
  | ArriveEvent
  | AnswerEvent
  | DoneEvent
  | ActionEvent
  | NoticeEvent;

export type JournalKind = JournalEvent['kind'];
