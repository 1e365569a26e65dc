/**
 * The wire between a page and the frame that holds its session: calls with an id each, their
 * answers, and the journal. `serveSession` is the frame's end, `connectSession` the page's.
 */
import { BatchFeed } from '../../batch-feed.ts';
import type {
  Action,
  BootOptions,
  BootPlan,
  JournalBatch,
  PlannedAction,
  Session,
  Speed,
  Step,
  TimedAction,
  WriteResult,
} from '../../contract.ts';
import { BootError } from '../../contract.ts';
import {
  NO_SUPPLIES,
  PageCompiler,
  textsOf,
  type LoadLibrary,
  type Supplies,
} from '../page-compiler.ts';
import { usesSqlite, type SqliteBytes } from '../sqlite-parts.ts';
import { SIM_CAPABILITIES } from '../session-capabilities.ts';
import type { SimSession } from '../session.ts';

type Call =
  | {
      readonly verb: 'boot';
      readonly plan: BootPlan;
      readonly timeline: readonly TimedAction[];
      readonly speed: Speed;
    }
  | { readonly verb: 'apply'; readonly action: Action }
  | { readonly verb: 'schedule'; readonly timeline: readonly PlannedAction[] }
  | { readonly verb: 'play'; readonly timeline: readonly TimedAction[] }
  | { readonly verb: 'write'; readonly path: string; readonly text: string }
  | { readonly verb: 'setSpeed'; readonly speed: Speed }
  | { readonly verb: 'step'; readonly step: Step }
  | { readonly verb: 'runTo'; readonly ms: number }
  | { readonly verb: 'stop' }
  | { readonly verb: 'hash' }
  | { readonly verb: 'ping' };

/** What comes with a call that needs it: texts, compiled on the page, and libraries. */
export interface Learned extends Supplies {
  /** With the first call that needs it. */
  readonly sqlite?: SqliteBytes;
}

export type ToFrame = Call & { readonly id: number } & Learned;

/** How the page loads what programs import by name. */
export interface Loaders {
  readonly library: LoadLibrary;
  readonly sqlite: () => Promise<SqliteBytes>;
}

export type FromFrame =
  | { readonly k: 'answer'; readonly id: number; readonly value: unknown }
  | { readonly k: 'failure'; readonly id: number; readonly name: string; readonly message: string }
  | { readonly k: 'step'; readonly step: string }
  | { readonly k: 'batch'; readonly batch: JournalBatch }
  | { readonly k: 'died'; readonly reason: string };

export interface Wire<Out, In> {
  post(message: Out): void;
  listen(receive: (message: In) => void): void;
}

/** Boots a session where the kernel is; passed in, so that a page that only connects need not load it. */
export type Boot = (plan: BootPlan, options: BootOptions) => Promise<SimSession>;

/** Serves one session at a time over this wire. `learn` hears of what comes with a call before it. */
export function serveSession(
  boot: Boot,
  learn: (learned: Learned) => void,
  wire: Wire<FromFrame, ToFrame>,
): void {
  let session: SimSession | null = null;
  let running = new AbortController();

  const answer = async (call: Call): Promise<unknown> => {
    if (call.verb === 'ping') return null;
    if (call.verb === 'boot') {
      await session?.dispose();
      const onStep = (step: string): void => wire.post({ k: 'step', step });
      session = await boot(call.plan, { timeline: call.timeline, speed: call.speed, onStep });
      session.subscribe((batch) => wire.post({ k: 'batch', batch }));
      void session.died.then((reason) => wire.post({ k: 'died', reason }));
      return null;
    }
    if (!session) throw new Error('There is no session: boot one first.');
    switch (call.verb) {
      case 'apply':
        return session.apply(call.action);
      case 'schedule':
        return session.schedule(call.timeline);
      case 'play':
        return session.play(call.timeline);
      case 'write':
        return session.write(call.path, call.text);
      case 'setSpeed':
        return session.setSpeed(call.speed);
      case 'step':
        return session.step(call.step);
      case 'runTo':
        running = new AbortController();
        return session.runTo(call.ms, running.signal);
      case 'stop':
        running.abort();
        return null;
      case 'hash':
        return session.hash();
    }
  };

  wire.listen((message) => {
    const { id, compiled, libraries, sqlite, ...call } = message;
    learn({ compiled, libraries, ...(sqlite ? { sqlite } : {}) });
    answer(call).then(
      (value) => wire.post({ k: 'answer', id, value }),
      (error: unknown) => {
        const { name = 'Error', message: words = String(error) } =
          error instanceof Error ? error : {};
        wire.post({ k: 'failure', id, name, message: words });
      },
    );
  });
}

/** The page's end: a `Session` whose work is done in the frame. */
export class RemoteSession implements Session {
  readonly capabilities = SIM_CAPABILITIES;
  readonly died: Promise<string>;
  readonly #wire: Wire<ToFrame, FromFrame>;
  readonly #close: () => void;
  readonly #loadLibrary: LoadLibrary;
  /** Loads `node:sqlite`; null once it is on its way to the frame. */
  #loadSqlite: (() => Promise<SqliteBytes>) | null;
  readonly #calls = new Map<
    number,
    { resolve: (value: never) => void; reject: (error: Error) => void }
  >();
  readonly #feed = new BatchFeed();
  #lastCall = 0;
  #onStep: (step: string) => void = () => {};
  #ended: string | null = null;
  #compiler: PageCompiler | null = null;
  /** Of a call that failed before it was sent: they go with the next. */
  #unsent: Supplies = NO_SUPPLIES;
  /** The call before: one that waits for the compiler is not overtaken. */
  #before: Promise<unknown> | null = null;
  #die: (reason: string) => void = () => {};

