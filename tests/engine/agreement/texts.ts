const say = (name, make) => {
  try {
    const value = make();
    console.log(name, typeof value === 'string' ? JSON.stringify(value) : value);
  } catch (error) {
    console.log(name, 'throws', error.name);
  }
};
const property = (name) => { const re = new RegExp(`\\p{${name}}`, 'u'); let n = 0; let h = 0; for (let c = 0; c < 0x32000; c += 7) if (re.test(String.fromCodePoint(c))) { n++; h = (Math.imul(h, 31) + c) | 0; } return [n, h]; };
for (const name of ['L', 'Lu', 'Ll', 'N', 'P', 'S', 'Z', 'Emoji', 'ID_Start', 'ID_Continue', 'Script=Han', 'White_Space', 'Alphabetic']) say(name, () => property(name));
let upper = 0, lower = 0, nfd = 0, folded = 0;
for (let c = 0; c < 0x30000; c += 5) {
  if (c >= 0xd800 && c < 0xe000) continue;
  const s = String.fromCodePoint(c);
  for (const ch of s.toUpperCase()) upper = (Math.imul(upper, 31) + ch.codePointAt(0)) | 0;
  for (const ch of s.toLowerCase()) lower = (Math.imul(lower, 31) + ch.codePointAt(0)) | 0;
  for (const ch of s.normalize('NFKD')) nfd = (Math.imul(nfd, 31) + ch.codePointAt(0)) | 0;
  if (new RegExp(s.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'), 'iu').test(s.toUpperCase())) folded = (Math.imul(folded, 31) + c) | 0;
}
console.log(upper, lower, nfd, folded);
say('modifiers', () => new RegExp('(?i:a)b').test('Ab'));
say('v flag', () => new RegExp('[\\p{L}--[a-z]]', 'v').test('a'));
say('duplicate names', () => 'b'.match(new RegExp('(?<x>a)|(?<x>b)')).groups.x);
say('lookbehind', () => '$42 €7'.match(/(?<=€)\d/)[0]);
say('source', () => [new RegExp('/\n').source, String(new RegExp('')), /a/gimsuy.flags, RegExp.prototype.toString.call({ source: 'a', flags: 'b' })]);
say('static', () => { /(b)(c)/.exec('abcd'); return [RegExp.$1, RegExp.lastMatch, RegExp["$'"], RegExp.input]; });
say('indices', () => /a(?<z>b)/d.exec('xab').indices);
say('last index', () => { const re = /a/y; re.lastIndex = 1; return [re.test('ba'), re.lastIndex, re.test('ba'), re.lastIndex]; });
say('backtracking', () => /^(a+)+b/.test('a'.repeat(20)));
say('replace', () => 'abc'.replace(/(?<x>b)/, "[$<x>$1$&$`$'$$]"));
say('escape', () => RegExp.escape('a.b-c'));
say('well formed', () => ['\ud800'.toWellFormed(), '\ud800'.isWellFormed()]);
say('trim', () => '\ufeff\u00a0\u2003x\u180e'.trim().length);
say('json', () => JSON.stringify({ a: '\u2028\ud800"\u007f', b: undefined, c: () => {}, d: [undefined], e: NaN, f: new Date(0), g: new Map() }));
say('json indent', () => JSON.stringify([1, { a: [] }], null, '--'));
say('raw json', () => JSON.stringify({ n: JSON.rawJSON('1e1000') }));
say('json source', () => JSON.parse('[1.0]', (k, v, context) => context?.source ?? v));
say('json proto', () => Object.keys(JSON.parse('{"__proto__": 1, "b": 1, "1": 2, "a": 3, "b": 4}')));
say('url', () => ['http://EXAMPLE.com:80/a/../b?c d#é', 'http://a_b/', 'file:///C:/x', 'HTTP://user:p%40ss@host', 'http://[::1]:8080/', 'http://1.2.3/', 'data:text/plain,hi ', 'foo:bar baz', 'http://münchen.de/'].map((u) => { try { return new URL(u).href; } catch (e) { return e.message; } }));
say('search', () => { const p = new URLSearchParams('b=2&a=1&b=%20+&é=ü'); p.sort(); return [p.toString(), p.size, [...p]]; });
say('headers', () => [...new Headers([['B', '1'], ['a', '2'], ['b', '3'], ['Set-Cookie', 'x'], ['set-cookie', 'y']])]);
say('decode', () => ['utf-8', 'utf-16le', 'latin1', 'windows-1252'].map((e) => { try { return [new TextDecoder(e).encoding, new TextDecoder(e).decode(new Uint8Array([0x41, 0xe9, 0x82, 0xa0, 0x80, 0xff]))]; } catch (error) { return error.name; } }));
say('encode', () => [...new TextEncoder().encode('a\ud800é')]);
say('encodeInto', () => new TextEncoder().encodeInto('héé', new Uint8Array(3)));
say('base64', () => [btoa('\x00ÿ'), atob(' aGk= ')]);
say('exception', () => { const e = new DOMException('m', 'AbortError'); return [String(e), e.code, e.name, Object.keys(e), e instanceof Error, Object.prototype.toString.call(e)]; });
say('event', () => { const e = new CustomEvent('x', { detail: 1, cancelable: true }); e.preventDefault(); return [e.defaultPrevented, e.type, e.detail, String(e)]; });
say('abort', () => { const c = new AbortController(); c.abort(); return [String(c.signal.reason), c.signal.aborted, c.signal.reason.code, String(c), String(c.signal)]; });
say('abort of a signal', () => [String(AbortSignal.abort().reason), String(AbortSignal.any([AbortSignal.abort(5)]).reason)]);
say('form', () => { const f = new FormData(); f.append('a', 1); f.append('a', 'x'); return [...f]; });
say('tags', () => [Math, JSON, new Map(), Promise.resolve(), function* () {}, new URL('http://a'), new Headers(), Symbol.prototype, Intl, Atomics, (function () { return arguments; })(), process, console, performance, crypto].map((it) => Object.prototype.toString.call(it)));
console.log(new Map([[1, { a: [1, { b: { c: {} } }] }]]), new Set([1]), new Uint8Array(3), new ArrayBuffer(2), Symbol('x'), [, 1], Object.create(null), new (class Foo { x = 1; #y = 2; })(), new Proxy({}, {}), Promise.resolve(4), Promise.reject(1).catch(() => {}), new WeakMap(), (function () { return arguments; })(1), new Map().entries(), function* gen() {}, async () => {}, class A extends Map {}, -0, [1.5, -0], 10n, new Date(0), /x/g, new Error('e').message, globalThis === global, new URL('http://a/b?c#d'), new URLSearchParams('a=1'), new AbortController().signal.aborted, Buffer.from('hi'), new Boolean(false), new String('s'), Object(1n), Object(Symbol('q')));
console.log(new Event('x').type, new Response('x').status, new Request('http://a/').method, typeof navigator, typeof window, typeof self, typeof SharedArrayBuffer, typeof WebAssembly, typeof Temporal, typeof structuredClone);
