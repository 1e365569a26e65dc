/** `toWeb` and `fromWeb`: Node's streams as the web's, and the other way round. */
import Stream from 'readable-stream/lib/stream.js';
import type { Duplex, DuplexOptions, Readable, ReadableOptions, Writable } from 'node:stream';

type Callback = (error?: Error | null) => void;
type WebPair = { readonly readable: ReadableStream; readonly writable: WritableStream };

/** Puts them on the classes, where `readable-stream` has them unfinished. */
export function addWebForms(stream: unknown): void {
  const { Readable, Writable, Duplex } = stream as Record<string, object>;
  Object.assign(Readable!, { toWeb: readableToWeb, fromWeb: readableFromWeb });
  Object.assign(Writable!, { toWeb: writableToWeb, fromWeb: writableFromWeb });
  Object.assign(Duplex!, {
    toWeb: (duplex: Duplex): WebPair => ({
      readable: readableToWeb(duplex),
      writable: writableToWeb(duplex),
    }),
    fromWeb: (pair: WebPair, options?: DuplexOptions): Duplex =>
      Stream.Duplex.from({
        readable: readableFromWeb(pair.readable, options as ReadableOptions),
        writable: writableFromWeb(pair.writable, options),
      } as never),
  });
}

interface ReadableSide {
  readonly readableObjectMode?: boolean;
  readonly readableHighWaterMark?: number;
  readonly destroyed: boolean;
  pause(): unknown;
  resume(): unknown;
  on(event: string, listener: (...args: never[]) => void): unknown;
  destroy(error?: unknown): unknown;
}

function readableToWeb(
  from: ReadableSide,
  { strategy }: { strategy?: QueuingStrategy<unknown> } = {},
): ReadableStream {
  const highWaterMark = from.readableHighWaterMark ?? 65536;
  const size = from.readableObjectMode
    ? undefined
    : (chunk: unknown): number => (chunk as Uint8Array).length;
  let over = false;
  from.pause();
  return new ReadableStream<unknown>(
    {
      start(controller) {
        from.on('data', (chunk: unknown) => {
          const bytes = chunk instanceof Uint8Array && !from.readableObjectMode;
          controller.enqueue(bytes ? new Uint8Array(chunk) : chunk);
          if ((controller.desiredSize ?? 0) <= 0) from.pause();
        });
        Stream.finished(from as Readable, { writable: false }, (error) => {
          if (over) return;
          over = true;
          if (error) controller.error(error);
          else controller.close();
        });
        from.pause();
      },
      pull() {
        from.resume();
      },
      cancel(reason) {
        over = true;
        from.destroy(reason);
      },
    },
    strategy ?? { highWaterMark, ...(size ? { size } : {}) },
  );
}

function readableFromWeb(from: ReadableStream, options: ReadableOptions = {}): Readable {
  const reader = from.getReader();
  const readable: Readable = new Stream.Readable({
    ...options,
    read() {
      reader.read().then(
        ({ done, value }: ReadableStreamReadResult<unknown>) => {
          readable.push(done ? null : value);
        },
        (error: Error) => readable.destroy(error),
      );
    },
    destroy(error, done) {
      const end = (): void => done(error);
      reader.cancel(error ?? undefined).then(end, end);
    },
  });
  return readable;
}

interface WritableSide {
  readonly writableObjectMode?: boolean;
  readonly writableHighWaterMark?: number;
  readonly writableNeedDrain: boolean;
  write(chunk: unknown): boolean;
  end(): unknown;
  on(event: string, listener: (...args: never[]) => void): unknown;
  destroy(error?: unknown): unknown;
}

function writableToWeb(to: WritableSide): WritableStream {
  let wake: (() => void) | null = null;
  to.on('drain', () => wake?.());
  return new WritableStream(
    {
      start(controller) {
        Stream.finished(to as Writable, { readable: false }, (error) => {
          wake?.();
          if (error) controller.error(error);
        });
      },
      async write(chunk) {
        if (to.write(chunk)) return;
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
        wake = null;
      },
      abort(reason) {
        to.destroy(reason);
      },
      close() {
        return new Promise((resolve, reject) => {
          Stream.finished(to as Writable, { readable: false }, (error) => {
            if (error) reject(error);
            else resolve();
          });
          to.end();
        });
      },
    },
    new CountQueuingStrategy({ highWaterMark: to.writableObjectMode ? 16 : 1 }),
  );
}

function writableFromWeb(to: WritableStream, options: object = {}): Writable {
  const writer = to.getWriter();
  const end = (promise: Promise<unknown>, done: Callback): void => {
    promise.then(
      () => done(null),
      (error: Error) => done(error),
    );
  };
  return new Stream.Writable({
    ...options,
    write: (chunk, _encoding, done) => end(writer.write(chunk), done),
    final: (done) => end(writer.close(), done),
    destroy(error, done) {
      const ended = (): void => done(error);
      if (error) writer.abort(error).then(ended, ended);
      else ended();
    },
  });
}
