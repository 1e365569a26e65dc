const values = [0, -0, 1.5, 1e21, 1e-7, 123456789.123456789, 0.1 + 0.2, 5e-324, 1.7976931348623157e308, 255, 1 / 3, -1e9, 2 ** 53, 4294967295.5];
for (const value of values) {
  console.log(String(value), value.toFixed(2), value.toPrecision(7), value.toExponential(), value.toExponential(3));
  for (const radix of [2, 3, 16, 36]) console.log(radix, value.toString(radix).slice(0, 200));
}
for (const text of ['1e1000', '0x1f', '  12 ', '1_000', '.5e-3abc', '-Infinity', '٣', '0b11', '', '1,5', '1.00000000000000011102230246251565']) {
  console.log(JSON.stringify(text), Number(text), parseFloat(text), parseInt(text), parseInt(text, 36));
}
console.log((123456789012345678901234567890n).toString(36), BigInt.asUintN(64, -1n), BigInt('0xff'), 7n / 2n, -7n % 3n);
const floats = new Float64Array([NaN, -0, Infinity, -NaN, 0 / 0, Math.sqrt(-1), Infinity - Infinity]);
console.log([...new Uint8Array(floats.buffer)].join(' '));
console.log(new Uint8ClampedArray([300, -5, 1.5, 2.5, NaN]).join(), new Int8Array([200, -200]).join(), new Float32Array([0.1, 1e40]).join());
console.log(Math.max(), Math.min(), [1, 2, 3].toString(), [undefined, null, NaN].join());
let seed = 5;
for (let i = 0; i < 200; i++) {
  seed = (Math.imul(seed, 1664525) + 1013904223) | 0;
  console.log(((seed >>> 0) / 4294967296).toString(36).slice(2), (seed / 7).toString(3), Math.random().toString(36));
}
