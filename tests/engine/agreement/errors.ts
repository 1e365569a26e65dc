// What the language itself says when something is wrong.
const nothing = undefined;
const empty = null;
const object = { a: 1, deep: {} };
const cases = {
  'property of undefined': () => nothing.a,
  'property of null': () => empty.a,
  'property of a missing property': () => object.deep.er.est,
  'computed property of undefined': () => nothing[0],
  'no function': () => object.a(),
  'no method': () => object.missing(),
  'no method of a missing one': () => object.deep.er.est(),
  'no method of a call': () => [].find(() => true).length,
  'undefined called': () => nothing(),
  'no constructor': () => new object.a(),
  'not defined': () => missing,
  'not defined, called': () => missing(),
  'before its time': () => {
    early;
    const early = 1;
  },
  'constant changed': () => {
    const fixed = 1;
    fixed = 2;
  },
  'not iterable': () => [...object],
  'not iterable, destructured': () => {
    const [a] = object;
  },
  'frozen': () => {
    'use strict';
    Object.freeze(object).a = 2;
  },
  'frozen, deleted': () => delete Object.freeze({ b: 1 }).b,
  'not extensible': () => (Object.preventExtensions({}).x = 1),
  'getter alone': () => ({ get x() { return 1; } }).x = 2,
  'super first': () => new (class extends Object { constructor() { this.a = 1; } })(),
  'bigint and number': () => 1n + 1,
  'bigint of a fraction': () => BigInt(1.5),
  'bigint in JSON': () => JSON.stringify({ n: 1n }),
  'symbol as text': () => `${Symbol('s')}`,
  'symbol as number': () => +Symbol('s'),
  'JSON, empty': () => JSON.parse(''),
  'array length': () => new Array(-1),
  'fixed digits': () => (1).toFixed(101),
  'radix': () => (1).toString(1),
  'too long': () => 'a'.repeat(2 ** 30),
  'reduce of nothing': () => [].reduce((a, b) => a + b),
  'code point': () => String.fromCodePoint(-1),
  'date': () => new Date(NaN).toISOString(),
  'URI': () => decodeURIComponent('%'),
  'URI encoded': () => encodeURIComponent('\ud800'),
  'offset': () => new DataView(new ArrayBuffer(1)).getInt32(0),
  'map without new': () => Map(),
  'Symbol constructed': () => new Symbol(),
  'circular prototype': () => {
    const a = {};
    Object.setPrototypeOf(a, Object.create(a));
  },
  'generator running': () => {
    const it = (function* () { it.next(); })();
    it.next();
  },
  'structuredClone': () => structuredClone(() => {}),
  'URL': () => new URL('nothing'),
  'btoa': () => btoa('ü'),
  'Headers': () => new Headers({ 'a b': '1' }),
  'too deep': () => {
    const down = () => down() + 1;
    down();
  },
  'eval': () => (0, eval)('1 + 1'),
  'Function': () => new Function('return 1')(),
  'await later': () => null.then(() => {}),
  'toString of null prototype': () => `${Object.create(null)}`,
  'using of derived': () => Reflect.construct(1),
  'keys of undefined': () => Object.keys(undefined),
  'assign': () => Object.assign(null),
};
for (const [name, run] of Object.entries(cases)) {
  try {
    console.log(name, 'gives', run());
  } catch (error) {
    console.log(`${name}: ${error?.constructor?.name} ${error?.name}: ${error?.message}`);
  }
}
Promise.reject(new Error('a')).catch((error) => console.log(error.message));
Promise.resolve().then(() => null.x).catch((error) => console.log(error.message));
Promise.resolve().then(() => nothing.y).then(null, (error) => console.log(error.message));
setTimeout(() => nothing.z, 5);
