import util, {
  callbackify,
  format,
  inherits,
  inspect,
  isDeepStrictEqual,
  promisify,
  types,
} from 'node:util';

console.log(
  inspect({ a: 1, b: { c: [1, 2, { d: 1 }] } }, { depth: 0 }),
  inspect("it's"),
  inspect([1, 2, 3], { maxArrayLength: 1 }),
);
console.log(
  inspect({ a: { b: 1 } }, { compact: false }),
  inspect(new Map([['a', 1]]), { sorted: true, colors: true }),
);
class Secret {
  [inspect.custom](depth: number, options: object): string {
    return `<secret ${typeof depth} ${typeof options}>`;
  }
}
console.log(new Secret(), format('%s %o', 'x', [new Secret()]));
const read = (name: string, done: (error: Error | null, text?: string) => void): void => {
  setTimeout(() => (name ? done(null, `read ${name}`) : done(new Error('no name'))), 1);
};
console.log(
  await promisify(read)('a'),
  await promisify(read)('').catch((error: Error) => error.message),
);
callbackify(async () => 'called back')((_, value) => console.log(value));
callbackify(async () => Promise.reject(new Error('failed')))((error) => console.log(error.message));
console.log(
  isDeepStrictEqual({ a: [1, new Set([1])] }, { a: [1, new Set([1])] }),
  isDeepStrictEqual([0], [-0]),
);
console.log(
  types.isPromise(Promise.resolve()),
  types.isAsyncFunction(async () => {}),
  types.isRegExp(/x/),
  types.isDate({}),
);
function Old(this: { x: number }): void {
  this.x = 1;
}
function New(): void {}
inherits(New, Old);
console.log(
  Object.getPrototypeOf(New.prototype) === Old.prototype,
  util.stripVTControlCharacters('\u001b[1mbold\u001b[0m'),
);
console.log(
  util.styleText('red', 'styled').length,
  new util.TextEncoder().encode('é'),
  util.types === types,
);
