/** A WebContainer as a host of processes: boots in a frame of its own, which goes when it is disposed. */
import type { Files, TerminalSize } from '../contract.ts';
import { HostError, type ProcessHost, type SpawnSpec } from '../node/host.ts';
import { broken, cancelled, ContainerError, silent } from './container-error.ts';
import { after } from '../../lib/after.ts';
import type { Deadlines } from './deadlines.ts';
import { ContainerProcess } from './process.ts';
import type { FrameEvent, Request, SpawnRequest } from './protocol.ts';
import type { Remote } from './remote.ts';

/** What runs a command line in a WebContainer. */
const SHELL = 'jsh';

export class ContainerHost implements ProcessHost {
  readonly signals = false;
  readonly died: Promise<string>;
  readonly #remote: Remote;
  readonly #deadlines: Deadlines;
  readonly #processes = new Map<number, ContainerProcess>();
  #stopBeat: () => void = () => undefined;
  #lastProcess = 0;

  /** @param remote a frame whose runtime has started */
  constructor(remote: Remote, deadlines: Deadlines) {
    this.#remote = remote;
    this.#deadlines = deadlines;
    remote.onEvent = (event) => this.#take(event);
    this.died = remote.gone.then(({ message }) => message);
    // Whoever waits for the host hears of its end before those who wait for its processes: it is why.
    void this.died.then(() => Promise.resolve()).then(() => this.#over());
    this.#beat();
  }

  /** Why it is gone, if it failed. */
  get failure(): ContainerError | undefined {
    const { reason } = this.#remote;
    return reason?.failure === 'closed' ? undefined : reason;
  }

  async write(files: Files): Promise<void> {
    await this.#ask({ op: 'write', files }, 'write a file');
  }

  /** Makes a folder, and those that it is in. */
  async folder(path: string): Promise<void> {
    await this.#ask({ op: 'folder', path }, 'make a folder');
  }

  spawn({ args, env }: SpawnSpec): Promise<ContainerProcess> {
    return this.run({ command: 'node', args, env });
  }

  /**
   * Starts any command.
   * @throws HostError when it did not start in time
   */
  async run(spec: Omit<SpawnRequest, 'op' | 'process'>): Promise<ContainerProcess> {
    const number = ++this.#lastProcess;
    const raw = spec.terminal !== undefined;
    const process = new ContainerProcess(this.#remote, number, this.#deadlines, raw);
    this.#processes.set(number, process);
    void process.exit.then(() => this.#processes.delete(number));
    try {
      await this.#ask({ op: 'spawn', process: number, ...spec }, `start \`${spec.command}\``);
    } catch (error) {
      process.lost();
      throw error;
    }
    return process;
  }

  /** Starts a shell in the working folder. @throws HostError when it did not start in time */
  shell(terminal: TerminalSize): Promise<ContainerProcess> {
    return this.run({ command: SHELL, args: [], env: {}, terminal });
  }

  async dispose(): Promise<void> {
    this.#stopBeat();
    const over = cancelled();
    if (!this.#remote.reason) {
      // Its own way out first, for what it keeps elsewhere; whatever comes of it, the frame goes.
      const goodbye = this.#remote.ask({ op: 'teardown' }, this.#deadlines.call, () => over);
      await Promise.race([
        goodbye.catch(() => undefined),
        new Promise<void>((done) => after(this.#deadlines.teardown, done)),
      ]);
      this.#remote.drop(over);
    }
    this.#over();
  }

  async #ask(request: Request, what: string): Promise<void> {
    const { call } = this.#deadlines;
    try {
      await this.#remote.ask(request, call, () => silent(what, call));
    } catch (error) {
      const { message } = error as Error;
      const gone = error instanceof ContainerError;
      throw new HostError(
        gone ? message : `The WebContainer could not ${what}. It says: ${message}`,
        {
          cause: error,
        },
      );
    }
  }

  #take(event: FrameEvent): void {
    if (event.kind === 'trouble') this.#remote.fail(broken(event.message));
    else this.#processes.get(event.process)?.take(event);
  }

  /** Asks again and again whether the runtime is there: one that died says nothing. */
  #beat(): void {
    const { dead, heartbeat } = this.#deadlines;
    this.#stopBeat = after(heartbeat, () => {
      this.#remote
        .ask({ op: 'probe' }, dead, () => silent('answer', dead))
        .then(
          () => this.#beat(),
          (error: unknown) => {
            if (!(error instanceof ContainerError))
              this.#remote.fail(broken((error as Error).message));
          },
        );
    });
  }

  #over(): void {
    this.#stopBeat();
    for (const process of [...this.#processes.values()]) process.lost();
  }
}
