/** One machine of a session: its state, and the process that runs its program. */
import type { MachineFault, MachineSpec } from '../contract.ts';
import type { JournalEvent, MachineState } from '../journal.ts';
import { crashOf } from './crash.ts';
import type { HostProcess, ProcessEnd, ProcessHost, Signal } from './host.ts';
import { gaugesOf, Lines } from './lines.ts';
import {
  MARK,
  PRELOAD_FILE,
  VARIABLES,
  type Condition,
  type ProcessName,
  type RunClock,
} from './messages.ts';

/** Where the plan's files lie, in the host's folder. */
export const FILES = 'labs/';
/** Where machines write. */
export const DISKS = 'disks/';
/** ms; one that listens on no port is up after so long. */
const UP_MS = 1500;
/** ms after its end; then the process that may follow is started ahead. */
const POISE_MS = 300;
/** Of standard error, so many lines may tell of a crash. */
const TAIL = 80;

export interface MachineSetup {
  readonly host: ProcessHost;
  /** ms of the session. */
  readonly now: () => number;
  readonly journal: (event: JournalEvent) => void;
  /** What its process needs to find the fabric. */
  readonly variables: Readonly<Record<string, string>>;
  readonly clock: RunClock;
  readonly nodeOptions: readonly string[];
  /** Lets a process run its program, which it waits to do; `at` a moment to come (`RunClock`). */
  readonly go: (process: ProcessName, at?: number) => Promise<unknown>;
}

interface Running {
  readonly process: Promise<HostProcess>;
  /** Why it is being ended; its machine is down when it has. */
  reason: string | null;
  /** What becomes of its machine when it ends is settled already. */
  quiet: boolean;
  readonly ended: Promise<void>;
}

export class MachineRun {
  readonly spec: MachineSpec;
  state: MachineState = 'down';
  incarnation = 0;
  /** Somebody started it and nobody has stopped it since: it is to run, even if it crashed. */
  wanted = false;
  readonly faults = new Map<string, { readonly fault: MachineFault; readonly since: number }>();
  readonly #setup: MachineSetup;
  #running: Running | null = null;
  #settled = Promise.withResolvers<void>();
  #last: Promise<unknown> = Promise.resolve();
  #upTimer: ReturnType<typeof setTimeout> | undefined;
  /** Started ahead, for the next incarnation. */
  #poised: { readonly incarnation: number; readonly process: Promise<HostProcess> } | null = null;
  #poiseTimer: ReturnType<typeof setTimeout> | undefined;
  #closed = false;
  /** Incarnations of the last process that was let go ahead of its start, and of the last that listened. */
  #allowed = 0;
  /** ms of the session. */
  #startedAt = 0;
  #listens = 0;

  constructor(spec: MachineSpec, setup: MachineSetup) {
    this.spec = spec;
    this.#setup = setup;
  }

  get id(): string {
    return this.spec.id;
  }

  get port(): number {
    return this.spec.port ?? 8080;
  }

  /** Does one thing after the other: what is asked of a machine takes effect in order. */
  inTurn<Result>(run: () => Promise<Result>): Promise<Result> {
    const done = this.#last.then(run);
    this.#last = done.catch(() => undefined);
    return done;
  }

  /** Resolves when what was started last is up, or could not be. */
  get settled(): Promise<void> {
    return this.#settled.promise;
  }

