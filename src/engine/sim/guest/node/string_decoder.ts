/** `node:string_decoder`: text from bytes that arrive in parts. */
import { nodeError } from '../errors.ts';
import type { NodeModuleFactory } from '../runtime.ts';
import { Buffer } from './buffer.ts';

/** Bytes that belong together in encodings where a character is more than one. */
const GROUP: Readonly<Record<string, number>> = { base64: 3, base64url: 3 };

/** Holds back bytes of a character until the rest of it has come. */
export class StringDecoder {
  readonly encoding: string;
  #decoder: TextDecoder | null = null;
  #rest: Buffer = Buffer.alloc(0);

  constructor(encoding: string = 'utf8') {
    if (!Buffer.isEncoding(encoding)) {
      throw nodeError('ERR_UNKNOWN_ENCODING', `Unknown encoding: ${String(encoding)}`, TypeError);
    }
    this.encoding = encoding.toLowerCase().replace('utf-8', 'utf8').replace('binary', 'latin1');
    if (this.encoding === 'utf8') this.#decoder = new TextDecoder('utf-8', { ignoreBOM: true });
    if (/^(?:utf-?16le|ucs-?2)$/.test(this.encoding)) {
      this.#decoder = new TextDecoder('utf-16le', { ignoreBOM: true });
    }
  }

  write(bytes: Uint8Array | string): string {
    if (typeof bytes === 'string') return bytes;
    if (this.#decoder) return this.#decoder.decode(bytes, { stream: true });
    const all = Buffer.concat([this.#rest, bytes]);
    const whole = all.length - (all.length % (GROUP[this.encoding] ?? 1));
    this.#rest = all.subarray(whole) as Buffer;
    return all.toString(this.encoding, 0, whole);
  }

  end(bytes?: Uint8Array | string): string {
    const text = bytes === undefined ? '' : this.write(bytes);
    if (this.#decoder) return text + this.#decoder.decode();
    const rest = this.#rest.toString(this.encoding);
    this.#rest = Buffer.alloc(0);
    return text + rest;
  }
}

export const create: NodeModuleFactory = () => ({ StringDecoder, default: { StringDecoder } });
