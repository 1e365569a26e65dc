const shared = { n: 1 };
const value = {
  date: new Date(0),
  map: new Map<unknown, unknown>([[1, { a: 1 }]]),
  set: new Set([1, 'b']),
  pattern: /a+/gi,
  bytes: new Uint8Array([1, 2, 3]),
  big: 10n,
  nested: [undefined, null, Number.NaN, -0],
  left: shared,
  right: shared,
  error: new RangeError('cloned'),
};
const copy = structuredClone(value);
console.log(copy.date instanceof Date, copy.date.toISOString());
console.log(copy.map instanceof Map, copy.map, copy.set, copy.pattern);
console.log(copy.bytes, copy.big, copy.nested, copy.left === copy.right, copy.left === shared);
console.log(copy.error.name, copy.error.message, copy.error instanceof RangeError);
const loop: { self?: unknown } = {};
loop.self = loop;
const looped = structuredClone(loop);
console.log(looped.self === looped);
for (const bad of [() => {}, Symbol('s'), { run() {} }]) {
  try {
    structuredClone(bad);
  } catch (error) {
    console.log((error as DOMException).name);
  }
}
class Point {
  x = 1;
}
console.log(structuredClone(new Point()) instanceof Point, structuredClone(new Point()));
const buffer = new ArrayBuffer(8);
const moved = structuredClone(buffer, { transfer: [buffer] });
console.log(buffer.byteLength, moved.byteLength);
