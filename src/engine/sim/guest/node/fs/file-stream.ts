/**
 * What `fs.ReadStream` and `fs.WriteStream` share: opening, closing, and ending by an error. `fd` may
 * be a number or a `FileHandle`.
 */
import { EventEmitter } from '../../emitter.ts';
import type { Loop } from '../../loop.ts';
import { optionsOf, pathOf } from './arguments.ts';
import type { Forms } from './forms.ts';

export interface StreamSetup {
  readonly loop: Loop;
  readonly forms: Forms['promised'];
}

interface HandleLike {
  readonly fd: number;
  close(): Promise<void>;
}

export class FileStream extends EventEmitter {
  readonly path: string;
  fd: number | null = null;
  pending = true;
  destroyed = false;
  closed = false;
  errored: Error | null = null;
  protected readonly options: Readonly<Record<string, unknown>>;
  protected readonly setup: StreamSetup;
  readonly #handle: HandleLike | null = null;

  constructor(setup: StreamSetup, path: unknown, more: unknown, flag: string) {
    super();
    this.setup = setup;
    const options = (this.options = optionsOf(more));
    const { fd } = options;
    if (typeof fd === 'object' && fd !== null) this.#handle = fd as HandleLike;
    const given = this.#handle?.fd ?? (fd as number | undefined | null);
    this.path = given === undefined || given === null ? pathOf(path) : '';
    if (given !== undefined && given !== null) {
      this.fd = given;
      this.pending = false;
      setup.loop.nextTick(() => this.ready());
      return;
    }
    setup.forms.open(this.path, options['flags'] ?? flag, options['mode']).then(
      (opened) => {
        this.fd = opened as number;
        this.pending = false;
        if (this.destroyed) {
          this.#close();
          return;
        }
        this.emit('open', opened);
        this.emit('ready');
        this.ready();
      },
      (error: Error) => this.destroy(error),
    );
  }

  /** It has a file now. */
  protected ready(): void {}

  destroy(error?: Error): this {
    if (this.destroyed) return this;
    this.destroyed = true;
    this.errored = error ?? null;
    if (this.fd === null && !error) return this;
    this.#close(error);
    return this;
  }

  #close(error?: Error): void {
    const end = (late?: unknown): void => {
      this.setup.loop.nextTick(() => {
        const reason = error ?? (late as Error | undefined);
        if (reason) this.emit('error', reason);
        this.closed = true;
        if (this.options['emitClose'] !== false) this.emit('close');
      });
    };
    const { fd } = this;
    this.fd = null;
    if (fd === null || this.options['autoClose'] === false) end();
    else (this.#handle ? this.#handle.close() : this.setup.forms.close(fd)).then(() => end(), end);
  }
}
