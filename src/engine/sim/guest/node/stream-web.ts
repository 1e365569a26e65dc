/** `node:stream/web`: the classes that are on the global object. */
import type { NodeModule } from '../runtime.ts';

const NAMES = [
  'ReadableStream',
  'ReadableStreamDefaultReader',
  'ReadableStreamBYOBReader',
  'ReadableStreamBYOBRequest',
  'ReadableByteStreamController',
  'ReadableStreamDefaultController',
  'WritableStream',
  'WritableStreamDefaultController',
  'WritableStreamDefaultWriter',
  'TransformStream',
  'TransformStreamDefaultController',
  'ByteLengthQueuingStrategy',
  'CountQueuingStrategy',
  'TextDecoderStream',
  'TextEncoderStream',
] as const;

export function webStreams(): NodeModule {
  const realm = globalThis as unknown as Record<string, unknown>;
  const named = Object.fromEntries(NAMES.map((name) => [name, realm[name]]));
  return { ...named, default: named };
}
