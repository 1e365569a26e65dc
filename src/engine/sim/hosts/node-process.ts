/** One simulated process in a Node Worker. */
import { parentPort } from 'node:worker_threads';
import vm from 'node:vm';
import { installGlobals } from '../guest/globals.ts';
import { closeRealm } from '../guest/realm.ts';
import { Guest } from '../guest/main.ts';
import type { ModuleBody } from '../guest/loader.ts';
import type { ToProcess } from '../protocol.ts';

const port = parentPort!;
const nextTask = setImmediate;
const real = process;
/** Paths that were evaluated: stacks hold them as they are. */
const paths = new Set<string>();

// Node loads these on first use, with globals that the process will not have.
void [
  globalThis.Headers,
  globalThis.Request,
  globalThis.ReadableStream,
  globalThis.fetch,
  globalThis.crypto,
];

// Given to a Worker's script alone; a module has none of them.
for (const name of ['require', 'module', 'exports', '__filename', '__dirname']) {
  Reflect.deleteProperty(globalThis, name);
}

const guest = new Guest({
  install: (globals) => {
    closeRealm();
    installGlobals(globals);
  },
  reply: (result) => port.postMessage(result),
  macrotask: (then) => nextTask(then),
  // Node reports unhandled rejections before the next task begins.
  settled: (then) => then(),
  evaluate: (path, code) => {
    paths.add(path);
    return new vm.Script(code, { filename: path }).runInThisContext() as ModuleBody;
  },
  library: (code) => new vm.Script(code, { filename: 'library.js' }).runInThisContext() as unknown,
  pathOf: (url) => (paths.has(url) ? url : undefined),
  onUnhandledRejection: (report) => {
    real.on('unhandledRejection', report);
  },
});

port.on('message', (message: ToProcess) => guest.receive(message));
