/** What runs in the stand-in's `/headless`: the remote side of `@webcontainer/api`, over comlink 4.3.0. */
import * as Comlink from 'comlink';
import type { Fault } from './faults.ts';
import type { Call, FromServer, RunOptions, ToServer, Tree } from './wire.ts';

declare const FAULT: Fault | null;

/** Called with bytes, as the client's own listener wants them. */
type Output = (bytes: Uint8Array | null) => Promise<void>;
type Listener = (...args: readonly unknown[]) => unknown;

const bytes = (base64: string): Uint8Array => Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
const base64 = (data: Uint8Array): string =>
  btoa(Array.from(data, (byte) => String.fromCharCode(byte)).join(''));
const text = new TextDecoder();
const never = new Promise<never>(() => undefined);

type ProcessEvent = Extract<FromServer, { readonly process: number }>;

class Link {
  readonly #socket: WebSocket;
  readonly #answers = new Map<number, { resolve(value: unknown): void; reject(e: Error): void }>();
  readonly #processes = new Map<number, (event: ProcessEvent) => void>();
  /** What processes said before anybody knew of them. */
  readonly #early = new Map<number, ProcessEvent[]>();
  onPort: (port: number, open: boolean) => void = () => undefined;
  #last = 0;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.onmessage = ({ data }: MessageEvent<string>) =>
      this.#take(JSON.parse(data) as FromServer);
  }

  static open(workdirName: string): Promise<Link> {
    const url = new URL('/instance', location.href.replace(/^http/, 'ws'));
    url.searchParams.set('workdir', workdirName);
    if (FAULT) url.searchParams.set('fault', FAULT);
    const socket = new WebSocket(url);
    return new Promise((resolve, reject) => {
      socket.onopen = () => resolve(new Link(socket));
      socket.onerror = () => reject(new Error('The stand-in is gone.'));
    });
  }

  send(message: ToServer): void {
    this.#socket.send(JSON.stringify(message));
  }

  call<T>(call: Call): Promise<T> {
    const id = ++this.#last;
    return new Promise<unknown>((resolve, reject) => {
      this.#answers.set(id, { resolve, reject });
      this.send({ kind: 'call', id, call });
    }) as Promise<T>;
  }

  follow(process: number, hear: (event: ProcessEvent) => void): void {
    this.#processes.set(process, hear);
    for (const event of this.#early.get(process) ?? []) hear(event);
    this.#early.delete(process);
  }

  close(): void {
    this.#socket.close();
  }

  #take(message: FromServer): void {
    switch (message.kind) {
      case 'answer':
        this.#answers.get(message.id)?.resolve(message.value);
        return;
      case 'refusal':
        this.#answers.get(message.id)?.reject(new Error(message.message));
        return;
      case 'output':
      case 'exit': {
        const { process } = message;
        const hear = this.#processes.get(process);
        if (hear) hear(message);
        else this.#early.set(process, [...(this.#early.get(process) ?? []), message]);
        return;
      }
      case 'port':
        this.onPort(message.port, message.open);
        return;
    }
  }
}

const asBytes = (data: string | Uint8Array): Uint8Array =>
  typeof data === 'string' ? new TextEncoder().encode(data) : data;

function fileSystem(link: Link) {
  return Comlink.proxy({
    async readFile(path: string, encoding?: string | null) {
      const data = bytes(await link.call<string>({ op: 'readFile', path }));
      return encoding ? text.decode(data) : data;
    },
    writeFile: (path: string, data: string | Uint8Array) =>
      link.call({ op: 'writeFile', path, base64: base64(asBytes(data)) }),
    async readdir(path: string, options?: { withFileTypes?: boolean } | null) {
      const entries = await link.call<{ name: string }[]>({ op: 'readdir', path });
      return options?.withFileTypes ? entries : entries.map(({ name }) => name);
    },
    mkdir: (path: string, options?: { recursive?: boolean }) =>
      link.call({ op: 'mkdir', path, recursive: options?.recursive ?? false }),
    rm: (path: string, options?: { recursive?: boolean; force?: boolean }) =>
      link.call({
        op: 'rm',
        path,
        recursive: options?.recursive ?? false,
        force: options?.force ?? false,
      }),
    rename: (from: string, to: string) => link.call({ op: 'rename', from, to }),
  });
}

