/**
 * The in-page engine on one thread of Node: the same kernel, each process in a `vm` context. No
 * message crosses a thread, so it is many times faster, and it gives the same journal. For grading
 * and measuring many runs; it cannot end an endless loop, so only for files that are known to have
 * none, or where a run is itself watched.
 */
import vm from 'node:vm';
import type { BootOptions, BootPlan, Engine, Session } from '../../contract.ts';
import type { ModuleBody } from '../guest/loader.ts';
import type { KernelHost, ProcessPort } from '../host.ts';
import { SIM_CAPABILITIES } from '../session-capabilities.ts';
import { SimSession } from '../session.ts';
import { bundleInlineProcess } from './bundle.ts';
import type { InlineBridge } from './inline-process.ts';

/** What Node gives its own global object and a new context lacks. None of it knows of time. */
const PLATFORM = [
  'URL',
  'URLSearchParams',
  'TextEncoder',
  'TextDecoder',
  'AbortController',
  'AbortSignal',
  'Headers',
  'Request',
  'FormData',
  'ReadableStream',
  'WritableStream',
  'TransformStream',
  'DOMException',
  'structuredClone',
  'queueMicrotask',
  'EventTarget',
  'Event',
  'atob',
  'btoa',
] as const;

/**
 * What the platform throws is of this realm (a `DOMException`, say): programs of another must still
 * find it to be an `Error`.
 */
const ADOPT_ERRORS = new vm.Script(`(foreign) => {
  for (const [name, Foreign] of Object.entries(foreign)) {
    const Own = globalThis[name];
    Object.defineProperty(Own, Symbol.hasInstance, {
      value(value) {
        return Function.prototype[Symbol.hasInstance].call(this, value) || (this === Own && value instanceof Foreign);
      },
    });
  }
}`);

let script: Promise<vm.Script> | null = null;
/** Modules by their code: a lab's files are evaluated again in every run. */
const bodies = new Map<string, vm.Script>();
/** Who a rejected promise belongs to. */
const realms = new Set<{
  readonly Promise: PromiseConstructor;
  readonly report: (reason: unknown) => void;
}>();

process.on('unhandledRejection', (reason, promise) => {
  for (const realm of realms) {
    if (promise instanceof realm.Promise) {
      realm.report(reason);
      return;
    }
  }
  throw reason;
});

function spawn(process: vm.Script, onReply: Parameters<KernelHost['spawn']>[0]): ProcessPort {
  const paths = new Set<string>();
  const context = vm.createContext(
    Object.fromEntries(PLATFORM.map((name) => [name, globalThis[name]])),
  );
  let over = false;
  let report: (reason: unknown) => void = () => {};
  const bridge: InlineBridge = {
    host: {
      reply: (result) => {
        if (!over) onReply(result);
      },
      macrotask: (then) => setImmediate(then),
      // Node reports unhandled rejections before the next task begins.
      settled: (then) => then(),
      evaluate: (path, code) => {
        paths.add(path);
        const key = `${path}\n${code}`;
        let body = bodies.get(key);
        if (!body) {
          body = new vm.Script(code, { filename: path });
          bodies.set(key, body);
        }
        return body.runInContext(context) as ModuleBody;
      },
      pathOf: (url) => (paths.has(url) ? url : undefined),
      onUnhandledRejection: (given) => {
        report = given;
      },
    },
  };
  (ADOPT_ERRORS.runInContext(context) as (foreign: object) => void)({
    Error,
    TypeError,
    RangeError,
  });
  context.bridge = bridge;
  const realm = {
    Promise: vm.runInContext('Promise', context) as PromiseConstructor,
    report: (reason: unknown) => report(reason),
  };
  realms.add(realm);
  process.runInContext(context);
  return {
    post: (message) => bridge.receive!(message),
    terminate: () => {
      over = true;
      realms.delete(realm);
    },
  };
}

export const inlineEngine: Engine = {
  id: 'in-page-node',
  capabilities: { ...SIM_CAPABILITIES, killsHotLoops: false },
  async boot(plan: BootPlan, options: BootOptions = {}): Promise<Session> {
    script ??= bundleInlineProcess().then(
      (code) => new vm.Script(code, { filename: 'process.js' }),
    );
    const process = await script;
    return SimSession.boot(plan, options, {
      wallClock: () => performance.now(),
      after: (ms, run) => {
        const timer = setTimeout(run, ms);
        return () => clearTimeout(timer);
      },
      spawn: (onReply) => spawn(process, onReply),
      afterWork: null,
    });
  },
};
