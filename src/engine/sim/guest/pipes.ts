/** `pipe` and `unpipe` of the engine's own readable streams: bodies of messages, and files. */

type Listener = (...args: unknown[]) => void;

/** A stream that chunks come from. */
export interface Source {
  readonly readableEnded: boolean;
  readonly readableFlowing: boolean | null;
  on(event: string, listener: Listener): unknown;
  once(event: string, listener: Listener): unknown;
  removeListener(event: string, listener: Listener): unknown;
  listenerCount(event: string): number;
  pause(): unknown;
  resume(): unknown;
}

/** A stream that they go to: of the engine, of `node:stream`, or a program's own. */
export interface Sink {
  write(chunk: unknown): boolean;
  end(): unknown;
  emit(event: string, ...args: unknown[]): boolean;
  on(event: string, listener: Listener): unknown;
  once(event: string, listener: Listener): unknown;
  removeListener(event: string, listener: Listener): unknown;
  prependListener?(event: string, listener: Listener): unknown;
  listenerCount?(event: string): number;
  destroy?(error?: Error): unknown;
  readonly writableNeedDrain?: boolean;
}

export class Pipes {
  readonly #source: Source;
  readonly #nextTick: (run: () => void) => void;
  readonly #stops: { readonly sink: Sink; readonly stop: () => void }[] = [];
  /** Those that have enough for now: the source waits for the slowest. */
  readonly #full = new Set<Sink>();

  constructor(source: Source, nextTick: (run: () => void) => void) {
    this.#source = source;
    this.#nextTick = nextTick;
  }

  /** @param end whether the sink ends with the source; what a process writes to never does */
  add(sink: Sink, end: boolean): void {
    const source = this.#source;
    const { stdout, stderr } = (globalThis as { process?: object }).process as Readonly<
      Record<string, unknown>
    >;
    const ends = end && sink !== stdout && sink !== stderr;
    const onData = (chunk: unknown): void => {
      if (sink.write(chunk) === false) hold();
    };
    const hold = (): void => {
      if (this.#full.has(sink)) return;
      this.#full.add(sink);
      source.pause();
      sink.on('drain', onDrain);
    };
    const onDrain = (): void => {
      sink.removeListener('drain', onDrain);
      this.#full.delete(sink);
      if (this.#full.size === 0 && source.listenerCount('data') > 0) source.resume();
    };
    const onEnd = (): void => {
      if (ends) sink.end();
      else this.remove(sink);
    };
    const onError = (...[error]: unknown[]): void => {
      sink.removeListener('error', onError);
      this.remove(sink);
      if ((sink.listenerCount?.('error') ?? 1) > 0) return;
      if (sink.destroy) sink.destroy(error as Error);
      else sink.emit('error', error);
    };
    const onOver = (): void => this.remove(sink);
    const stop = (): void => {
      source.removeListener('data', onData);
      source.removeListener('end', onEnd);
      for (const [event, listener] of [
        ['drain', onDrain],
        ['error', onError],
        ['close', onOver],
        ['finish', onOver],
      ] as const)
        sink.removeListener(event, listener);
      // It may have been all that the source waited for.
      if (this.#full.delete(sink) && this.#full.size === 0 && source.listenerCount('data') > 0)
        source.resume();
    };
    this.#stops.push({ sink, stop });
    source.on('data', onData);
    if (source.readableEnded) this.#nextTick(onEnd);
    else source.once('end', onEnd);
    if (sink.prependListener) sink.prependListener('error', onError);
    else sink.on('error', onError);
    sink.once('close', onOver);
    sink.once('finish', onOver);
    sink.emit('pipe', source);
    if (sink.writableNeedDrain === true) hold();
    else if (source.readableFlowing !== true) source.resume();
  }

  /** Stops feeding a sink, or all of them; the source stands still when it was the last. */
  remove(sink?: Sink): void {
    const gone = this.#stops.filter((one) => sink === undefined || one.sink === sink);
    if (gone.length === 0) return;
    for (const one of gone) {
      this.#stops.splice(this.#stops.indexOf(one), 1);
      one.stop();
    }
    if (this.#stops.length === 0) this.#source.pause();
    for (const one of gone) one.sink.emit('unpipe', this.#source, { hasUnpiped: false });
  }
}
