/**
 * The contract that every engine keeps: the in-page simulation, a WebContainer, and real Node.
 * The workbench, the drills and the experiments know this file and no engine.
 *
 * Everything that can happen to a running system is an `Action`, a plain value: a press of a
 * button, a drill's scenario and a shared link all carry the same ones. Everything that did
 * happen is in the journal (`journal.ts`), and nothing else is reported.
 *
 * Times are milliseconds since the session began, in the engine's own clock.
 */
import type { JournalEvent } from './journal.ts';

/** What a machine is: it decides the glyph, the colour and the word, nothing in the engine. */
export type Role =
  | 'client'
  | 'dns'
  | 'edge'
  | 'balancer'
  | 'web'
  | 'cache'
  | 'database'
  | 'replica'
  | 'shard'
  | 'queue'
  | 'worker'
  | 'region'
  | 'store'
  | 'metrics'
  | 'search';

/** One process on simulated hardware of its own. Other machines reach it by its id as host name. */
export interface MachineSpec {
  readonly id: string;
  /** The file it runs, a key of `BootPlan.files`. */
  readonly entry: string;
  /** The port it is expected to listen on; 8080 by default. Told to it as `PORT`. */
  readonly port?: number;
  readonly env?: Readonly<Record<string, string>>;
  /** Requests it can work on at once (`cpu()` of `labs/machine.ts`); 1 by default. */
  readonly cores?: number;
  /** 1 is the reference machine, 2 is twice as fast. */
  readonly cpuSpeed?: number;
  /** Megabytes; 512 by default. */
  readonly memoryMb?: number;
  /** Megabytes that fit on its disk (`node:fs`); 64 by default. */
  readonly diskMb?: number;
  /** False keeps it down until a `start` action. True by default. */
  readonly autostart?: boolean;
}

/**
 * A cable between two ends, used both ways. `from` and `to` are machine ids or the id of the
 * client source ('clients' unless the plan says otherwise). Machines with no link between them
 * cannot reach each other: a host name that exists resolves, and the connection gets no route.
 */
export interface LinkSpec {
  readonly from: string;
  readonly to: string;
  /** One-way delay in ms; 0.5 by default, and never less than `MIN_LATENCY_MS`. */
  readonly latencyMs?: number;
}

/** The smallest one-way delay of any link: how far the in-page kernel may look ahead. */
export const MIN_LATENCY_MS = 0.1;

/** Paths are relative to the folder `labs`: `load-balancer/services/lb.ts`, `machine.ts`. */
export type Files = Readonly<Record<string, string>>;

export interface BootPlan {
  readonly machines: readonly MachineSpec[];
  readonly links: readonly LinkSpec[];
  readonly files: Files;
  /**
   * Paths of files that are known to end every loop they begin: the course's own, as they are.
   * An engine may let machines that load nothing else share a thread, which is many times faster;
   * any other gets one of its own. It makes no difference to the journal.
   */
  readonly vetted?: readonly string[];
  /**
   * By path, what the engine's compiler made of a file when the site was built; for files that are
   * as they were then. An engine need not use it.
   */
  readonly prepared?: Readonly<Record<string, object>>;
  /** The same plan, actions and seed give the same journal on an engine with `seeded`. */
  readonly seed: number;
  /** Where requests come from; the name of a machine that runs no code. 'clients' by default. */
  readonly clients?: readonly string[];
}

// ---------------------------------------------------------------- load

/** One HTTP request as a template. `{name}` in path, headers and body is replaced (see `LoadProfile`). */
export interface RequestTemplate {
  readonly method?: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Path and query, beginning with `/`. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** What the answer must be to count as ok; a 2xx or 3xx status when absent. */
  readonly expect?: Expectation;
  /** A name for checks and charts to group by, for example `home` or `order`. */
  readonly label?: string;
}

export interface Expectation {
  readonly status?: number | readonly number[];
  /** A text that the body must contain; templates apply. */
  readonly includes?: string;
  /** Values that fields of a JSON body must have, by dotted path; templates apply to strings. */
  readonly json?: Readonly<Record<string, string | number | boolean | null>>;
  /** Values to remember from a JSON body for later steps of this flow: variable → dotted path. */
  readonly capture?: Readonly<Record<string, string>>;
}

