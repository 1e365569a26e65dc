/** Ways to the outside: network, storage, other documents and threads, and the time of day. */
import type { Hostile } from './program.ts';

const attempt = (name: string, code: string): Hostile => ({
  name,
  code: `try { ${code}; out('reached'); } catch (error) { out('refused: ' + error); }`,
});

/** Prototypes of the global object, where platforms hang what they delete from nowhere. */
const UP = `const up = (name) => {
  for (let at = globalThis; at; at = Object.getPrototypeOf(at)) {
    const found = Object.getOwnPropertyDescriptor(at, name);
    if (found && at !== globalThis) return found.get ? found.get.call(globalThis) : found.value;
  }
  throw new Error('nothing up there');
};`;

const NETWORK = [
  attempt("fetch('https://example.com')", `await fetch('https://example.com')`),
  attempt('fetch of a real server', `await fetch(TARGET)`),
  attempt(
    'fetch from the prototypes of the global object',
    `${UP} await up('fetch').call(globalThis, TARGET)`,
  ),
  attempt(
    'node:http to a real server',
    `await new Promise((yes, no) => http.get(TARGET, yes).on('error', no))`,
  ),
  attempt(
    'XMLHttpRequest',
    `const x = new XMLHttpRequest(); x.open('GET', TARGET, false); x.send()`,
  ),
  attempt('WebSocket', `new WebSocket(TARGET.replace('http', 'ws'))`),
  attempt('WebSocketStream', `await new WebSocketStream(TARGET.replace('http', 'ws')).opened`),
  attempt('EventSource', `new EventSource(TARGET)`),
  attempt('WebTransport', `await new WebTransport('https://example.com').ready`),
  attempt(
    'RTCPeerConnection',
    `new RTCPeerConnection({ iceServers: [{ urls: 'stun:127.0.0.1' }] })`,
  ),
  attempt('navigator.sendBeacon', `navigator.sendBeacon(TARGET)`),
  attempt('a font', `await new FontFace('x', 'url(' + TARGET + ')').load()`),
  attempt('an image', `await createImageBitmap(await (await fetch(TARGET)).blob())`),
  attempt('a notification with an icon', `new Notification('x', { icon: TARGET })`),
  attempt('a background fetch', `await new BackgroundFetchManager().fetch('x', TARGET)`),
  attempt('a report', `new ReportingObserver(() => {}).observe(); reportError(new Error(TARGET))`),
  attempt('WebAssembly over the network', `await WebAssembly.compileStreaming(fetch(TARGET))`),
  attempt('WebAssembly at all', `new WebAssembly.Memory({ initial: 1, maximum: 2, shared: true })`),
  attempt(
    'WebAssembly beside a database',
    `const { DatabaseSync } = await import('node:sqlite'); new DatabaseSync(':memory:').exec('SELECT 1'); new WebAssembly.Module(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]))`,
  ),
  attempt(
    'WebAssembly by way of what a database is made of',
    `const { DatabaseSync } = await import('node:sqlite');
    const db = new DatabaseSync(':memory:');
    db.function('f', () => 1);
    const { get } = Map.prototype;
    let table;
    Map.prototype.get = function (key) {
      const value = get.call(this, key);
      table ??= value?.connection?.library?.api?.__indirect_function_table;
      return value;
    };
    db.exec('SELECT f()');
    if (table?.constructor === Object) throw new Error('it has no constructor')`,
  ),
  attempt('node:net', `(await import('node:net')).connect(80, '127.0.0.1')`),
  attempt('node:dgram', `(await import('node:dgram')).createSocket('udp4')`),
];

const CODE = [
  attempt('importScripts', `importScripts(TARGET)`),
  attempt('importScripts through self', `self.importScripts(TARGET)`),
  attempt(
    'importScripts from the prototypes',
    `${UP} up('importScripts').call(globalThis, TARGET)`,
  ),
  attempt(
    'the constructor of a Worker scope',
    `Object.getPrototypeOf(globalThis).importScripts.call(globalThis, TARGET)`,
  ),
  attempt('a dynamic import of a URL', `await import(String(TARGET))`),
  attempt('a dynamic import of data', `await import('data:text/javascript,' + '0')`),
  attempt('eval of an import', `await (0, eval)('import(' + JSON.stringify(TARGET) + ')')`),
  attempt('new Function with an import', `await new Function('u', 'return import(u)')(TARGET)`),
  attempt(
    'the constructor of an async function',
    `await (async () => {}).constructor('u', 'await import(u)')(TARGET)`,
  ),
  attempt(
    'the constructor of a generator',
    `await (function* () {}).constructor('u', 'yield import(u)')(TARGET).next().value`,
  ),
  attempt(
    'the constructor of an async generator',
    `await (async function* () {}).constructor('u', 'yield await import(u)')(TARGET).next()`,
  ),
  attempt('setTimeout of a text', `setTimeout('importScripts("' + TARGET + '")', 1)`),
  attempt(
    'a script made of a blob',
    `const blob = await new Request('http://x', { method: 'POST', body: 'postMessage(1)' }).blob(); new Worker(URL.createObjectURL(blob))`,
  ),
  attempt(
    'the address of a blob',
    `URL.createObjectURL(await new Request('http://x', { method: 'POST', body: 'x' }).blob())`,
  ),
  attempt('a nested Worker', `new Worker('data:text/javascript,0')`),
  attempt('a SharedWorker', `new SharedWorker('data:text/javascript,0')`),
  attempt('a service worker', `await navigator.serviceWorker.register(TARGET)`),
  attempt('node:worker_threads', `new (await import('node:worker_threads')).Worker('x')`),
  attempt('node:child_process', `(await import('node:child_process')).execSync('id')`),
  attempt('process.binding', `process.binding('fs')`),
  attempt('process.dlopen', `process.dlopen({}, '/lib/x.so')`),
  attempt('process.mainModule', `process.mainModule.require('fs')`),
  attempt('another process of this computer', `process.kill(1, 'SIGKILL')`),
];

