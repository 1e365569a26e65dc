/**
 * The kernel in a Worker of the sandboxed frame, away from the frame's main thread. Processes of
 * vetted files share its thread, others have Workers of their own. The page commands it through
 * one port and hears its journal there.
 */
import type { CompileResult } from '../compile.ts';
import type { KernelHost, ProcessPort } from '../host.ts';
import type { LibraryName } from '../libraries.ts';
import { keyOf } from '../page-compiler.ts';
import type { WindowPart, WindowResult } from '../protocol.ts';
import { SimSession } from '../session.ts';
import type { SqliteParts } from '../sqlite-parts.ts';
import { findTaskKind, tasksOf, type TaskKind } from './fresh-task.ts';
import type { ToDocument, ToKernel, WorkerKind } from './frame-messages.ts';
import type * as Library from './guest-library.ts';
import { SharedThread } from './shared.ts';
import { serveSession, type FromFrame, type Learned, type ToFrame } from './wire.ts';
import { evaluateLibrary, evaluateModule, pathOf } from './worker-scope.ts';

/** Its text stands before this script's: `frame.ts` puts them together. */
declare const GuestLibrary: typeof Library;

// Programs on this thread change the global object: the kernel keeps what it needs.
const { setTimeout, clearTimeout, MessageChannel } = globalThis;
const toDocument = postMessage.bind(globalThis);
const clock = performance;
const { compile: compileWasm } = WebAssembly;

/** By the id of a Worker, whom to tell that it failed. */
const deaths = new Map<number, (reason: string) => void>();
let lastId = 0;

/** What holds in this browser, once it is known. */
let tasks: TaskKind = 'two';

interface StartedWorker {
  /** Whoever talks to it does so by this. */
  readonly port: MessagePort;
  end(): void;
}

function startWorker(kind: WorkerKind, onDeath: (reason: string) => void): StartedWorker {
  const id = ++lastId;
  const { port1, port2 } = new MessageChannel();
  deaths.set(id, onDeath);
  toDocument({ k: 'start', id, kind, tasks } satisfies ToDocument, { transfer: [port2] });
  return {
    port: port1,
    end: () => {
      deaths.delete(id);
      toDocument({ k: 'end', id } satisfies ToDocument);
      port1.close();
    },
  };
}

let idler: MessagePort | null = null;

function afterWork(run: () => void): void {
  // Should it fail, nobody is found to be stuck, and nothing else is lost.
  idler ??= startWorker('work', () => {}).port;
  idler.onmessage = run;
  idler.postMessage(0);
}

const ready = findTaskKind().then((kind) => {
  tasks = kind;
  const shared = new SharedThread({
    ...GuestLibrary,
    ...tasksOf(kind),
    evaluate: evaluateModule,
    library: evaluateLibrary,
    pathOf,
  });
  addEventListener('unhandledrejection', (event) => {
    event.preventDefault();
    shared.rejected(event.reason);
  });
  addEventListener('error', (event) => {
    event.preventDefault();
    shared.failed(event.message);
  });
  return shared;
});

function spawnAlone(
  onReply: (result: WindowResult | WindowPart) => void,
  onDeath: (reason: string) => void,
): ProcessPort {
  const { port, end } = startWorker('process', onDeath);
  port.onmessage = ({ data }: MessageEvent<WindowResult | WindowPart>) => onReply(data);
  return { post: (message) => port.postMessage(message), terminate: end };
}

/** What the page has compiled: the compiler itself is not here. */
const modules = new Map<string, CompileResult>();

const libraries = new Map<string, string>();
const libraryKey = (name: LibraryName, followed: boolean): string => `${name} ${followed}`;

/** Of `node:sqlite`, once the page has brought it. */
let sqlite: Promise<SqliteParts> | null = null;

function learn({ compiled, libraries: scripts, sqlite: brought }: Learned): void {
  for (const { name, script, followed = false } of scripts)
    libraries.set(libraryKey(name, followed), script);
  for (const { path, text, result, followed } of compiled)
    modules.set(keyOf(path, text, followed), result);
  if (!brought) return;
  sqlite = compileWasm(brought.wasm).then((wasm) => ({ script: brought.script, wasm }));
  // Whoever starts a process that needs it hears of a failure.
  sqlite.catch(() => undefined);
}

const hostOver = (shared: SharedThread): KernelHost => ({
  compile: (path, text, followed) => {
    const result = modules.get(keyOf(path, text, followed));
    if (!result) throw new Error(`${path} came to the kernel without being compiled.`);
    return result;
  },
  library: (name, followed) => {
    const script = libraries.get(libraryKey(name, followed));
    if (script === undefined)
      throw new Error(`node:${name} came to the kernel without its script.`);
    return Promise.resolve(script);
  },
  sqlite: () => sqlite ?? Promise.reject(new Error('node:sqlite was not brought to the kernel.')),
  afterWork,
  wallClock: () => clock.now(),
  after: (ms, run) => {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
  spawn: (onReply, onDeath, vetted) =>
    vetted ? shared.spawn(onReply, onDeath) : spawnAlone(onReply, onDeath),
});

addEventListener('message', ({ data, ports }: MessageEvent<ToKernel>) => {
  if (data.k === 'died') deaths.get(data.id)?.(data.reason);
  else void ready.then((shared) => serve(ports[0]!, hostOver(shared)));
});

function serve(port: MessagePort, host: KernelHost): void {
  serveSession((plan, options) => SimSession.boot(plan, options, host), learn, {
    post: (message: FromFrame) => port.postMessage(message),
    listen: (receive) => {
      port.onmessage = ({ data: message }: MessageEvent<ToFrame>) => receive(message);
    },
  });
}
