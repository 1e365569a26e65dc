/**
 * Text as a short word of letters, digits, `-`, `_` and `.`, fit for an address: a letter for how it
 * is packed, a checksum, and the bytes in base64url. Compressed where the platform can.
 */
import { crc32 } from './crc32.ts';

/** Why a word could not be unpacked. */
export type Unpackable = 'damaged' | 'too-large' | 'unsupported';

export class UnpackError extends Error {
  override readonly name = 'UnpackError';
  readonly reason: Unpackable;
  constructor(reason: Unpackable) {
    super(`The packed text is ${reason}.`);
    this.reason = reason;
  }
}

/** `z`: deflated (RFC 1951); `p`: plain, by a browser that cannot compress. */
const FORM = /^([zp])\.([0-9a-z]{1,7})\.([A-Za-z0-9_-]+)$/;

/** The platform's own streams; a parameter only so that tests can take one away. */
export interface Streams {
  readonly CompressionStream?: typeof CompressionStream;
  readonly DecompressionStream?: typeof DecompressionStream;
}

export async function pack(text: string, streams: Streams = globalThis): Promise<string> {
  const bytes = new TextEncoder().encode(text);
  const check = crc32(bytes).toString(36);
  if (!streams.CompressionStream) return `p.${check}.${toBase64(bytes)}`;
  const stream = new streams.CompressionStream('deflate-raw');
  const packed = await read(through(bytes, stream), Infinity);
  return `z.${check}.${toBase64(packed)}`;
}

/**
 * @param most Bytes; unpacking stops there, because a few bytes can unpack to very many.
 * @throws UnpackError
 */
export async function unpack(
  word: string,
  most: number,
  streams: Streams = globalThis,
): Promise<string> {
  const [, form, check, data] = FORM.exec(word) ?? [];
  if (form === undefined || data === undefined) throw new UnpackError('damaged');
  const packed = fromBase64(data);
  if (form === 'z' && !streams.DecompressionStream) throw new UnpackError('unsupported');
  const bytes =
    form === 'z' && streams.DecompressionStream
      ? await read(through(packed, new streams.DecompressionStream('deflate-raw')), most)
      : packed;
  if (bytes.length > most) throw new UnpackError('too-large');
  if (crc32(bytes).toString(36) !== check) throw new UnpackError('damaged');
  return new TextDecoder().decode(bytes);
}

type ByteStream = ReadableStream<Uint8Array<ArrayBuffer>>;

function through(
  bytes: Uint8Array<ArrayBuffer>,
  stream: CompressionStream | DecompressionStream,
): ByteStream {
  return new Blob([bytes]).stream().pipeThrough(stream);
}

async function read(stream: ByteStream, most: number): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  const reader = stream.getReader();
  for (;;) {
    const chunk = await reader.read().catch(() => {
      throw new UnpackError('damaged');
    });
    if (chunk.done) break;
    length += chunk.value.length;
    if (length > most) {
      await reader.cancel().catch(() => undefined);
      throw new UnpackError('too-large');
    }
    chunks.push(chunk.value);
  }
  return new Uint8Array(await new Blob(chunks).arrayBuffer());
}

function toBase64(bytes: Uint8Array): string {
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  try {
    const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
    return Uint8Array.from(binary, (char) => char.charCodeAt(0));
  } catch {
    throw new UnpackError('damaged');
  }
}
