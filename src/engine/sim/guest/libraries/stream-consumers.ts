/** `node:stream/consumers`: the whole of a stream as one value. */
import { Buffer } from 'buffer';

type Source = AsyncIterable<unknown> | Iterable<unknown>;

async function parts(source: Source): Promise<Buffer[]> {
  const all: Buffer[] = [];
  for await (const part of source)
    all.push(typeof part === 'string' ? Buffer.from(part) : Buffer.from(part as Uint8Array));
  return all;
}

async function buffer(source: Source): Promise<Buffer> {
  return Buffer.concat(await parts(source));
}

async function text(source: Source): Promise<string> {
  const decoder = new TextDecoder();
  let whole = '';
  for await (const part of source)
    whole += typeof part === 'string' ? part : decoder.decode(part as Uint8Array, { stream: true });
  return whole + decoder.decode();
}

export function createConsumers(): Record<string, (source: Source) => Promise<unknown>> {
  return {
    arrayBuffer: async (source) => {
      const bytes = await buffer(source);
      return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length);
    },
    buffer,
    bytes: async (source) => Uint8Array.from(await buffer(source)),
    json: async (source) => JSON.parse(await text(source)) as unknown,
    text,
  };
}
