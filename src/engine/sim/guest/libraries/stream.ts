/**
 * `node:stream` and its companions, on `readable-stream`: a library of its own, bundled to a script
 * that a process evaluates when its program imports one of them. It is evaluated once per process,
 * so nothing here is shared between processes.
 *
 * Requests, answers and files of this engine are streams of their own, made before this is loaded.
 * Their classes stand among those of Node's hierarchy for `instanceof`, and readable ones get
 * what `Readable` adds to all (`map`, `toArray`, …) from here.
 */
import Stream from 'readable-stream/lib/stream.js';
import { createConsumers } from './stream-consumers.ts';
import { duplexPair } from './duplex-pair.ts';
import { addWebForms } from './stream-web.ts';

/** Which of Node's classes an object of the engine's own is an instance of. */
export type OwnKind = 'readable' | 'writable' | 'duplex' | 'stream' | undefined;

export interface StreamModules {
  readonly stream: Readonly<Record<string, unknown>>;
  readonly promises: Readonly<Record<string, unknown>>;
  readonly consumers: Readonly<Record<string, unknown>>;
  /** What every readable stream has. */
  readonly operators: object;
}

/** What `stream` exports besides the class itself, in Node's words. */
const NAMES = [
  'isDestroyed',
  'isDisturbed',
  'isErrored',
  'isReadable',
  'isWritable',
  'Readable',
  'Writable',
  'Duplex',
  'Transform',
  'PassThrough',
  'pipeline',
  'addAbortSignal',
  'finished',
  'destroy',
  'compose',
  'setDefaultHighWaterMark',
  'getDefaultHighWaterMark',
  'promises',
  'Stream',
  '_isUint8Array',
  '_uint8ArrayToBuffer',
] as const;

type Class = new (...args: never[]) => object;

/** @param kindOf says what an object of the engine's own is */
export function create(kindOf: (value: unknown) => OwnKind): StreamModules {
  const all = Stream as unknown as Record<string, unknown> & typeof Stream;
  // As Node has it since its 22nd release.
  Stream.setDefaultHighWaterMark(false, 65536);
  addWebForms(all);
  all['duplexPair'] = duplexPair;
  all['_isArrayBufferView'] = ArrayBuffer.isView.bind(ArrayBuffer);
  recognise(all, () => true, kindOf);
  recognise(all.Readable, (kind) => kind === 'readable' || kind === 'duplex', kindOf);
  recognise(all.Writable, (kind) => kind === 'writable' || kind === 'duplex', kindOf);
  recognise(all.Duplex, (kind) => kind === 'duplex', kindOf);
  const named: Record<string, unknown> = {};
  for (const name of [...NAMES, 'duplexPair', '_isArrayBufferView']) named[name] = all[name];
  const promises = all.promises as unknown as Record<string, unknown>;
  const consumers = createConsumers();
  return {
    stream: { ...named, default: all },
    promises: { ...promises, default: promises },
    consumers: { ...consumers, default: consumers },
    operators: all.Readable.prototype,
  };
}

/** `instanceof` finds objects of the engine's own, too; a class that a program derives does not. */
function recognise(
  made: unknown,
  fits: (kind: OwnKind) => boolean,
  kindOf: (value: unknown) => OwnKind,
): void {
  const inherited = Reflect.get(made as object, Symbol.hasInstance) as (value: unknown) => boolean;
  Object.defineProperty(made, Symbol.hasInstance, {
    configurable: true,
    value(this: Class, value: unknown): boolean {
      if (inherited.call(this, value)) return true;
      if (this !== made) return false;
      const kind = kindOf(value);
      return kind !== undefined && fits(kind);
    },
  });
}