/**
 * Who sends what, how often. Open loop (`rate`) keeps sending however slow the answers are, as
 * the public does; closed loop (`users`) sends again only after an answer.
 *
 * Templates know `{n}` (flow number of this source, from 1), `{user}` (closed loop: the user's
 * number, from 1), `{int:LOW-HIGH}` (a seeded whole number), `{pick:a|b|c}`, `{hex:N}` (N seeded
 * hex digits) and every captured variable. Variables are per flow; in a closed loop they stay
 * with the user. `{int:…}`, `{pick:…}` and `{hex:…}` may be named to be reused: `{id=int:1-9}`
 * then `{id}`.
 */
export interface LoadProfile {
  /** The client source it comes from; the first of the plan by default. */
  readonly from?: string;
  /** The machine (or machines, tried in turn by flow) it is sent to. */
  readonly to: string | readonly string[];
  readonly port?: number;
  /** Requests per second, open loop. */
  readonly rate?: number;
  /** Users that wait for each answer, closed loop. */
  readonly users?: number;
  /** Closed loop: ms a user waits after an answer before asking again; 0 by default. */
  readonly thinkMs?: number;
  /** Open loop: evenly spaced, or seeded-random gaps (a Poisson process). 'poisson' by default. */
  readonly arrivals?: 'even' | 'poisson';
  /** Sequences of requests with their weights; one flow is one visit. */
  readonly flows: readonly LoadFlow[];
  /** ms after which a request is given up as unknown; 2000 by default. */
  readonly timeoutMs?: number;
  /**
   * What a client does when it gets no answer (refused, reset, timeout): nothing by default, or
   * tries the next of `to`, as a browser with several addresses does.
   */
  readonly failover?: boolean;
}

export interface LoadFlow {
  readonly weight?: number;
  readonly steps: readonly RequestTemplate[];
  /**
   * ms from an answer to the next step of the same visit, give or take a seeded quarter, so that
   * people do not march in step; 0 by default.
   */
  readonly pauseMs?: number;
}

/** A request that a person sends by hand. */
export interface HandRequest {
  readonly to: string;
  readonly from?: string;
  readonly port?: number;
  readonly method?: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly timeoutMs?: number;
}

// ---------------------------------------------------------------- faults and actions

/**
 * What can be wrong with a link. Applied to one direction or both; several add up. None makes a
 * message faster than its link: a number below 0 counts as 0.
 */
export interface LinkFault {
  /** ms added to the one-way delay. */
  readonly latencyMs?: number;
  /** ms: a seeded extra of 0 to this, per message. */
  readonly jitterMs?: number;
  /**
   * 0 to 1: the share of messages that never arrive (the sender sees a silence). What follows one
   * on its connection does not arrive either: a stream has no holes.
   */
  readonly loss?: number;
  /** Nothing passes, nobody is told. */
  readonly partition?: boolean;
  /**
   * 0 to 1: the share of answers that never come back, though their requests arrived and were
   * worked on (the sender sees a silence). Of answers that travel in the faulted direction.
   */
  readonly lostReply?: number;
  /**
   * 0 to 1: the share of requests whose connection breaks just after they were delivered. They are
   * worked on, and their sender gets a reset instead of the answer. Where HTTP allows it, that is
   * a second delivery: clients (`LoadProfile`) send it again as browsers do, if its method is
   * idempotent (RFC 9110, 9.2.2), its connection had served before and no byte of the answer came;
   * once, on a new connection. A process's `http` and `fetch` do not, as Node's do not: it sees
   * ECONNRESET, and `request.reusedSocket`. Of requests that travel in the faulted direction.
   */
  readonly duplicate?: number;
  /**
   * Bytes per second, of bodies: one takes its size divided by this, after those that were sent
   * before it, on whatever connection. Everything else waits for them.
   */
  readonly bandwidth?: number;
}

/** What can be wrong with a machine and heals. */
export interface MachineFault {
  /** CPU speed is multiplied by this: 0.2 is five times slower. */
  readonly cpu?: number;
  /** Disk speed is multiplied by this. */
  readonly disk?: number;
  /** ms that its calendar (`Date`) is ahead; below 0, behind. Timers and `performance` know nothing of it. */
  readonly clockMs?: number;
  /** What its calendar gains from the fault on, per ms: 0.001 is 1 ms a second; below 0, it loses. */
  readonly clockDrift?: number;
  /** Nothing more fits on its disk: what needs room there fails with ENOSPC. */
  readonly diskFull?: boolean;
}