async function instance(link: Link) {
  const info = await link.call<{ path: string; cwd: string }>({ op: 'info' });
  const listeners: Record<string, Set<Listener>> = {};
  const tell = (event: string, ...args: readonly unknown[]): void => {
    for (const listener of listeners[event] ?? []) listener(...args);
  };
  link.onPort = (port, open) => {
    const url = `http://${info.cwd.split('/').at(-3)}--${port}.localhost:${location.port}`;
    tell('port', port, open ? 'open' : 'close', url);
    if (!open || FAULT === 'no-server-ready') return;
    tell('server-ready', port, url);
    if (FAULT === 'server-ready-twice') tell('server-ready', port, url);
  };

  async function run(options: RunOptions, _out: unknown, _err: unknown, output?: Output) {
    if (FAULT === 'hang-on-spawn') await never;
    const { promise: onExit, resolve: exited } = Promise.withResolvers<number>();
    const process = await link.call<number>({ op: 'run', options });
    let last: Promise<unknown> = Promise.resolve();
    const give = (data: Uint8Array): void => {
      last = output?.(data) ?? last;
    };
    link.follow(process, (event) => {
      if (event.kind === 'exit') {
        // Its stream stays open for ever, as the real one's is reported to.
        if (FAULT === 'late-output') exited(event.code);
        else void last.then(() => exited(event.code));
        return;
      }
      const data = bytes(event.base64);
      if (FAULT === 'late-output') setTimeout(() => give(data), 30);
      else if (FAULT === 'split-characters') for (const part of split(data)) give(part);
      else give(data);
    });
    return Comlink.proxy({
      onExit,
      kill() {
        if (FAULT !== 'kill-ignored') link.send({ kind: 'kill', process });
      },
      write: (input: string) => link.send({ kind: 'input', process, text: input }),
      resize: () => undefined,
    });
  }

  return Comlink.proxy({
    fs: () => fileSystem(link),
    previewScript: () => Comlink.proxy({}),
    runtimeInfo: () => info,
    loadFiles(payload: Uint8Array, options?: { mountPoints?: string }) {
      const { d: tree } = JSON.parse(text.decode(payload)) as { d: Tree };
      return link.call({ op: 'load', tree, at: options?.mountPoints ?? '.' });
    },
    run,
    on(event: string, listener: Listener) {
      (listeners[event] ??= new Set()).add(listener);
      return Comlink.proxy(() => void listeners[event]?.delete(listener));
    },
    serialize: async (path: string) => bytes(await link.call<string>({ op: 'serialize', path })),
    setPreviewScript: () => undefined,
    setCredentials: () => undefined,
    teardown: () => link.close(),
  });
}

/** Two pieces, the first of which ends inside a character. */
function split(data: Uint8Array): Uint8Array[] {
  const at = data.findIndex((byte) => byte >= 0xc0);
  return at < 0 ? [data] : [data.slice(0, at + 1), data.slice(at + 1)];
}

const server = {
  async build({ workdirName }: { workdirName?: string }) {
    if (!crossOriginIsolated)
      throw new Error('SharedArrayBuffer transfer requires self.crossOriginIsolated.');
    if (FAULT === 'refuses') throw new Error('Unable to create more instances');
    return instance(await Link.open(workdirName ?? 'project'));
  },
};

function greet(): void {
  const channel = new MessageChannel();
  Comlink.expose(server, channel.port1);
  // Who embeds it is known by its Referer, which the server has checked.
  parent.postMessage({ type: 'init' }, new URL(document.referrer).origin, [channel.port2]);
}

if (FAULT === 'slow-boot') setTimeout(greet, 1_000);
else if (FAULT !== 'no-init') greet();