const STORAGE = [
  attempt('indexedDB', `indexedDB.open('x')`),
  attempt('indexedDB from the prototypes', `${UP} up('indexedDB').open('x')`),
  attempt('caches', `await caches.open('x')`),
  attempt('localStorage', `localStorage.setItem('x', '1')`),
  attempt('sessionStorage', `sessionStorage.setItem('x', '1')`),
  attempt('cookieStore', `await cookieStore.set('x', '1')`),
  attempt('the private file system', `await navigator.storage.getDirectory()`),
  attempt('the old file system', `webkitRequestFileSystemSync(0, 1024)`),
  attempt('a lock', `await navigator.locks.request('x', () => {})`),
  attempt(
    'a database of this computer',
    `const { DatabaseSync } = await import('node:sqlite'); new DatabaseSync('/etc/passwd')`,
  ),
  attempt(
    'an extension of a database',
    `const { DatabaseSync } = await import('node:sqlite'); new DatabaseSync(':memory:', { allowExtension: true }).loadExtension('/lib/x.so')`,
  ),
  attempt('the files of this computer', `(await import('node:fs')).readFileSync('/etc/passwd')`),
];

const DOCUMENTS = [
  attempt('parent', `parent.document.title`),
  attempt('top', `top.location.href`),
  attempt('opener', `opener.location.href`),
  attempt('document', `document.body`),
  attempt('a nested frame', `document.body.append(document.createElement('iframe'))`),
  attempt('the address of the page', `${UP} String(up('location').href)`),
  attempt('BroadcastChannel', `new BroadcastChannel('x').postMessage('hello')`),
  attempt('a message past the kernel', `globalThis.postMessage({ k: 'done' })`),
  attempt('a MessageChannel', `new MessageChannel().port1.postMessage({ k: 'done' })`),
];

/** Reaches, when what it finds is not the simulation's. */
const clock = (name: string, code: string): Hostile =>
  attempt(name, `${UP} ${code}; throw new Error('the simulation\\'s')`);

const reachedIf = (condition: string): string =>
  `if (${condition}) { out('reached'); throw new Error('reached'); }`;

const TIME = [
  attempt('the real performance, from the prototypes', `${UP} up('performance').now()`),
  attempt(
    'the real setTimeout, from the prototypes',
    `${UP} up('setTimeout').call(globalThis, () => {}, 1)`,
  ),
  attempt('the scheduler', `await scheduler.postTask(() => {})`),
  attempt('requestAnimationFrame', `requestAnimationFrame(() => {})`),
  attempt('Temporal', `Temporal.Now.instant()`),
  attempt('shared memory', `new SharedArrayBuffer(8)`),
  attempt(
    "the platform's AbortSignal.timeout",
    `new AbortController().signal.constructor.timeout(1).addEventListener`,
  ),
  clock(
    'the time of an event',
    reachedIf(`Math.abs(new Event('x').timeStamp - performance.now()) > 1`),
  ),
  clock(
    'the class of a date',
    reachedIf(`Math.abs(new (Object.getPrototypeOf(new Date(0)).constructor)() - Date.now()) > 5`),
  ),
  clock(
    'a format without a date',
    reachedIf(`!/^1\\/1\\/2026/.test(new Intl.DateTimeFormat().format())`),
  ),
  clock(
    'a format in parts without a date',
    reachedIf(
      `new Intl.DateTimeFormat('en', { year: 'numeric' }).formatToParts()[0].value !== '2026' || new Intl.DateTimeFormat('en', { month: 'numeric' }).formatToParts()[0].value !== '1'`,
    ),
  ),
  clock(
    "the reader's language",
    reachedIf(
      `new (Object.getPrototypeOf(new Intl.NumberFormat()).constructor)().resolvedOptions().locale !== 'en-US'`,
    ),
  ),
  clock(
    'the date of a file in a form',
    `const form = new FormData(); form.append('x', await new Request('http://x', { method: 'POST', body: 'x' }).blob()); ${reachedIf(`Math.abs(form.get('x').lastModified - Date.now()) > 5`)}`,
  ),
  clock(
    'when memory is freed',
    `let told = false; new FinalizationRegistry(() => { told = true; }).register({}, 1); for (let i = 0; i < 50; i++) { new Array(1e5).fill(i); await new Promise((go) => setTimeout(go, 1)); } ${reachedIf('told')}`,
  ),
];

export const WAYS_OUT: readonly Hostile[] = [
  ...NETWORK,
  ...CODE,
  ...STORAGE,
  ...DOCUMENTS,
  ...TIME,
];
