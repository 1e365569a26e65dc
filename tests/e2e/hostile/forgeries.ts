/** Ways to speak for the kernel or for another machine, and to bend what the engine itself uses. */
import type { Hostile } from './program.ts';

/** Puts messages of its own among those that the library sends. */
const smuggle = (message: string): string => `
const push = Array.prototype.push;
Array.prototype.push = function (...items) {
  if (items[0] && typeof items[0] === 'object' && 's' in items[0]) push.call(this, ${message});
  return push.apply(this, items);
};
setInterval(() => http.get('http://calm:8080/').on('error', () => {}), 50);`;

/** Puts reports of its own among those that the library makes. */
const report = (facts: string): string => `
const push = Array.prototype.push;
Array.prototype.push = function (...items) {
  if (items[0] && typeof items[0] === 'object' && items[0].k === 'log') push.call(this, ${facts});
  return push.apply(this, items);
};
setInterval(() => out('tick'), 50);`;

/** Everybody's connections and exchanges have small numbers: it tries them all. */
const everywhere = (fields: string): string =>
  `...Array.from({ length: 400 }, (_, i) => ({ t: items[0].t, s: { c: i - 200, id: i - 200, ${fields} } }))`;

export const FORGERIES: readonly Hostile[] = [
  {
    name: 'a forged answer on the connections of others',
    code: smuggle(
      everywhere(`k: 'res', status: 500, message: '', headers: [], body: 'forged', end: true`),
    ),
    ends: 'up',
  },
  {
    name: 'a forged reset of the connections of others',
    code: smuggle(everywhere(`k: 'reset'`)),
    ends: 'up',
  },
  { name: 'a forged end of others', code: smuggle(everywhere(`k: 'fin'`)), ends: 'up' },
  {
    name: 'a connection opened under the number of another',
    code: smuggle(everywhere(`k: 'open', to: 'calm', port: 8080`)),
    ends: 'down',
    says: /not the engine's: an id is not its own/,
  },
  {
    name: 'a request under the number of another',
    code: smuggle(
      `...[1, 2, 3].map((id) => ({ t: items[0].t, s: { k: 'req', c: -id, id, method: 'GET', path: '/forged', headers: [], body: null, end: true } }))`,
    ),
    ends: 'down',
    says: /an id is not its own/,
  },
  {
    name: 'a message of no known kind',
    code: smuggle(`{ t: items[0].t, s: { k: 'sudo', c: 1 } }`),
    ends: 'down',
    says: /no known kind/,
  },
  {
    name: 'a message into the past',
    code: smuggle(`{ t: 0, s: { k: 'reset', c: -1 } }, { t: -5, s: { k: 'reset', c: -1 } }`),
    ends: 'down',
    says: /no time/,
  },
  {
    name: 'a message at no time',
    code: smuggle(`{ t: NaN, s: { k: 'reset', c: -1 } }`),
    ends: 'down',
    says: /no time/,
  },
  {
    name: 'a report in the name of another machine',
    code: report(
      `{ t: items[0].t, k: 'log', machine: 'calm', kind: 'done', stream: 'out', text: 'forged' }`,
    ),
    ends: 'up',
  },
  {
    name: "a report of another machine's end",
    code: report(`{ t: items[0].t, k: 'machine', machine: 'calm', state: 'down', incarnation: 9 }`),
    ends: 'down',
    says: /no known kind/,
  },
  {
    name: 'a verdict of its own',
    code: report(
      `{ t: items[0].t, k: 'done', from: 'clients', to: 'calm', id: 1, status: 500, ms: 1, client: { load: 'calm', flow: 1, step: 0, outcome: 'failed' } }`,
    ),
    ends: 'down',
    says: /no known kind/,
  },
  {
    name: 'gauges of strange names and values',
    code: `for (const name of ['__proto__', 'constructor', 'x'.repeat(1e5)]) process.stdout.write('\\u001e' + JSON.stringify({ gauge: { [name]: 1e308 } }) + '\\n');`,
    ends: 'gone',
  },
  {
    name: 'the event of a message, by its getter',
    code: `try { Object.defineProperty(MessageEvent.prototype, 'data', { get() { this.target.postMessage('forged'); } }); out('reached'); } catch (error) { out('refused: ' + error); }`,
  },
  {
    name: 'listening to what the kernel says',
    code: `for (const kind of ['message', 'messageerror']) EventTarget.prototype.addEventListener.call(globalThis, kind, () => out('reached')); globalThis.onmessage = () => out('reached');`,
    ends: 'gone',
  },
  {
    name: 'Function.prototype changed, to catch the port',
    code: `const seen = []; for (const name of ['call', 'apply', 'bind']) { const real = Function.prototype[name]; Object.defineProperty(Function.prototype, name, { value(...args) { if (String(args[0]).includes('MessagePort') || String(this).includes('MessagePort')) out('reached'); return Reflect.apply(real, this, args); } }); } setInterval(() => http.get('http://calm:8080/').on('error', () => {}), 50);`,
    ends: 'gone',
  },
  {
    name: 'the stack, as call sites',
    code: `Error.prepareStackTrace = (_, sites) => sites; const look = () => { const sites = new Error().stack; for (const site of sites) { if (site.getThis() !== undefined && site.getThis() !== globalThis || site.getFunction() !== undefined) out('reached'); } out('looked at ' + sites.length); }; look(); setTimeout(look, 10); http.createServer(look).listen(9000, () => look());`,
    ends: 'up',
    says: /looked at \d/,
  },
  {
    name: 'a caller of its function',
    code: `try { const f = Function.prototype; out(String(f.caller)); (function () { return arguments.callee.caller; })(); out('reached'); } catch (error) { out('refused: ' + error); }`,
  },
  {
    name: 'a comment that is none where it was checked',
    code: `const y = 1; let x = 2; x <!-- y;\nglobalThis.postMessage?.('forged');`,
    ends: 'down',
    says: /begins a comment/,
  },
  {
    name: 'a body that closes the function it stands in',
    code: `}); globalThis.escaped = true; (async function* () {`,
    ends: 'down',
    says: /SyntaxError/,
  },
];

