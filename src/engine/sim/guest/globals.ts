/**
 * Replaces what a program finds on its global object: time, timers, randomness, `fetch`, `process`
 * and `console` become the simulation's, and every way out of the sandbox goes.
 */
import { virtualAbortSignal } from './abort.ts';
import type { Calendar } from './calendar.ts';
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
  readonly calendar: Calendar;
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

/** What one process finds on its global object, where that differs from the platform's. */
export interface ProcessGlobals {
  readonly values: Record<string, unknown>;
  readonly random: () => number;
}

/** Takes the ways out of this realm. Hosts keep what they need themselves, first. */
export function closeRealm(): void {
  for (const name of REMOVED) remove(globalThis, name);
  // WebAssembly compiles on real time and could fetch: gone until a lab needs it.
  Reflect.deleteProperty(globalThis, 'WebAssembly');
}

/** Made while the realm's globals are the platform's own. */
export function processGlobals({
  loop,
  random,
  timers,
  performance,
  calendar,
  own,
}: GlobalsSetup): ProcessGlobals {
  return {
    values: {
      ...timers,
      ...own,
      performance,
      Date: virtualDate(loop, calendar),
      AbortController: nodeAbortController(),
      AbortSignal: virtualAbortSignal(loop),
      URL: nodeUrl(),
      global: globalThis,
    },
    random,
  };
}

/** Puts a process's globals into this realm. */
export function installGlobals({ values, random }: ProcessGlobals): void {
  for (const [name, value] of Object.entries(values)) {
    Object.defineProperty(globalThis, name, {
      value,
      writable: true,
      configurable: true,
      enumerable: false,
    });
  }
  Math.random = random;
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
