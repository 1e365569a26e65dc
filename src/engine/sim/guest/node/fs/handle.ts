/** `FileHandle`: an open file of `node:fs/promises`. */
import { EventEmitter } from '../../emitter.ts';
import { unsupported } from '../../errors.ts';
import { closedError } from './errors.ts';
import type { Forms } from './forms.ts';
import type { ReadStream } from './read-stream.ts';
import type { WriteStream } from './write-stream.ts';

export interface HandleStreams {
  readonly createReadStream: (path: unknown, options?: unknown) => ReadStream;
  readonly createWriteStream: (path: unknown, options?: unknown) => WriteStream;
}

export class FileHandle extends EventEmitter {
  readonly #forms: Forms['promised'];
  readonly #streams: HandleStreams;
  #fd: number;
  #closing: Promise<void> | null = null;

  constructor(fd: number, forms: Forms['promised'], streams: HandleStreams) {
    super();
    this.#fd = fd;
    this.#forms = forms;
    this.#streams = streams;
  }

  /** -1 once it is closed. */
  get fd(): number {
    return this.#fd;
  }

  appendFile(data: unknown, options?: unknown): Promise<unknown> {
    return this.#do('appendFile', 'appendFile', data, options);
  }

  datasync(): Promise<unknown> {
    return this.#do('fdatasync', 'fdatasync');
  }

  sync(): Promise<unknown> {
    return this.#do('fsync', 'fsync');
  }

  read(...args: unknown[]): Promise<unknown> {
    return this.#do('read', 'read', ...(args.length > 0 ? args : [{}]));
  }

  readFile(options?: unknown): Promise<unknown> {
    return this.#do('readFile', 'readFile', options);
  }

  stat(options?: unknown): Promise<unknown> {
    return this.#do('fstat', 'fstat', options);
  }

  truncate(size?: unknown): Promise<unknown> {
    return this.#do('ftruncate', 'ftruncate', size);
  }

  write(...args: unknown[]): Promise<unknown> {
    return this.#do('write', 'write', ...args);
  }

  writeFile(data: unknown, options?: unknown): Promise<unknown> {
    return this.#do('writeFile', 'writeFile', data, options);
  }

  createReadStream(options?: object): ReadStream {
    return this.#streams.createReadStream('', { ...options, fd: this });
  }

  createWriteStream(options?: object): WriteStream {
    return this.#streams.createWriteStream('', { ...options, fd: this });
  }

  readLines(): never {
    throw unsupported('FileHandle.readLines()', 'Read the file and split its text.');
  }

  close(): Promise<void> {
    if (this.#closing) return this.#closing;
    if (this.#fd < 0) return Promise.resolve();
    const fd = this.#fd;
    this.#fd = -1;
    this.#closing = this.#forms.close(fd).then(() => {
      this.#closing = null;
      this.emit('close');
    });
    return this.#closing;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  #do(form: keyof Forms['promised'], syscall: string, ...args: unknown[]): Promise<unknown> {
    if (this.#fd < 0) return Promise.reject(closedError(syscall));
    return this.#forms[form](this.#fd, ...args);
  }
}