/** What can be wrong with a zone, a region or a rack: with all of it at once, and it heals at once. */
export interface ZoneFault {
  /** What befalls its machines. Healing starts or resumes those that ran until then. */
  readonly outage?: 'unplug' | 'kill' | 'pause';
  /** On each of its machines. */
  readonly machine?: MachineFault;
  /** On each of its links, both ways. */
  readonly link?: LinkFault;
}

/** Everything that can be done to a running system. A plain value: it travels, and it is logged. */
export type Action =
  | { readonly kind: 'start'; readonly machine: string }
  /** SIGKILL: memory and connections die at once; peers see resets and refusals. */
  | { readonly kind: 'kill'; readonly machine: string }
  /** SIGTERM: the process may finish what it does; killed after `graceMs` (5000 by default). */
  | { readonly kind: 'stop'; readonly machine: string; readonly graceMs?: number }
  | { readonly kind: 'restart'; readonly machine: string }
  /** SIGSTOP: it holds its port and answers nobody until `resume`. */
  | { readonly kind: 'pause'; readonly machine: string }
  | { readonly kind: 'resume'; readonly machine: string }
  /** It drops off the network and its process ends: silence, not refusals. Its disk keeps everything. */
  | { readonly kind: 'unplug'; readonly machine: string }
  /**
   * At once, and silent as `unplug`; what was not synced to its disk (`fsync`) is gone. Off until
   * `start`.
   */
  | { readonly kind: 'power-loss'; readonly machine: string }
  | {
      readonly kind: 'machine-fault';
      readonly id: string;
      readonly machine: string;
      readonly fault: MachineFault;
    }
  | {
      readonly kind: 'link-fault';
      readonly id: string;
      readonly from: string;
      readonly to: string;
      readonly fault: LinkFault;
      /** Only what travels from `from` to `to`; both ways by default. */
      readonly oneWay?: boolean;
    }
  /** `zone` is what people call it; engines know machines and links, and take them from here. */
  | {
      readonly kind: 'zone-fault';
      readonly id: string;
      readonly zone: string;
      readonly machines: readonly string[];
      readonly links: readonly { readonly from: string; readonly to: string }[];
      readonly fault: ZoneFault;
    }
  /** Ends the fault with this id. */
  | { readonly kind: 'heal'; readonly id: string }
  /** Ends every fault, resumes what is paused and starts what is down. */
  | { readonly kind: 'heal-all' }
  /** Begins or replaces the load with this id; null ends it. */
  | { readonly kind: 'load'; readonly id: string; readonly profile: LoadProfile | null }
  | { readonly kind: 'request'; readonly id: string; readonly request: HandRequest }
  /** Changes a file and restarts every process that uses it, unless it fails to parse. */
  | { readonly kind: 'write'; readonly path: string; readonly text: string }
  /** A mark for people and checks: a phase of a drill begins. */
  | { readonly kind: 'mark'; readonly name: string };

export interface TimedAction {
  /** ms since the session began. */
  readonly at: number;
  readonly action: Action;
}

/** A plan's own name for an action: one that has happened is known by it, and never happens again. */
export interface PlannedAction extends TimedAction {
  readonly id?: number;
}

// ---------------------------------------------------------------- engine and session

/** What an engine can and cannot do; the workbench hides what is missing. */
export interface Capabilities {
  /** The session's clock is its own: it can pause, step, crawl and run as fast as it goes. */
  readonly virtualTime: boolean;
  /** Equal plans give equal journals. */
  readonly seeded: boolean;
  /** A process that never yields can be killed alone. */
  readonly killsHotLoops: boolean;
  /**
   * Faults and actions that it cannot do: a field of `MachineFault` or `LinkFault` (`clockMs`), or a
   * kind of `Action` (`power-loss`). Asked for all the same, they are told by a notice. None when absent.
   */
  readonly lacks?: readonly Lacking[];
}

export type Lacking = keyof MachineFault | keyof LinkFault | Action['kind'];

/** A mistake in a reader's file, found before or while it ran. */
export interface FileProblem {
  readonly path: string;
  /** 1-based; absent when not known. */
  readonly line?: number;
  readonly column?: number;
  readonly message: string;
}

