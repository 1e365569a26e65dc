// Every function of Math, and the operator, over many arguments, to the last bit.
const bits = new DataView(new ArrayBuffer(8));
let seed = 12345;
const next = () => {
  seed = (Math.imul(seed, 1664525) + 1013904223) | 0;
  return (seed >>> 0) / 4294967296;
};
const special = [0, -0, 1, -1, 0.5, 2, 10, 1e-300, 1e300, 5e-324, Infinity, -Infinity, NaN, 1e15, 0.1, 1 / 3, Math.PI, Math.E, 709.78, -745.1];
const args = [...special];
for (let i = 0; i < 2000; i++) {
  args.push(next() * 2 - 1, next() * 200 - 100, (next() - 0.5) * 10 ** Math.floor(next() * 30 - 10));
}
function digest() {
  let hash = 0x811c9dc5;
  return {
    add(value) {
      bits.setFloat64(0, Number.isNaN(value) ? NaN : value);
      const parts = Number.isNaN(value) ? [1, 2] : [bits.getInt32(0), bits.getInt32(4)];
      for (const part of parts) hash = Math.imul(hash ^ part, 16777619) ^ (hash >>> 13);
    },
    get text() {
      return (hash >>> 0).toString(16);
    },
  };
}
const one = ['abs', 'acos', 'acosh', 'asin', 'asinh', 'atan', 'atanh', 'cbrt', 'ceil', 'clz32', 'cos', 'cosh', 'exp', 'expm1', 'floor', 'fround', 'log', 'log10', 'log1p', 'log2', 'round', 'sign', 'sin', 'sinh', 'sqrt', 'tan', 'tanh', 'trunc'];
for (const name of one) {
  const all = digest();
  for (const arg of args) all.add(Math[name](arg));
  console.log(name, all.text);
}
for (const name of ['atan2', 'pow', 'hypot', 'imul', 'max', 'min']) {
  const all = digest();
  for (let i = 0; i + 1 < args.length; i++) all.add(Math[name](args[i], args[i + 1]));
  for (const a of special) for (const b of special) all.add(Math[name](a, b));
  console.log(name, all.text);
}
{
  const all = digest();
  for (let i = 0; i + 1 < args.length; i++) all.add(args[i] ** args[i + 1]);
  for (let i = 0; i < 400; i++) for (const base of [2, 10, 0.5, 1.1, 0.9, 3, 1.0001]) all.add(base ** (i - 200));
  let power = 1.0000001;
  for (let i = 0; i < 20; i++) all.add((power **= 1.5));
  console.log('**', all.text, 2n ** 100n, 10 ** -5, 1.1 ** 10, 1.05 ** 12.5);
}
{
  const all = digest();
  for (let i = 0; i < 500; i++) all.add(Math.hypot(args[i], args[i + 1], args[i + 2], args[i + 3]));
  console.log('hypot of four', all.text);
}
for (const name of Object.getOwnPropertyNames(Math).sort()) {
  if (typeof Math[name] === 'number') console.log(name, Math[name]);
}
