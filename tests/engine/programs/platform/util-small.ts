import util from 'node:util';

console.log(util.getSystemErrorName(-111), util.getSystemErrorName(-98));
console.log(util.stripVTControlCharacters('\u001b[31mred\u001b[0m'), util.toUSVString('a\ud800'));
console.log(util.isDeepStrictEqual({ a: [1, { b: 2 }] }, { a: [1, { b: 2 }] }));
console.log(util.isDeepStrictEqual(new Set([1]), new Set(['1'])), util.isDeepStrictEqual(0, -0));
console.log(util.format('%s %d %i %f %j %o %O %c%%', 'a', 1.5, 2.7, '3.1', { x: 1 }, [1], { y: 2 }, 'css'));
console.log(util.format('%s', null, undefined, 5n, Symbol('s')), util.format(1, 'a', { b: 1 }));
function Old(this: { a: number }): void {
  this.a = 1;
}
function Base(): void {}
Base.prototype.hello = (): string => 'hello';
util.inherits(Old as never, Base as never);
console.log(new (Old as unknown as new () => { hello(): string })().hello());
const deprecated = util.deprecate(() => 'result', 'do not', 'DEP_X');
process.on('warning', (warning) => console.log(warning.name, warning.message));
console.log(deprecated(), deprecated());
const controller = new AbortController();
const resource = {};
void util.aborted(controller.signal, resource).then(() => console.log('aborted'));
controller.abort();
console.log(util.types.isPromise(Promise.resolve()), util.types.isRegExp(/a/), util.types.isDate({}));
const { promisify, callbackify } = util;
const old = (value: number, done: (error: Error | null, result?: number) => void): void =>
  value < 0 ? done(new Error('negative')) : done(null, value * 2);
console.log(await promisify(old)(4), await promisify(old)(-1).catch((e: Error) => e.message));
callbackify(async (x: number) => x + 1)(1, (error, value) => console.log(error, value));
console.log(new util.TextEncoder().encode('é'), util.types.isUint8Array(Buffer.alloc(1)));
