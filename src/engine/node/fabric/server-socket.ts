/** The end of a connection at a machine's process: a socket to the port that it listens on. */
import { Socket } from 'node:net';

export interface ServerEvents {
  connected(): void;
  refused(): void;
  data(chunk: Buffer): void;
  /** It writes no more. */
  ended(): void;
  reset(): void;
}

/** ms; one that nobody uses any more and that does not close is let go. */
const LINGER_MS = 30_000;

export class ServerSocket {
  readonly #events: ServerEvents;
  #socket: Socket | null = null;
  #over = false;

  constructor(events: ServerEvents) {
    this.#events = events;
  }

  connect(port: number): void {
    if (this.#over) return;
    const socket = new Socket({ allowHalfOpen: true });
    this.#socket = socket;
    socket.setNoDelay(true);
    let connected = false;
    socket.once('connect', () => {
      connected = true;
      this.#events.connected();
    });
    socket.on('data', (chunk) => this.#events.data(chunk));
    socket.on('end', () => this.#events.ended());
    socket.on('error', () => {
      if (this.#over) return;
      this.#over = true;
      if (connected) this.#events.reset();
      else this.#events.refused();
    });
    socket.connect({ port, host: '127.0.0.1', autoSelectFamily: false });
  }

  /** @param done when it has left this process */
  write(bytes: Buffer, done: () => void): void {
    const socket = this.#socket;
    if (socket?.writable === true && bytes.length > 0) {
      socket.write(bytes, () => done());
      return;
    }
    done();
    // Nobody is left to read it.
    if (socket && bytes.length > 0 && !this.#over) {
      this.#over = true;
      this.#events.reset();
    }
  }

  end(): void {
    const socket = this.#socket;
    if (!socket || socket.destroyed) return;
    socket.end();
    const timer = setTimeout(() => socket.destroy(), LINGER_MS);
    socket.once('close', () => clearTimeout(timer));
  }

  reset(): void {
    this.#over = true;
    this.#socket?.resetAndDestroy();
  }

  hold(on: boolean): void {
    if (on) this.#socket?.pause();
    else this.#socket?.resume();
  }
}
