// `node:stream/web` has the classes of the global object.
import * as web from 'node:stream/web';
import streams, { ReadableStream as Readable } from 'node:stream/web';

console.log(Readable === globalThis.ReadableStream, streams.TransformStream === TransformStream);
console.log(typeof web.CountQueuingStrategy, typeof web.WritableStream);