  /**
   * Starts its process, if it has none.
   * @param begins false leaves it to `go` to let its program run
   */
  async start(begins = true): Promise<void> {
    if (this.state !== 'down' && this.state !== 'unplugged') return;
    this.wanted = true;
    clearTimeout(this.#poiseTimer);
    this.incarnation++;
    this.#settled = Promise.withResolvers();
    this.#startedAt = this.#setup.now();
    this.setState('starting', undefined, this.#startedAt);
    // Its disk is one: the process before has to let go of it.
    await this.#running?.ended;
    const process = this.#takePoised() ?? this.#spawn(this.incarnation);
    const running: Running = {
      process,
      reason: null,
      quiet: false,
      ended: process
        .then((child) => this.#follow(running, child))
        .catch((error: unknown) => {
          this.#ended(running, `it could not be started: ${String(error)}`);
        }),
    };
    this.#running = running;
    if (begins) await this.go();
  }

  /** Lets the program run. It has some time to listen, and is up then in any case. */
  async go(): Promise<void> {
    const { id: machine, incarnation } = this;
    if (this.#allowed !== incarnation) await this.#setup.go({ machine, incarnation });
    if (this.#listens === incarnation) this.up(incarnation);
    if (incarnation !== this.incarnation || this.state !== 'starting') return;
    clearTimeout(this.#upTimer);
    this.#upTimer = setTimeout(() => this.up(incarnation), UP_MS);
  }

  /** Starts the process after this one ahead of time: it waits, and its machine starts sooner. */
  poise(): void {
    clearTimeout(this.#poiseTimer);
    const incarnation = this.incarnation + 1;
    if (this.#poised?.incarnation === incarnation) return;
    const poised = { incarnation, process: this.#spawn(incarnation) };
    this.#poised = poised;
    const forget = (): void => {
      if (this.#poised === poised) this.#poised = null;
    };
    poised.process.then((child) => child.exit).then(forget, forget);
  }

  /** Its next process, which waits, is to run its program at a moment (`RunClock`) at which it is started. */
  allow(at: number): void {
    if (this.#poised === null) return;
    this.#allowed = this.incarnation + 1;
    void this.#setup.go({ machine: this.id, incarnation: this.#allowed }, at);
  }

  /** Nothing more is started ahead. */
  close(): void {
    clearTimeout(this.#poiseTimer);
    clearTimeout(this.#upTimer);
    this.#closed = true;
  }

  #takePoised(): Promise<HostProcess> | undefined {
    const poised = this.#poised;
    this.#poised = null;
    return poised?.incarnation === this.incarnation ? poised.process : undefined;
  }

  #spawn(incarnation: number): Promise<HostProcess> {
    return this.#setup.host.spawn({
      args: [
        ...this.#setup.nodeOptions,
        '--import',
        `./${PRELOAD_FILE}`,
        `./${FILES}${this.spec.entry}`,
      ],
      env: { ...this.#env(incarnation), ...this.#setup.variables },
    });
  }

  /**
   * It listens.
   * @param t ms of the session: since when, if that is told later
   */
  up(incarnation: number, t = this.#setup.now()): void {
    this.#listens = incarnation;
    if (incarnation !== this.incarnation || this.state !== 'starting') return;
    clearTimeout(this.#upTimer);
    this.setState('up', undefined, Math.max(t, this.#startedAt));
    this.#settled.resolve();
  }

  /** Ends the process at once; resolves when it has ended and the machine is down. */
  async kill(reason: string): Promise<void> {
    const running = this.#running;
    if (!running) return;
    running.reason ??= reason;
    await this.signal('SIGKILL');
    await running.ended;
  }

  /** Ends the process, and says nothing of it: its machine's state is told already. */
  async drop(): Promise<void> {
    const running = this.#running;
    if (!running) return;
    running.quiet = true;
    await this.signal('SIGKILL');
    await running.ended;
  }

  /** It is to end by itself; what it is told when it does not. */
  async stop(graceMs: number, send: () => Promise<unknown>): Promise<void> {
    const running = this.#running;
    if (!running) return;
    await send();
    const late = this.#setup.clock.after(graceMs, () => {
      running.reason ??= 'killed: it did not stop in time';
      void this.signal('SIGKILL');
    });
    void running.ended.then(() => clearTimeout(late));
  }

  async signal(signal: Signal): Promise<void> {
    const running = this.#running;
    try {
      await (await running?.process)?.kill(signal);
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error);
      this.#tell({ kind: 'notice', machine: this.id, text: `${this.id}: ${text}` });
      if (running && signal === 'SIGKILL') this.setState('stuck', text);
    }
  }

  /** @param t ms of the session */
  setState(state: MachineState, reason?: string, t = this.#setup.now()): void {
    this.state = state;
    const { id: machine, incarnation } = this;
    const why = reason === undefined ? {} : { reason };
    this.#setup.journal({ kind: 'machine', machine, state, ...why, incarnation, t });
  }

  /** What its process has to know: speeds and calendar, with every fault added up. */
  condition(zero: number): Condition {
    let cpu = this.spec.cpuSpeed ?? 1;
    let disk = 1;
    let ms = 0;
    let drift = 0;
    for (const { fault, since } of this.faults.values()) {
      cpu *= fault.cpu ?? 1;
      disk *= fault.disk ?? 1;
      const gain = fault.clockDrift ?? 0;
      ms += (fault.clockMs ?? 0) - gain * since;
      drift += gain;
    }
    return {
      env: { CPU_SPEED: String(cpu), DISK_SPEED: String(disk) },
      clock: { ms, drift, since: zero },
    };
  }

  #env(incarnation: number): Record<string, string> {
    const { spec } = this;
    return {
      TZ: 'UTC',
      PORT: String(this.port),
      HOST_NAME: spec.id,
      CORES: String(spec.cores ?? 1),
      MEMORY_MB: String(spec.memoryMb ?? 512),
      ...spec.env,
      ...this.condition(0).env,
      [VARIABLES.incarnation]: String(incarnation),
      [VARIABLES.disk]: `${DISKS}${spec.id}`,
    };
  }

  async #follow(running: Running, child: HostProcess): Promise<void> {
    const tail: string[] = [];
    const lines = { out: this.#lines('out', null), err: this.#lines('err', tail) };
    child.onOutput((stream, text) => lines[stream].push(text));
    const end = await child.exit;
    lines.out.finish();
    lines.err.finish();
    const reason = running.reason ?? reasonOf(end);
    const crash = running.reason === null ? crashOf(tail, `/${FILES}`) : undefined;
    if (crash && !running.quiet) this.#tell({ kind: 'crash', machine: this.id, ...crash });
    this.#ended(running, crash?.message ?? reason);
  }

  #ended(running: Running, reason: string): void {
    clearTimeout(this.#upTimer);
    if (this.#running === running) this.#running = null;
    if (!running.quiet && this.state !== 'down') this.setState('down', reason);
    clearTimeout(this.#poiseTimer);
    if (!this.#closed && !this.wanted) this.#poiseTimer = setTimeout(() => this.poise(), POISE_MS);
    this.#settled.resolve();
  }

  #lines(stream: 'out' | 'err', tail: string[] | null): Lines {
    return new Lines((text) => {
      const gauges = text.startsWith(MARK) ? gaugesOf(text.slice(1)) : undefined;
      for (const [name, value] of Object.entries(gauges ?? {}))
        this.#tell({ kind: 'gauge', machine: this.id, name, value });
      if (gauges) return;
      tail?.push(text);
      if (tail && tail.length > TAIL) tail.shift();
      this.#tell({ kind: 'log', machine: this.id, stream, text });
    });
  }

  #tell(event: Untimed<JournalEvent>): void {
    this.#setup.journal({ ...event, t: this.#setup.now() });
  }
}

/** An event whose time is now. */
type Untimed<Event> = Event extends unknown ? Omit<Event, 't'> : never;

function reasonOf({ code, signal }: ProcessEnd): string {
  return code === undefined ? `killed (${signal ?? 'by a signal'})` : `exit code ${String(code)}`;
}
