/**
 * `node:stream`, `stream/promises` and `stream/consumers`: what `libraries/stream.ts` makes, in the
 * terms of one process.
 */
import { nodeError, unsupported } from '../errors.ts';
import { IncomingMessage } from '../http/incoming.ts';
import { OutgoingMessage } from '../http/outgoing.ts';
import { HttpSocket } from '../http/socket.ts';
import type { OwnKind, StreamModules } from '../libraries/stream.ts';
import type { Loop } from '../loop.ts';
import { provideOperators } from '../operators.ts';
import type { LibraryBody, NodeModule } from '../runtime.ts';
import { ReadStream } from './fs/read-stream.ts';
import { WriteStream } from './fs/write-stream.ts';
import type { LabProcess } from './process.ts';

export interface StreamSetup {
  readonly loop: Loop;
  readonly process: LabProcess;
  /** The library, evaluated; undefined when it did not come with the program. */
  readonly library: () => LibraryBody<StreamLibrary> | undefined;
  readonly builtin: (name: string) => NodeModule;
}

/** What the library exports. */
export interface StreamLibrary {
  readonly create: (kindOf: (value: unknown) => OwnKind) => StreamModules;
}

/** The modules by name, made together at the first import of one of them. */
export function createStreams(setup: StreamSetup): Readonly<Record<string, () => NodeModule>> {
  let made: StreamModules | null = null;
  const modules = (): StreamModules => (made ??= load(setup));
  return {
    stream: () => modules().stream,
    'stream/promises': () => modules().promises,
    'stream/consumers': () => modules().consumers,
  };
}

function load({ loop, process, library, builtin }: StreamSetup): StreamModules {
  const body = library();
  if (!body) {
    const instead =
      "Import it by its name, so that it is loaded: `import stream from 'node:stream'`.";
    throw unsupported('node:stream under a computed name', instead);
  }
  const { AbortController, AbortSignal } = globalThis;
  const require = (asked: string): unknown => {
    const name = asked.replace(/\/$/, '');
    if (name === 'process') return process;
    if (name === 'abort-controller') return { AbortController, AbortSignal };
    const module = builtin(name);
    return module['default'] ?? module;
  };
  const modules = body(require, { exports: {} }, loop.context).create((value) =>
    kindOf(value, process),
  );
  provideOperators(loop, modules.operators);
  const blob = (): never => {
    throw nodeError('ERR_FEATURE_UNAVAILABLE_ON_PLATFORM', 'There is no Blob: use a Buffer.');
  };
  return { ...modules, consumers: { ...modules.consumers, blob } };
}

function kindOf(value: unknown, process: LabProcess): OwnKind {
  if (value instanceof IncomingMessage || value instanceof ReadStream) return 'readable';
  if (value instanceof OutgoingMessage) return 'stream';
  if (value instanceof WriteStream) return 'writable';
  // Output goes into a pipe, which is a socket.
  const { stdout, stderr } = process as unknown as { stdout: unknown; stderr: unknown };
  const isSocket = value instanceof HttpSocket || value === stdout || value === stderr;
  return isSocket ? 'duplex' : undefined;
}
