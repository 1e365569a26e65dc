/**
 * Replaces what a program finds on its global object: time, timers, randomness, `fetch`, `process`
 * and `console` become the simulation's, and every way out of the sandbox goes.
 */
import { virtualAbortSignal } from './abort.ts';
import { virtualDate } from './date.ts';
import type { Loop } from './loop.ts';
import type { LabPerformance } from './node/perf_hooks.ts';
import type { TimerGlobals } from './node/timers.ts';
import { nodeAbortController, nodeUrl } from './platform.ts';

export interface GlobalsSetup {
  readonly loop: Loop;
  readonly random: () => number;
  readonly timers: TimerGlobals;
  readonly performance: LabPerformance;
  /** Unix ms of the session's beginning. */
  readonly epoch: number;
  readonly own: Readonly<Record<string, unknown>>;
}

/**
 * Ways to the outside, or to time that is not ours. Some exist in browsers only, some in Node
 * only. `importScripts` and `postMessage` are the host's, which has kept its own references.
 */
const REMOVED = [
  'BroadcastChannel',
  'Worker',
  'SharedWorker',
  'ServiceWorker',
  'caches',
  'CacheStorage',
  'Cache',
  'indexedDB',
  'IDBFactory',
  'importScripts',
  'navigator',
  'WorkerNavigator',
  'XMLHttpRequest',
  'WebSocket',
  'WebSocketStream',
  'EventSource',
  'FontFace',
  'fonts',
  'WebTransport',
  'RTCPeerConnection',
  'postMessage',
  'close',
  'onmessage',
  'onmessageerror',
  'MessageChannel',
  'MessagePort',
  'localStorage',
  'sessionStorage',
  'storage',
  'StorageManager',
  'Notification',
  'FileReader',
  'FileReaderSync',
  'createImageBitmap',
  'ImageDecoder',
  'VideoDecoder',
  'AudioDecoder',
  'requestAnimationFrame',
  'cancelAnimationFrame',
  'requestIdleCallback',
  'scheduler',
  'reportError',
  'SharedArrayBuffer',
  'OffscreenCanvas',
  'location',
  'origin',
  'WorkerLocation',
  'parent',
  'opener',
  'top',
  'CompressionStream',
  'DecompressionStream',
  'Blob',
  'File',
  'XRSystem',
  'PressureObserver',
  'IdleDetector',
  'Serial',
  'USB',
  'HID',
  'trustedTypes',
  'requestFileSystem',
  'webkitRequestFileSystem',
  'webkitRequestFileSystemSync',
  'webkitResolveLocalFileSystemURL',
  'webkitResolveLocalFileSystemSyncURL',
];

/** Replaces the globals of this realm. Once done it cannot be undone: the realm is the process's. */
export function installGlobals({
  loop,
  random,
  timers,
  performance,
  epoch,
  own,
}: GlobalsSetup): void {
  const realm = globalThis as Record<string, unknown> & typeof globalThis;
  for (const name of REMOVED) remove(realm, name);
  const replaced: Record<string, unknown> = {
    ...timers,
    ...own,
    performance,
    Date: virtualDate(loop, epoch),
    AbortController: nodeAbortController(),
    AbortSignal: virtualAbortSignal(loop),
    URL: nodeUrl(),
    global: realm,
  };
  for (const [name, value] of Object.entries(replaced)) {
    Object.defineProperty(realm, name, {
      value,
      writable: true,
      configurable: true,
      enumerable: false,
    });
  }
  Math.random = random;
  noForeignModules();
}

/** From the object and everything it inherits from; what cannot be deleted is shadowed. */
function remove(realm: object, name: string): void {
  for (
    let at: object | null = realm;
    at && at !== Object.prototype;
    at = Object.getPrototypeOf(at) as object | null
  ) {
    if (Object.prototype.hasOwnProperty.call(at, name)) Reflect.deleteProperty(at, name);
  }
  if (name in realm) {
    Object.defineProperty(realm, name, { value: undefined, writable: true, configurable: true });
  }
}

/** WebAssembly compiles on real time and could fetch: gone until a lab needs it. */
function noForeignModules(): void {
  Reflect.deleteProperty(globalThis, 'WebAssembly');
}
