console.log('text', 1, -0, 10n, true, null, undefined, Symbol('s'));
console.log([1, 'two', [3, [4, [5, [6]]]]], { a: 1, 'b-c': { d: { e: { f: 1 } } } });
console.log([undefined, null, , 3], new Array(3), [], {});
console.log(
  new Map<unknown, unknown>([
    ['k', { v: 1 }],
    [{ o: 1 }, 2],
  ]),
  new Set(['a', 1]),
  new WeakMap(),
);
console.log(
  () => 1,
  function named() {},
  class A {},
  class B extends Array {},
  async () => {},
  function* g() {},
);
console.log(
  new Date(86400000),
  /re/gi,
  new Uint8Array([1, 2, 3]),
  Buffer.from('buf'),
  new ArrayBuffer(2),
);
console.log(
  new (class Point {
    x = 1;
    y = 2;
  })(),
  Object.create(null),
  Object.create({ inherited: 1 }),
);
console.log(
  {
    get a() {
      return 1;
    },
    set b(_v: number) {},
    [Symbol('k')]: 1,
  },
  Object.freeze([1]),
);
const loop: Record<string, unknown> = { name: 'loop' };
loop['self'] = loop;
console.log(loop, [loop]);
console.log('a'.repeat(200), ['a'.repeat(90), 'b']);
console.log(
  Array.from({ length: 30 }, (_, i) => i * 3),
  Array.from({ length: 105 }, () => 'x').length,
);
console.log({
  long: 'some text that is rather long for one line',
  other: 'another text that is quite long',
  third: 3,
});
console.log(new Number(1), new String('s'), Object(1n), [1.5, -2], ["it's", 'say "hi"', `b\`t`]);
console.log(process.env['NOPE'], [, 'x'], { f() {}, async g() {} }, globalThis === global);
