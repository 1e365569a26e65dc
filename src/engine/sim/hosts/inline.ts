/**
 * The in-page engine on one thread of Node: the same kernel, all processes in one `vm` context. No
 * message crosses a thread, so it is many times faster, and it gives the same journal. For grading
 * and measuring many runs; it cannot end an endless loop, so only for files that are known to have
 * none, or where a run is itself watched.
 */
import vm from 'node:vm';
import type { BootOptions, BootPlan, Engine, Session } from '../../contract.ts';
import type { ModuleBody } from '../guest/loader.ts';
import { compile } from '../compile.ts';
import { SIM_CAPABILITIES } from '../session-capabilities.ts';
import { SimSession } from '../session.ts';
import type { SharedThread } from './shared.ts';
import { bundleInlineProcess } from './bundle.ts';
import { sqliteOnNode } from './node-sqlite.ts';
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
  'FormData',
  'ReadableStream',
  'WritableStream',
  'TransformStream',
  'TextEncoderStream',
  'TextDecoderStream',
  'CountQueuingStrategy',
  'ByteLengthQueuingStrategy',
  'DOMException',
  'queueMicrotask',
  'EventTarget',
  'Event',
  'CustomEvent',
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

/** Who a rejected promise belongs to. */
const realms = new Set<Realm>();

process.on('unhandledRejection', (reason, promise) => {
  for (const realm of realms) {
    if (promise instanceof realm.Promise) {
      realm.thread.rejected(reason);
      return;
    }
  }
  throw reason;
});

interface Realm {
  readonly Promise: PromiseConstructor;
  readonly thread: SharedThread;
}

function openRealm(script: string): Realm {
  const paths = new Set<string>();
  /** Modules by their code: a lab's files come again in every run. */
  const bodies = new Map<string, ModuleBody>();
  const libraries = new Map<string, unknown>();
  const context = vm.createContext(
    Object.fromEntries(PLATFORM.map((name) => [name, globalThis[name]])),
  );
  const bridge: InlineBridge = {
    host: {
      macrotask: (then) => setImmediate(then),
      // Node reports unhandled rejections before the next task begins.
      settled: (then) => then(),
      evaluate: (path, code) => {
        paths.add(path);
        const key = `${path}\n${code}`;
        let body = bodies.get(key);
        if (!body) {
          body = vm.runInContext(code, context, { filename: path }) as ModuleBody;
          bodies.set(key, body);
        }
        return body;
      },
      library: (code) => {
        let library = libraries.get(code);
        if (library === undefined) {
          library = vm.runInContext(code, context, { filename: 'library.js' }) as unknown;
          libraries.set(code, library);
        }
        return library;
      },
      pathOf: (url) => (paths.has(url) ? url : undefined),
    },
  };
  (ADOPT_ERRORS.runInContext(context) as (foreign: object) => void)({
    Error,
    TypeError,
    RangeError,
  });
  context.bridge = bridge;
  const Promise = vm.runInContext('Promise', context) as PromiseConstructor;
  vm.runInContext(script, context, { filename: 'process.js' });
  const realm = { Promise, thread: bridge.thread! };
  realms.add(realm);
  return realm;
}

/**
 * An engine whose sessions share a realm, in which code that ran before runs fast. A program that
 * changes what the realm's programs share (a library's defaults, say) needs an engine of its own.
 */
export function openInlineEngine(): Engine {
  let realm: Promise<Realm> | null = null;
  return {
    id: 'in-page-node',
    capabilities: { ...SIM_CAPABILITIES, killsHotLoops: false },
    async boot(plan: BootPlan, options: BootOptions = {}): Promise<Session> {
      realm ??= bundleInlineProcess().then(openRealm);
      const { thread } = await realm;
      return SimSession.boot(plan, options, {
        compile,
        sqlite: sqliteOnNode,
        wallClock: () => performance.now(),
        after: (ms, run) => {
          const timer = setTimeout(run, ms);
          return () => clearTimeout(timer);
        },
        spawn: (onReply, onDeath) => thread.spawn(onReply, onDeath),
        afterWork: null,
      });
    },
  };
}

export const inlineEngine: Engine = openInlineEngine();