export type WriteResult =
  | { readonly ok: true; readonly restarted: readonly string[] }
  | { readonly ok: false; readonly problem: FileProblem };

export type Step =
  /** To just after the next thing that happens anywhere. */
  | { readonly by: 'event' }
  /** To the end of the next client request. */
  | { readonly by: 'request' }
  /** By so many ms. */
  | { readonly by: 'ms'; readonly ms: number };

/** How fast the session's clock runs against the wall: 1 is real time, 0 is paused, Infinity unpaced. */
export type Speed = number;

export interface JournalBatch {
  readonly events: readonly JournalEvent[];
  /** The session's time up to which the journal is now complete, ms. */
  readonly now: number;
}

export interface BootOptions {
  /** Actions known in advance; later ones go through `schedule` and `apply`. */
  readonly timeline?: readonly TimedAction[];
  /** 0 by default: the session is up, its clock stands, and `setSpeed` or `runTo` sets it going. */
  readonly speed?: Speed;
  readonly signal?: AbortSignal;
  /** Named steps while booting, for a progress line. */
  readonly onStep?: (step: string) => void;
}

export interface Engine {
  readonly id: 'in-page' | 'in-page-node' | 'webcontainer' | 'local';
  readonly capabilities: Capabilities;
  /**
   * Starts every machine. Resolves once each process has run its top level, or has failed to
   * (which is in the journal, not an error here).
   * @throws BootError when the plan is unusable (what, where and how to mend it) or the signal aborts.
   */
  boot(plan: BootPlan, options?: BootOptions): Promise<Session>;
  /** Gets ready for a boot that comes soon, where that saves time. */
  warm?(): void;
}

/** Columns and rows of characters. */
export interface TerminalSize {
  readonly cols: number;
  readonly rows: number;
}

/** A shell beside the lab's processes: texts with the control characters of a terminal. */
export interface Terminal {
  /** What was typed. */
  write(text: string): void;
  resize(size: TerminalSize): void;
  /** Called with what the shell writes, from its first word on. Returns how to stop. */
  onData(listener: (text: string) => void): () => void;
  /** Resolves when the shell has ended, by itself or with the session. */
  readonly ended: Promise<void>;
  close(): Promise<void>;
}

export interface Session {
  readonly capabilities: Capabilities;
  /** Called with every batch, in order, from the first event on. Returns how to stop. */
  subscribe(listener: (batch: JournalBatch) => void): () => void;
  /** Does it now. Resolves with the session's time at which it took effect, ms. */
  apply(action: Action): Promise<number>;
  /**
   * Plans actions at times of the session, instead of what an earlier call planned and has not
   * happened yet; what `boot` and `play` planned stays. What has passed happens at the first moment
   * nobody has; what has an id and has happened, under any plan, does not happen again. Resolves with
   * the ids of those.
   */
  schedule(timeline: readonly PlannedAction[]): Promise<readonly number[]>;
  /**
   * Plans a story from now on: its times count from one moment that nobody has passed, so that its
   * parts keep their distances. Resolves with that moment once what is due at it has taken effect.
   */
  play(timeline: readonly TimedAction[]): Promise<number>;
  /** Parses first; a file with a syntax error changes nothing and the old version runs on. */
  write(path: string, text: string): Promise<WriteResult>;
  /** virtualTime only. */
  setSpeed(speed: Speed): Promise<void>;
  /** virtualTime only: pauses, moves on by one step, resolves with the time reached, ms. */
  step(step: Step): Promise<number>;
  /** Runs to this time as fast as it goes (real engines: waits), then stands. Resolves when there. */
  runTo(ms: number, signal?: AbortSignal): Promise<void>;
  /** A hash of every event so far, where `seeded`. */
  hash(): Promise<string>;
  /**
   * Opens a shell in the folder of the lab's files, where the engine has one.
   * @throws Error that says why it did not open
   */
  openTerminal?(size: TerminalSize): Promise<Terminal>;
  dispose(): Promise<void>;
  /** Resolves, with the reason, when the session died by itself (its frame crashed, say). */
  readonly died: Promise<string>;
}

/** A plan that no engine could boot: says what, where and how to mend it. */
export class BootError extends Error {
  override readonly name = 'BootError';
}