  /** @param close removes the frame */
  constructor(wire: Wire<ToFrame, FromFrame>, { library, sqlite }: Loaders, close: () => void) {
    this.#loadLibrary = library;
    this.#wire = wire;
    this.#loadSqlite = sqlite;
    this.#close = close;
    this.died = new Promise((resolve) => {
      this.#die = resolve;
    });
    wire.listen((message) => this.#receive(message));
  }

  async boot(plan: BootPlan, options: BootOptions): Promise<void> {
    this.#onStep = options.onStep ?? this.#onStep;
    this.#compiler = new PageCompiler(plan, this.#loadLibrary);
    const { prepared: _, ...bare } = plan;
    await this.#call({
      verb: 'boot',
      plan: bare,
      timeline: options.timeline ?? [],
      speed: options.speed ?? 0,
    });
  }

  subscribe(listener: (batch: JournalBatch) => void): () => void {
    return this.#feed.subscribe(listener);
  }

  apply(action: Action): Promise<number> {
    return this.#call({ verb: 'apply', action });
  }

  schedule(timeline: readonly PlannedAction[]): Promise<readonly number[]> {
    return this.#call({ verb: 'schedule', timeline });
  }

  play(timeline: readonly TimedAction[]): Promise<number> {
    return this.#call({ verb: 'play', timeline });
  }

  write(path: string, text: string): Promise<WriteResult> {
    return this.#call({ verb: 'write', path, text });
  }

  setSpeed(speed: Speed): Promise<void> {
    return this.#call({ verb: 'setSpeed', speed });
  }

  step(step: Step): Promise<number> {
    return this.#call({ verb: 'step', step });
  }

  async runTo(ms: number, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    const stop = (): void => void this.#call({ verb: 'stop' }).catch(() => {});
    signal?.addEventListener('abort', stop, { once: true });
    try {
      await this.#call({ verb: 'runTo', ms });
    } catch (error) {
      signal?.throwIfAborted();
      throw error;
    } finally {
      signal?.removeEventListener('abort', stop);
    }
  }

  hash(): Promise<string> {
    return this.#call({ verb: 'hash' });
  }

  /** Resolves when the frame answers: it is alive. */
  ping(): Promise<void> {
    return this.#call({ verb: 'ping' });
  }

  dispose(): Promise<void> {
    this.end('disposed', false);
    return Promise.resolve();
  }

  /** Ends it: every call that waits is told why. */
  end(reason: string, died = true): void {
    if (this.#ended !== null) return;
    this.#ended = reason;
    this.#close();
    for (const { reject } of this.#calls.values())
      reject(new Error(`The lab's session has ended: ${reason}.`));
    this.#calls.clear();
    if (died) this.#die(reason);
  }

  #call<T>(call: Call): Promise<T> {
    const texts = textsIn(call);
    if (texts.length === 0 && !this.#before) return this.#post(call, NO_SUPPLIES);
    const ready = Promise.resolve(this.#before)
      .catch(() => undefined)
      .then(() => this.#learn(texts));
    this.#before = ready;
    const clear = (): void => {
      if (this.#before === ready) this.#before = null;
    };
    ready.then(clear, clear);
    return ready.then((learned) => this.#post<T>(call, learned));
  }

  async #learn(texts: Parameters<PageCompiler['supply']>[0]): Promise<Learned> {
    const fresh = (await this.#compiler?.supply(texts)) ?? NO_SUPPLIES;
    const before = this.#unsent;
    const supplies = (this.#unsent = {
      compiled: [...before.compiled, ...fresh.compiled],
      libraries: [...before.libraries, ...fresh.libraries],
    });
    const load = this.#loadSqlite;
    const uses = load && supplies.compiled.some(({ result }) => usesSqlite(result));
    const sqlite = uses ? await load() : undefined;
    if (sqlite) this.#loadSqlite = null;
    this.#unsent = NO_SUPPLIES;
    return { ...supplies, ...(sqlite ? { sqlite } : {}) };
  }

  #post<T>(call: Call, learned: Learned): Promise<T> {
    if (this.#ended !== null)
      return Promise.reject(new Error(`The lab's session has ended: ${this.#ended}.`));
    return new Promise((resolve, reject) => {
      const id = ++this.#lastCall;
      this.#calls.set(id, { resolve: resolve, reject });
      this.#wire.post({ ...call, id, ...learned });
    });
  }

  #receive(message: FromFrame): void {
    switch (message.k) {
      case 'batch':
        this.#feed.emit(message.batch);
        return;
      case 'step':
        this.#onStep(message.step);
        return;
      case 'died':
        this.end(message.reason);
        return;
      default: {
        const call = this.#calls.get(message.id);
        this.#calls.delete(message.id);
        if (message.k === 'answer') call?.resolve(message.value as never);
        else call?.reject(revive(message.name, message.message));
      }
    }
  }
}

function textsIn(call: Call) {
  switch (call.verb) {
    case 'boot':
      return textsOf(call.plan.files, call.timeline);
    case 'apply':
      return textsOf({}, [call]);
    case 'schedule':
    case 'play':
      return textsOf({}, call.timeline);
    case 'write':
      return textsOf({ [call.path]: call.text }, []);
    default:
      return [];
  }
}

function revive(name: string, message: string): Error {
  if (name === 'BootError') return new BootError(message);
  const error = new Error(message);
  error.name = name;
  return error;
}
