import { inspect } from 'node:util';

const value = {
  list: Array.from({ length: 120 }, (_, i) => i),
  deep: { a: { b: { c: { d: 1 } } } },
  text: 'a'.repeat(30),
  map: new Map([['k', { v: [1, 2] }]]),
  [Symbol('s')]: 1,
};
console.log(inspect(value, { maxArrayLength: 3, depth: 1 }));
console.log(inspect(value.deep, { depth: null, compact: false }));
console.log(inspect('long text here', { maxStringLength: 4 }));
console.log(inspect({ b: 1, a: 2 }, { sorted: true }), inspect({ n: 1234567.891 }, { numericSeparator: true }));
console.log(inspect({ x: 1, y: 'two' }, { colors: true }));
class Hidden {
  #secret = 1;
  get open(): number {
    return this.#secret;
  }
  [inspect.custom](depth: number, options: object, inner: typeof inspect): string {
    return `Hidden<${inner(this.open, options)}>`;
  }
}
console.log(inspect([new Hidden()]), String(inspect.custom));
const loop: Record<string, unknown> = { name: 'loop' };
loop['self'] = loop;
console.log(inspect(loop), inspect(Object.create(null)), inspect(new (class A extends Map {})()));
console.log(inspect({ get a() { return 1; }, set b(v: number) {} }, { getters: true }));
console.log(inspect(new Proxy({ a: 1 }, {}), { showProxy: false }), inspect(new WeakMap()));
console.log(inspect([, 1, , 2]), inspect([1, 2, 3], { breakLength: 3 }));
