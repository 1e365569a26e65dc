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
import { findTasks } from './fresh-task.ts';
import { SharedThread, type GuestLibrary } from './shared.ts';
import { workScript } from './work.ts';
import { serveSession, type FromFrame, type Learned, type ToFrame } from './wire.ts';
import {
  evaluateExpression,
  evaluateLibrary,
  evaluateModule,
  pathOf,
  scriptUrl,
} from './worker-scope.ts';

/** Texts that `frame.ts` puts before this one: of `guest-library.ts`, and of `browser-process.ts`. */
declare const LIBRARY_SCRIPT: string;
declare const PROCESS_SCRIPT: string;

// Programs on this thread change the global object: the kernel keeps what it needs.
const { setTimeout, clearTimeout, Worker, MessageChannel } = globalThis;
const clock = performance;
const { compile: compileWasm } = WebAssembly;

const script = scriptUrl('(()=>{', LIBRARY_SCRIPT, PROCESS_SCRIPT, '})()');

/** A Worker that has loaded its script and waits for a process. */
let spare: Worker | null = null;

function takeWorker(): Worker {
  const worker = spare ?? new Worker(script);
  spare = new Worker(script);
  return worker;
}

let idler: Worker | null = null;

function afterWork(run: () => void): void {
  idler ??= new Worker(scriptUrl(workScript('onmessage=', 'postMessage')));
  idler.addEventListener('message', run, { once: true });
  idler.postMessage(0);
}

const library = evaluateExpression(
  `(()=>{${LIBRARY_SCRIPT};return GuestLibrary})()`,
) as GuestLibrary;
const ready = findTasks().then((tasks) => {
  const shared = new SharedThread({
    ...library,
    ...tasks,
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
  const worker = takeWorker();
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = ({ data }: MessageEvent<WindowResult | WindowPart>) => onReply(data);
  worker.onerror = (event) => {
    // Left alone it would go on to this thread's own `error`, and end a process that shares it.
    event.preventDefault();
    onDeath(event.message);
  };
  worker.postMessage(port2, [port2]);
  return {
    post: (message) => port1.postMessage(message),
    terminate: () => {
      worker.terminate();
      port1.close();
    },
  };
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

addEventListener('message', ({ ports: [port] }) => {
  if (port) void ready.then((shared) => serve(port, hostOver(shared)));
});

function serve(port: MessagePort, host: KernelHost): void {
  serveSession((plan, options) => SimSession.boot(plan, options, host), learn, {
    post: (message: FromFrame) => port.postMessage(message),
    listen: (receive) => {
      port.onmessage = ({ data }: MessageEvent<ToFrame>) => receive(data);
    },
  });
}