/** What the engine itself uses, bent. It may break its own process and nobody else's. */
const bent = (name: string, code: string): Hostile => ({
  name: `${name} bent`,
  code: `http.createServer((_, res) => res.end('x')).listen(process.env.PORT); setTimeout(() => { ${code} }, 20); setInterval(() => http.get('http://calm:8080/').on('error', () => {}), 50);`,
  ends: 'gone',
});

export const BENDINGS: readonly Hostile[] = [
  bent(
    'Array.prototype[Symbol.iterator]',
    `Array.prototype[Symbol.iterator] = function* () { yield 'forged'; };`,
  ),
  bent('Array.prototype.map', `Array.prototype.map = () => [{ t: 0, k: 'done' }];`),
  bent('Promise.prototype.then', `Promise.prototype.then = () => {};`),
  bent(
    'Promise.prototype.then, throwing,',
    `Promise.prototype.then = () => { throw new Error('forged'); };`,
  ),
  bent(
    'Function.prototype.call',
    `Function.prototype.call = () => { throw new Error('forged'); };`,
  ),
  bent('Function.prototype.bind', `Function.prototype.bind = () => () => 'forged';`),
  bent(
    'Reflect and Object',
    `for (const name of Object.getOwnPropertyNames(Reflect)) Reflect[name] = () => 'forged'; Object.defineProperty = () => 'forged'; Object.entries = () => [];`,
  ),
  bent('JSON', `JSON.stringify = () => 'forged'; JSON.parse = () => ({ forged: true });`),
  bent(
    'a setter on Object.prototype',
    `for (const name of ['t', 's', 'k', 'c', 'out', 'exit', 'stuck', 'next']) Object.defineProperty(Object.prototype, name, { configurable: true, get: () => -1, set() { throw new Error('forged'); } });`,
  ),
  bent(
    'a value on Object.prototype',
    `Object.assign(Object.prototype, { exit: { code: 0 }, listening: 'forged', end: true, body: 'forged', first: {} });`,
  ),
  bent('Object.prototype.then', `Object.prototype.then = function (go) { go('forged'); };`),
  bent(
    'Map.prototype',
    `Map.prototype.get = () => ({ forged: true }); Map.prototype.set = () => { throw new Error('forged'); }; Map.prototype.values = function* () {};`,
  ),
  bent(
    'Symbol.hasInstance',
    `for (const C of [Promise, Error, Array, Map]) Object.defineProperty(C, Symbol.hasInstance, { value: () => true });`,
  ),
  bent(
    'Symbol.species',
    `Object.defineProperty(Promise, Symbol.species, { get() { throw new Error('forged'); } }); Object.defineProperty(Array, Symbol.species, { get: () => Map });`,
  ),
  bent(
    'Number and Math',
    `Math.max = () => -1; Math.min = () => -1; Math.floor = () => NaN; Number.isFinite = () => true;`,
  ),
  bent(
    'String.prototype',
    `for (const name of ['split', 'slice', 'toLowerCase', 'startsWith']) String.prototype[name] = () => ({ length: 1e9 });`,
  ),
  bent(
    'everything frozen',
    `for (const name of Object.getOwnPropertyNames(globalThis)) { const it = globalThis[name]; if (typeof it === 'function' && it.prototype) { Object.freeze(it.prototype); Object.freeze(it); } } Object.freeze(globalThis);`,
  ),
  bent(
    'every global deleted',
    `for (const name of Object.getOwnPropertyNames(globalThis)) Reflect.deleteProperty(globalThis, name);`,
  ),
];

