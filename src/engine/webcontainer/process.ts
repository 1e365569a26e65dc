/** A process in a WebContainer, seen from the page. */
import type { TerminalSize } from '../contract.ts';
import { HostError, type HostProcess, type ProcessEnd, type Signal } from '../node/host.ts';
import { stuck } from './container-error.ts';
import { after } from '../../lib/after.ts';
import type { Deadlines } from './deadlines.ts';
import { seams } from './output.ts';
import type { FrameEvent } from './protocol.ts';
import type { Remote } from './remote.ts';

type ProcessEvent = Extract<FrameEvent, { readonly process: number }>;

/** Its output as it comes, and its end, which waits for the rest of the output. */
export class ContainerProcess implements HostProcess {
  readonly #remote: Remote;
  readonly #number: number;
  readonly #deadlines: Deadlines;
  readonly #text: { take(piece: string): string; end(): string };
  readonly #end = Promise.withResolvers<ProcessEnd>();
  readonly #ended = Promise.withResolvers<void>();
  readonly #listeners = new Set<(stream: 'out' | 'err', text: string) => void>();
  /** What came before anybody listened. */
  #early: string[] = [];
  #killed = false;
  #closed = false;
  #over: ProcessEnd | undefined;
  #stopQuiet: () => void = () => undefined;
  #stopDrain: () => void = () => undefined;

  /** @param raw hands pieces on as they come: for a terminal, whose control characters mean something */
  constructor(remote: Remote, number: number, deadlines: Deadlines, raw = false) {
    this.#remote = remote;
    this.#number = number;
    this.#deadlines = deadlines;
    this.#text = raw ? { take: (piece) => piece, end: () => '' } : seams();
  }

  get exit(): Promise<ProcessEnd> {
    return this.#end.promise;
  }

  onOutput(listener: (stream: 'out' | 'err', text: string) => void): void {
    this.#listeners.add(listener);
    const early = this.#early;
    this.#early = [];
    for (const text of early) listener('out', text);
  }

  async kill(signal: Signal): Promise<void> {
    if (signal === 'SIGSTOP' || signal === 'SIGCONT') {
      throw new HostError(`A WebContainer has no ${signal}: it can end a process, and no more.`);
    }
    if (this.#over) return;
    this.#killed = true;
    this.#remote.post({ kind: 'kill', process: this.#number });
    const stop = after(this.#deadlines.kill, () => this.#remote.fail(stuck(this.#deadlines.kill)));
    await this.#ended.promise;
    stop();
    const { reason } = this.#remote;
    if (reason) throw new HostError(reason.message, { cause: reason });
  }

  write(text: string): void {
    if (!this.#over) this.#remote.post({ kind: 'input', process: this.#number, text });
  }

  resize(size: TerminalSize): void {
    if (!this.#over) this.#remote.post({ kind: 'resize', process: this.#number, size });
  }

  /** What the frame says of it. */
  take(event: ProcessEvent): void {
    switch (event.kind) {
      case 'output':
        this.#give(this.#text.take(event.text));
        if (this.#over) this.#soon();
        return;
      case 'closed':
        this.#closed = true;
        if (this.#over) this.#settle();
        return;
      case 'exit':
        // What ends a killed process has a code of its own in each version of the runtime.
        this.#over = this.#killed ? { signal: 'SIGKILL' } : { code: event.code };
        this.#ended.resolve();
        if (this.#closed) this.#settle();
        else {
          this.#stopDrain = after(this.#deadlines.drain, () => this.#settle());
          this.#soon();
        }
        return;
    }
  }

  /** Its frame is gone, and so is it. */
  lost(): void {
    this.#over ??= { signal: 'SIGKILL' };
    this.#ended.resolve();
    this.#settle();
  }

  #soon(): void {
    this.#stopQuiet();
    this.#stopQuiet = after(this.#deadlines.quiet, () => this.#settle());
  }

  #settle(): void {
    this.#stopQuiet();
    this.#stopDrain();
    this.#give(this.#text.end());
    this.#end.resolve(this.#over ?? { signal: 'SIGKILL' });
  }

  #give(text: string): void {
    if (text === '') return;
    if (this.#listeners.size === 0) this.#early.push(text);
    for (const listener of this.#listeners) listener('out', text);
  }
}
