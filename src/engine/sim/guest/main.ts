/**
 * One simulated process: boots on the kernel's `boot`, then runs a window for every `run`.
 * A host (a browser's Worker, Node's `worker_threads`) gives it a wire and a way to evaluate.
 */
import { seededRandom } from '../../../lib/random.ts';
import type {
  BootMessage,
  ProcessEvent,
  ProcessReport,
  RunMessage,
  ToProcess,
  WindowResult,
} from '../protocol.ts';
import { SESSION_EPOCH } from '../protocol.ts';
import type { SqliteParts } from '../sqlite-parts.ts';
import { Calendar } from './calendar.ts';
import { describeError, formatStacks, rejectionError } from './crash.ts';
import { GuestDisk } from './disk.ts';
import { createFetch } from './fetch.ts';
import { processGlobals, type ProcessGlobals } from './globals.ts';
import { LabHeaders } from './headers.ts';
import { createHttp } from './http/index.ts';
import type { Agent } from './http/agent.ts';
import { Limiter, LimitError } from './limiter.ts';
import { Loader, type ModuleBody } from './loader.ts';
import { Loop, type DueEvent } from './loop.ts';
import { Net } from './net.ts';
import { createBuiltins } from './node/index.ts';
import { Buffer } from './node/buffer.ts';
import { consoleModule, createConsole } from './node/console.ts';
import { createFs, type FsModules } from './node/fs/index.ts';
import { createPerformance, perfHooksModule } from './node/perf_hooks.ts';
import { createProcess, Exited, processModule, type LabProcess } from './node/process.ts';
import { randomness } from './node/random.ts';
import type * as SqliteLibrary from './node/sqlite/index.ts';
import { SIGNALS } from './node/signals.ts';
import { createTimers, createTimersPromises, timerGlobals } from './node/timers.ts';
import { Output } from './output.ts';
import { LabRequest } from './request.ts';
import { LabResponse } from './response.ts';
import type { NodeModule, Runtime } from './runtime.ts';
import { structuredClone } from './structured-clone.ts';

/** Kept from before a realm is closed to programs. */
const wasm = WebAssembly;

export interface GuestHost {
  /** Gives this process its globals, before any of its program runs. */
  install(globals: ProcessGlobals): void;
  /** Sends the answer to a `boot` or `run`. */
  reply(result: WindowResult): void;
  /** Calls back on a fresh task, when every microtask has run. */
  macrotask(then: () => void): void;
  /** Calls back when late reports of unhandled rejections are in as well. */
  settled(then: () => void): void;
  /** Evaluates a module's body; stacks name `path`. */
  evaluate(path: string, code: string): ModuleBody;
  /** Evaluates a library of ours that came with the boot; its text is an expression. */
  library(code: string): unknown;
  /** The reader's path for a script URL of a stack, if it is one of theirs. */
  pathOf(url: string): string | undefined;
  /** Reports rejections that nobody handled. */
  onUnhandledRejection(report: (reason: unknown) => void): void;
}

export class Guest {
  readonly #host: GuestHost;
  #loop!: Loop;
  #net!: Net;
  #process!: LabProcess;
  #output!: Output;
  #calendar!: Calendar;
  #disk!: GuestDisk;
  #reports: ProcessReport[] = [];
  #exit: WindowResult['exit'];
  #stuck: string | undefined;
  #booted = false;

  constructor(host: GuestHost) {
    this.#host = host;
  }

  receive(message: ToProcess): void {
    if (message.k === 'boot') this.#boot(message);
    else this.#run(message);
  }

