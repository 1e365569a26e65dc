/**
 * Finds the messages in one direction of an HTTP/1.1 connection, and leaves the bytes as they are: where
 * one begins, how its body goes on, where it ends (RFC 9112). What it does not understand, and what
 * follows an upgrade, goes through as plain bytes.
 */

/** The first line of a message in parts, and its headers: name, value, name, value … as written. */
export interface Head {
  readonly line: readonly [string, string, string];
  readonly headers: readonly string[];
}

/** Some bytes of a connection. */
export interface Piece {
  readonly raw: Buffer;
  /** A message begins with it. */
  readonly head?: Head;
  /** Of its body, without framing; null when there is none in here. */
  readonly body: Buffer | null;
  /** The message ends with it. */
  readonly end: boolean;
}

/** The value of a header, by its name in lower case. */
export function headerOf(head: Head, name: string): string | undefined {
  for (let i = 0; i < head.headers.length; i += 2) {
    if (head.headers[i]!.toLowerCase() === name) return head.headers[i + 1];
  }
  return undefined;
}

const EMPTY: Buffer = Buffer.alloc(0);
const HEAD_END = Buffer.from('\r\n\r\n');
/** Bytes; what has no head until here is no HTTP. */
const LONGEST_HEAD = 64 * 1024;
const LF = 10;
const CR = 13;

type Mode = 'head' | 'length' | 'chunked' | 'rest' | 'raw';

export class HttpScanner {
  readonly #bodyOf: (head: Head) => 'none' | 'upgrade' | 'usual' | 'rest';
  #mode: Mode = 'head';
  #held: Buffer = EMPTY;
  #left = 0;
  #chunks = new Chunks();

  private constructor(bodyOf: (head: Head) => 'none' | 'upgrade' | 'usual' | 'rest') {
    this.#bodyOf = bodyOf;
  }

  static ofRequests(): HttpScanner {
    return new HttpScanner(() => 'usual');
  }

  /** @param methodOf the method of the request that this answer is to */
  static ofResponses(methodOf: () => string): HttpScanner {
    return new HttpScanner((head) => {
      const status = Number(head.line[1]);
      if (status === 101) return 'upgrade';
      if (status < 200 || status === 204 || status === 304 || methodOf() === 'HEAD') return 'none';
      return 'rest';
    });
  }

  /** From now on everything goes through as it is. */
  passAll(): void {
    this.#mode = 'raw';
  }

  push(chunk: Buffer): Piece[] {
    const pieces: Piece[] = [];
    let rest = this.#held.length > 0 ? Buffer.concat([this.#held, chunk]) : chunk;
    this.#held = EMPTY;
    while (rest.length > 0) {
      if (this.#mode === 'raw') {
        pieces.push({ raw: rest, body: rest, end: false });
        break;
      }
      let head: Head | undefined;
      let used = 0;
      if (this.#mode === 'head') {
        const at = rest.indexOf(HEAD_END);
        if (at < 0 && rest.length < LONGEST_HEAD) {
          this.#held = rest;
          break;
        }
        head = at < 0 ? undefined : parseHead(rest.toString('latin1', 0, at));
        if (head === undefined) {
          this.passAll();
          continue;
        }
        used = at + HEAD_END.length;
        this.#begin(head);
      }
      const taken = this.#takeBody(rest.subarray(used));
      used += taken.used;
      const { body, end } = taken;
      pieces.push({ raw: rest.subarray(0, used), ...(head ? { head } : {}), body, end });
      if (end && (this.#mode as Mode) !== 'raw') this.#mode = 'head';
      rest = rest.subarray(used);
    }
    return pieces;
  }

  /** No more bytes come: what a message of no told length still lacked was its end. */
  finish(): Piece | undefined {
    if (this.#mode !== 'rest') return undefined;
    this.#mode = 'head';
    return { raw: EMPTY, body: null, end: true };
  }

  #begin(head: Head): void {
    const kind = this.#bodyOf(head);
    this.#left = 0;
    if (kind === 'upgrade') {
      this.#mode = 'raw';
      return;
    }
    this.#mode = 'length';
    if (kind === 'none') return;
    const length = headerOf(head, 'content-length');
    if (/\bchunked\s*$/i.test(headerOf(head, 'transfer-encoding') ?? '')) {
      this.#mode = 'chunked';
      this.#chunks = new Chunks();
    } else if (length !== undefined) this.#left = Math.max(0, Number.parseInt(length, 10) || 0);
    else if (kind === 'rest') this.#mode = 'rest';
  }

  #takeBody(bytes: Buffer): { used: number; body: Buffer | null; end: boolean } {
    switch (this.#mode) {
      case 'chunked':
        return this.#chunks.take(bytes);
      case 'rest':
        return { used: bytes.length, body: some(bytes), end: false };
      case 'length': {
        const used = Math.min(this.#left, bytes.length);
        this.#left -= used;
        return { used, body: some(bytes.subarray(0, used)), end: this.#left === 0 };
      }
      default:
        // An upgrade: its answer is over, and what follows is no HTTP.
        return { used: 0, body: null, end: true };
    }
  }
}

/** A body in chunks: finds its end, and what of it is body. */
class Chunks {
  #state: 'size' | 'extension' | 'data' | 'after' | 'trailers' = 'size';
  #size = 0;
  #lineLength = 0;

  take(bytes: Buffer): { used: number; body: Buffer | null; end: boolean } {
    const parts: Buffer[] = [];
    let at = 0;
    while (at < bytes.length) {
      if (this.#state === 'data') {
        const part = bytes.subarray(at, at + this.#size);
        parts.push(part);
        at += part.length;
        this.#size -= part.length;
        if (this.#size === 0) this.#state = 'after';
      } else if (this.#step(bytes[at++]!)) return { used: at, body: joined(parts), end: true };
    }
    return { used: at, body: joined(parts), end: false };
  }

  /** Takes one byte of the framing; whether the body ends with it. */
  #step(byte: number): boolean {
    if (this.#state === 'trailers') {
      if (byte === LF && this.#lineLength === 0) return true;
      if (byte === LF) this.#lineLength = 0;
      else if (byte !== CR) this.#lineLength++;
    } else if (this.#state === 'after') {
      if (byte === LF) this.#expectSize();
    } else if (byte === LF) {
      this.#state = this.#size === 0 ? 'trailers' : 'data';
      this.#lineLength = 0;
    } else if (this.#state === 'size') {
      const digit = Number.parseInt(String.fromCharCode(byte), 16);
      if (Number.isNaN(digit)) this.#state = 'extension';
      else this.#size = this.#size * 16 + digit;
    }
    return false;
  }

  #expectSize(): void {
    this.#state = 'size';
    this.#size = 0;
  }
}

function parseHead(text: string): Head | undefined {
  const [first = '', ...lines] = text.replace(/^(?:\r\n)+/, '').split('\r\n');
  const line = /^(\S+) (\S+)(?: (.*))?$/.exec(first);
  if (!line || !/HTTP\/1\.\d/.test(first)) return undefined;
  const headers = lines.flatMap((each) => {
    const colon = each.indexOf(':');
    return colon < 0 ? [] : [each.slice(0, colon), each.slice(colon + 1).trim()];
  });
  return { line: [line[1]!, line[2]!, line[3] ?? ''], headers };
}

function some(bytes: Buffer): Buffer | null {
  return bytes.length > 0 ? bytes : null;
}

function joined(parts: readonly Buffer[]): Buffer | null {
  return parts.length > 1 ? Buffer.concat(parts) : (parts[0] ?? null);
}