/** Errors that bite whoever looks at them. */
export const ERRORS: readonly Hostile[] = [
  {
    // It surfaces on the Worker, and from there it must not go on to the thread of the others.
    name: 'an error in a listener of the platform',
    code: `const target = new EventTarget(); target.addEventListener('now', () => { throw new Error('x'); }); setTimeout(() => target.dispatchEvent(new Event('now')), 55);`,
    ends: 'gone',
  },
  {
    name: 'an error whose getters throw',
    code: `throw Object.defineProperties(new Error('x'), { message: { get() { throw new Error('forged'); } }, stack: { get() { throw new Error('forged'); } }, name: { get() { throw 1; } } });`,
    ends: 'gone',
  },
  {
    name: 'an error whose getters never end',
    code: `throw Object.defineProperty(new Error('x'), 'message', { get() { for (;;); } });`,
    ends: 'stuck',
  },
  {
    name: 'a proxy thrown',
    code: `throw new Proxy({}, { get() { throw new Error('forged'); }, getPrototypeOf() { throw new Error('forged'); }, has: () => true });`,
    ends: 'gone',
  },
  {
    name: 'an error of a hundred megabytes',
    code: `throw new Error('x'.repeat(1e8));`,
    ends: 'down',
  },
  {
    name: 'a rejection with a function that never ends',
    code: `void Promise.reject({ toJSON() { for (;;); } });`,
    ends: 'stuck',
  },
  {
    name: 'a rejection with a circle',
    code: `const circle = {}; circle.self = circle; void Promise.reject(circle);`,
    ends: 'down',
  },
  {
    name: 'a stack trace that throws',
    code: `Error.prepareStackTrace = () => { throw new Error('forged'); }; null.x;`,
    ends: 'down',
  },
  {
    name: 'a stack trace that never ends',
    code: `Error.prepareStackTrace = () => { for (;;); }; null.x;`,
    ends: 'stuck',
  },
  {
    name: 'an exit that never ends',
    code: `process.on('exit', () => { for (;;); }); process.exit(1);`,
    ends: 'stuck',
  },
  {
    name: 'an exit within an exit',
    code: `process.on('exit', () => process.exit(2)); process.exit(1);`,
    ends: 'down',
  },
  {
    name: 'an uncaughtException handler that throws',
    code: `process.on('uncaughtException', () => { throw new Error('again'); }); throw new Error('first');`,
    ends: 'down',
    says: /again/,
  },
  {
    name: 'process.emit replaced',
    code: `process.emit = () => { throw new Error('forged'); }; process.listenerCount = () => 1; throw new Error('x');`,
    ends: 'gone',
  },
];