  #boot(boot: BootMessage): void {
    formatStacks((url) => this.#host.pathOf(url));
    const limiter = new Limiter({
      crash: (error) => {
        if (!this.#loop.stopped) this.#end(1, this.#reportCrash(error, 'exception'));
      },
      hang: (reason) => this.#hang(reason),
    });
    const loop = (this.#loop = new Loop(boot.t, {
      limiter,
      macrotask: (then) => this.#host.macrotask(then),
      heldOpen: () => this.#net.alive,
      onError: (error, origin) => this.#crash(error, origin),
    }));
    const net = (this.#net = new Net(boot.machine, boot.hosts, loop, boot.firstId, limiter));
    this.#output = new Output(
      (report) => this.#reports.push(report),
      () => loop.now,
      limiter,
    );
    const disk = (this.#disk = new GuestDisk(loop, boot.disk));
    disk.speed = Number(boot.env['DISK_SPEED']);
    const random = seededRandom(boot.seed);
    const runtime: Runtime = {
      machine: boot.machine,
      now: () => loop.read(),
      random,
      setTimer: (run, ms) => loop.setTimer(run, ms),
      clearTimer: (handle) => loop.clearTimer(handle),
      write: (stream, text) => this.#output.write(stream, text),
    };
    const watch = (result: unknown): void => {
      if (result instanceof Promise)
        result.then(undefined, (error: unknown) => this.#crash(error, 'rejection'));
    };
    const process = (this.#process = createProcess({
      runtime,
      loop,
      env: { ...boot.env },
      entry: boot.entry,
      pid: boot.pid,
      startedAt: boot.t,
      exit: (code, reason) => this.#end(code, reason),
    }));
    const console = createConsole(runtime);
    const calendar = (this.#calendar = new Calendar(SESSION_EPOCH, boot.clock));
    const performance = createPerformance(runtime, boot.t, calendar.at(boot.t));
    const httpDate = dateHeader(() => calendar.at(loop.now));
    const http = createHttp({ loop, net, httpDate, watch });
    const AgentClass = http.Agent as new (options: object) => Agent;
    const fetch = createFetch({ net, agent: new AgentClass({ keepAlive: true }) });
    const promises = createTimersPromises(loop);
    let fs: FsModules | null = null;
    const useFs = (): FsModules =>
      (fs ??= createFs({
        runtime,
        loop,
        disk,
        cwd: process.cwd(),
        folders: foldersOf(Object.keys(boot.modules)),
      }));
    const sqlite =
      boot.sqlite &&
      this.#openSqlite(boot.sqlite, {
        random: seededRandom(`${boot.seed}:sqlite`),
        now: () => calendar.at(loop.read()),
        clock: () => loop.now,
        sleep: (ms) => loop.block(ms),
        later: (run, ms) => void loop.setTimer(run, ms),
        fs: () => useFs().files,
        cwd: process.cwd(),
      });
    const builtins = createBuiltins(runtime, {
      ...(sqlite ? { sqlite: () => sqlite } : {}),
      http: () => http,
      fs: () => useFs().fs,
      'fs/promises': () => useFs().promises,
      timers: () => createTimers(loop, promises),
      'timers/promises': () => promises,
      process: () => processModule(process),
      console: () => consoleModule(console),
      perf_hooks: () => perfHooksModule(performance),
    });
    const { getRandomValues, randomUUID } = randomness(runtime);
    const globals = processGlobals({
      loop,
      random,
      timers: timerGlobals(loop),
      performance,
      calendar,
      own: {
        process,
        console,
        fetch,
        Headers: LabHeaders,
        Request: LabRequest,
        Response: LabResponse,
        structuredClone,
        Buffer,
        crypto: { getRandomValues, randomUUID },
      },
    });
    this.#host.install(globals);
    this.#host.onUnhandledRejection((reason) => this.#crash(reason, 'rejection'));
    const loader = new Loader({
      entry: boot.entry,
      modules: boot.modules,
      builtin: (specifier) => builtins.get(specifier),
      builtinExports: (name) => builtins.exportsOf(name),
      evaluate: (path, code) => this.#host.evaluate(path, code),
    });
    const start: DueEvent = {
      t: boot.t,
      run: () => {
        loader.run().then(
          () => {
            this.#booted = true;
          },
          (error: unknown) => {
            // Where a handler takes the error, the program goes on.
            this.#booted = true;
            this.#crash(error, 'exception');
          },
        );
      },
    };
    loop.run([start], boot.t, () => this.#answer());
  }

  /** Now, before any program runs: later it might see how it is done. */
  #openSqlite(
    { script, wasm: module }: SqliteParts,
    setup: Omit<SqliteLibrary.SqliteSetup, 'platform' | 'module'>,
  ): NodeModule {
    const library = this.#host.library(script) as typeof SqliteLibrary;
    return library.createSqlite({ ...setup, platform: wasm, module });
  }

  #run({ events, until, at }: RunMessage): void {
    this.#loop.advanceTo(at);
    this.#loop.run(
      events.map((event) => ({ t: event.t, run: () => this.#happen(event) })),
      until,
      () => this.#answer(),
    );
  }

  #happen(event: ProcessEvent): void {
    switch (event.k) {
      case 'segment':
        this.#net.receive(event.s, event.from);
        return;
      case 'env':
        Object.assign(this.#process.env, event.values);
        this.#disk.speed = Number(event.values['DISK_SPEED']);
        return;
      case 'disk':
        this.#disk.full = event.full;
        return;
      case 'clock':
        this.#calendar.skew = event.skew;
        return;
      case 'signal':
        if (this.#process.listenerCount(event.signal) > 0)
          this.#process.emit(event.signal, event.signal, SIGNALS[event.signal]);
        else this.#end(143, `stopped (${event.signal})`);
        return;
    }
  }

  #answer(): void {
    if (this.#exit ?? this.#stuck) this.#reply();
    else {
      this.#host.settled(() => {
        this.#endNaturally();
        this.#reply();
      });
    }
  }

  #reply(): void {
    const reports = this.#reports;
    this.#reports = [];
    const listening = this.#net.takeListening();
    const disk = this.#disk.takeChanges();
    this.#host.reply({
      k: 'done',
      out: this.#net.takeOut(),
      reports,
      ...(listening ? { listening } : {}),
      ...(disk ? { disk } : {}),
      next: this.#loop.stopped ? Infinity : this.#loop.next,
      now: this.#loop.now,
      ...(this.#exit ? { exit: this.#exit } : {}),
      ...(this.#stuck === undefined ? {} : { stuck: this.#stuck }),
    });
  }

  /** As Node does when nothing is left to wait for. */
  #endNaturally(): void {
    if (this.#loop.stopped || this.#loop.alive || this.#net.alive) return;
    try {
      if (this.#booted) {
        this.#process.emit('beforeExit', this.#process.exitCode ?? 0);
        if (this.#loop.alive || this.#net.alive) return;
      } else {
        // A top-level await that nothing can end any more.
        this.#process.exitCode ??= 13;
      }
      this.#process.exit();
    } catch (error) {
      // A listener of its end may throw as any other piece of the program.
      this.#crash(error, 'exception');
    }
  }

  #crash(error: unknown, origin: 'exception' | 'rejection'): void {
    if (this.#loop.stopped || error instanceof Exited || error instanceof LimitError) return;
    const process = this.#process;
    try {
      if (origin === 'rejection' && process.listenerCount('unhandledRejection') > 0) {
        process.emit('unhandledRejection', error, Promise.resolve());
        return;
      }
      const from = origin === 'rejection' ? 'unhandledRejection' : 'uncaughtException';
      const thrown = origin === 'rejection' ? rejectionError(error) : error;
      process.emit('uncaughtExceptionMonitor', thrown, from);
      if (process.listenerCount('uncaughtException') > 0) {
        process.emit('uncaughtException', thrown, from);
        return;
      }
    } catch (next) {
      if (next instanceof Exited) return;
      error = next;
    }
    const message = this.#reportCrash(error, origin);
    process.exitCode = 1;
    try {
      if (!process.exiting) process.emit('exit', 1);
    } catch {
      // The program is ending on an error already.
    }
    this.#end(1, message);
  }

  /** @returns what it says */
  #reportCrash(error: unknown, origin: 'exception' | 'rejection'): string {
    const facts = describeError(error, origin, (url) => this.#host.pathOf(url));
    this.#output.flush();
    this.#reports.push({ t: this.#loop.now, k: 'crash', ...facts });
    return facts.message;
  }

  /** It will never yield: what it did so far counts, and that is all. */
  #hang(reason: string): void {
    if (this.#loop.stopped) return;
    this.#output.close();
    this.#stuck = reason;
    this.#loop.stop();
  }

  #end(code: number, reason: string): void {
    if (this.#exit) return;
    this.#output.close();
    this.#exit = { code, reason };
    this.#loop.stop();
  }
}

/** The `date` header of now, as Unix ms; made once a second, as Node does. */
function dateHeader(now: () => number): () => string {
  let second = NaN;
  let text = '';
  return () => {
    const current = Math.floor(now() / 1000);
    if (current !== second) {
      second = current;
      text = new Date(second * 1000).toUTCString();
    }
    return text;
  };
}

/** Folders of a program's own files, as `import.meta.dirname` names them. */
function foldersOf(paths: readonly string[]): string[] {
  return [...new Set(paths.map((path) => `/app/${path}`.replace(/\/[^/]*$/, '')))].sort();
}
