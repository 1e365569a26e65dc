/**
 * A connection as programs see it: `req.socket`, `res.socket`, what `connection` gives. Made when a
 * program asks for it; HTTP itself does without.
 */
import { EventEmitter } from '../emitter.ts';
import { nodeError, unsupported } from '../errors.ts';
import type { Loop } from '../loop.ts';
import type { ConnectionWatcher } from '../net.ts';
import { timerDuration } from './validate.ts';

/** A `ClientConnection` or a `ServerConnection`. */
export interface Wire {
  readonly opening: boolean;
  readonly closed: boolean;
  watcher: ConnectionWatcher | null;
  /** Tears it down; whoever uses it hears `error`, or that it hung up. */
  abandon(error?: Error): void;
  finish(): void;
}

export interface Ends {
  readonly remoteAddress: string | undefined;
  readonly remotePort: number | undefined;
  readonly localAddress: string;
  readonly localPort: number;
}

export class HttpSocket extends EventEmitter implements ConnectionWatcher {
  readonly remoteAddress: string | undefined;
  readonly remotePort: number | undefined;
  readonly remoteFamily = 'IPv4';
  readonly localAddress: string;
  readonly localPort: number;
  readonly localFamily = 'IPv4';
  readonly allowHalfOpen = false;
  destroyed = false;
  /** Idle ms after which it says `timeout`; 0 for never. */
  timeout = 0;
  readonly #loop: Loop;
  readonly #wire: Wire;
  #timer: number | null = null;
  #activeAt = 0;
  #error: Error | null = null;

  constructor(loop: Loop, wire: Wire, ends: Ends) {
    super();
    this.#loop = loop;
    this.#wire = wire;
    this.remoteAddress = ends.remoteAddress;
    this.remotePort = ends.remotePort;
    this.localAddress = ends.localAddress;
    this.localPort = ends.localPort;
    this.destroyed = wire.closed;
  }

  get connecting(): boolean {
    return this.#wire.opening;
  }

  get pending(): boolean {
    return this.#wire.opening;
  }

  get closed(): boolean {
    return this.destroyed;
  }

  get errored(): Error | null {
    return this.#error;
  }

  get readyState(): string {
    if (this.destroyed) return 'closed';
    return this.#wire.opening ? 'opening' : 'open';
  }

  get readable(): boolean {
    return !this.destroyed;
  }

  get writable(): boolean {
    return !this.destroyed;
  }

  /** The connection itself, for the agent. */
  get wire(): Wire {
    return this.#wire;
  }

  address(): object {
    return { address: this.localAddress, family: this.localFamily, port: this.localPort };
  }

  setTimeout(ms: number, listener?: () => void): this {
    this.timeout = timerDuration(ms, 'msecs');
    if (listener) {
      if (this.timeout === 0) this.off('timeout', listener);
      else this.once('timeout', listener);
    }
    this.#activeAt = this.#loop.now;
    this.#arm();
    return this;
  }

  setNoDelay(): this {
    return this;
  }

  setKeepAlive(): this {
    return this;
  }

  ref(): this {
    return this;
  }

  unref(): this {
    return this;
  }

  cork(): void {}

  uncork(): void {}

  pause(): this {
    return this;
  }

  resume(): this {
    return this;
  }

  write(): boolean {
    throw unsupported('Writing to a socket', 'Write to the request or the response.');
  }

  end(): this {
    if (!this.destroyed) this.#wire.finish();
    return this;
  }

  destroySoon(): void {
    this.end();
  }

  destroy(error?: Error): this {
    if (this.destroyed) return this;
    this.#error = error ?? null;
    this.#wire.abandon(error);
    return this;
  }

  resetAndDestroy(): this {
    return this.destroy(nodeError('ERR_SOCKET_CLOSED', 'Socket is closed'));
  }

  // -------------------------------------------------------------- what the connection tells

  connected(): void {
    this.emit('connect');
    this.emit('ready');
  }

  touched(): void {
    this.#activeAt = this.#loop.now;
  }

  /** It is gone, by whatever reason. */
  ended(error: Error | null): void {
    if (this.destroyed) return;
    this.destroyed = true;
    this.#error ??= error;
    if (this.#timer !== null) this.#loop.clearTimer(this.#timer);
    this.#timer = null;
    this.#loop.nextTick(() => {
      if (this.#error && this.listenerCount('error') > 0) this.emit('error', this.#error);
      if (!this.#error) this.emit('end');
      this.emit('close', this.#error !== null);
    });
  }

  #arm(): void {
    if (this.#timer !== null) this.#loop.clearTimer(this.#timer);
    this.#timer = null;
    if (this.timeout === 0 || this.destroyed) return;
    const rest = Math.max(1, this.#activeAt + this.timeout - this.#loop.now);
    this.#timer = this.#loop.setTimer(() => {
      this.#timer = null;
      // Less than a microsecond is a rest of rounding.
      if (this.#loop.now - this.#activeAt < this.timeout - 0.001) this.#arm();
      else this.emit('timeout');
    }, rest);
    this.#loop.setRef(this.#timer, false);
  }
}
