/**
 * Holds one process to `limits.ts`: ends it, at the call that went too far, with words that say what,
 * where and how to mend it. A program cannot catch it: when it does, it has ended all the same.
 */
import { LIMITS } from '../limits.ts';

/** Thrown where a limit is met, to unwind the program. */
export class LimitError extends Error {
  override readonly name = 'LimitError';
}

export interface LimiterHost {
  /** Ends the process as a crash at the place where `error` was made. */
  readonly crash: (error: LimitError) => void;
  /** It holds its event loop for ever: it keeps its port and answers nobody. */
  readonly hang: (reason: string) => void;
}

export class Limiter {
  readonly #host: LimiterHost;
  #unread = 0;

  constructor(host: LimiterHost) {
    this.#host = host;
  }

  /** @throws LimitError */
  timers(open: number): void {
    if (open >= LIMITS.timers) {
      this.#crash(
        `${count(LIMITS.timers)} timers are set at once, which is the limit. Clear those that are not needed (clearTimeout), or set the next one when the last has run.`,
      );
    }
  }

  /** @throws LimitError */
  connections(open: number): void {
    if (open >= LIMITS.connections) {
      this.#crash(
        `${count(LIMITS.connections)} connections are open at once, which is the limit. Reuse them (an Agent with keepAlive and maxSockets), or wait for answers before asking again.`,
      );
    }
  }

  /** @throws LimitError */
  ports(open: number): void {
    if (open >= LIMITS.ports) {
      this.#crash(
        `It listens on ${count(LIMITS.ports)} ports, which is the limit. Close servers that are not needed (server.close).`,
      );
    }
  }

  /** @param size bytes of one body, or of one part of it. @throws LimitError */
  body(size: number): void {
    if (size > LIMITS.body) {
      this.#crash(
        `A message of ${megabytes(size)} is too long: the limit is ${megabytes(LIMITS.body)}. Send it in parts (write), or less of it.`,
      );
    }
  }

  /** @param size characters of all headers and the path. @throws LimitError */
  headers(size: number): void {
    if (size > LIMITS.headers) {
      this.#crash(
        `Headers of ${count(size)} characters are too long: the limit is ${count(LIMITS.headers)}, and real servers refuse them at 16,384. Send it in the body.`,
      );
    }
  }

  /** @param size bytes sent at one instant. @throws LimitError */
  outbox(size: number): void {
    if (size > LIMITS.outbox) {
      this.#crash(
        `It sent ${megabytes(LIMITS.outbox)} without waiting for anything, which is the limit. Wait for 'drain', or for the answers.`,
      );
    }
  }

  /** @param bytes of bodies that arrived, or below 0 were read. @throws LimitError */
  unread(bytes: number): void {
    this.#unread += bytes;
    if (bytes > 0 && this.#unread > LIMITS.unread) {
      this.#crash(
        `JavaScript heap out of memory: more than ${megabytes(LIMITS.unread)} of bodies have arrived and were not read, which is the limit. Read each (for await), or end it (destroy).`,
      );
    }
  }

  /** @throws LimitError */
  lines(): void {
    this.#crash(
      `It wrote ${count(LIMITS.lines)} lines to its log within a second, which is the limit. Log one line for many events, or a sample of them.`,
    );
  }

  /** @param size bytes of a streamed body so far. @throws LimitError */
  stream(size: number): void {
    if (size > LIMITS.stream) {
      this.#crash(
        `A body of more than ${megabytes(LIMITS.stream)} is too long, in parts as well. Send less of it, or in several requests.`,
      );
    }
  }

  /** Callbacks of this kind ran on and on without the event loop turning. */
  starved(what: string): void {
    this.#host.hang(
      `${what} is called for ever: nothing else of the event loop gets its turn. Use setImmediate or setTimeout.`,
    );
  }

  #crash(message: string): never {
    const error = new LimitError(message);
    this.#host.crash(error);
    throw error;
  }
}

/** The same in every locale: 100,000. */
function count(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ',');
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 2 ** 20)} MB`;
}
