function first() {
  second();
}
function second() {
  throw new RangeError('deep');
}
class Thing {
  act() {
    return new Error('from a method');
  }
  static make() {
    return new Error('from a static');
  }
}
try {
  first();
} catch (error) {
  console.log(error);
  console.log(error.stack);
  console.log(Object.getOwnPropertyNames(error), Reflect.ownKeys(error), JSON.stringify(error), String(error));
  console.log('stack' in error, Object.hasOwn(error, 'stack'));
}
console.log(new Thing().act(), Thing.make());
console.log([1].map(() => new Error('from a callback').message));
console.log(new Error('outer', { cause: new Error('inner') }));
console.log(new AggregateError([new Error('one')], 'several'));
class Own extends Error {
  name = 'Own';
  constructor(message, extra) {
    super(message);
    this.extra = extra;
  }
}
console.log(`${new Own('mine')}`);
const held = {};
Error.captureStackTrace?.(held);
console.log(typeof held.stack, typeof Error.captureStackTrace, typeof Error.stackTraceLimit);
async function later() {
  await null;
  throw new TypeError('later');
}
await later().catch((error) => console.log(error.stack));
setTimeout(() => {
  try {
    null.x;
  } catch (error) {
    console.error(error);
  }
  Promise.reject(new Error('nobody')).catch((error) => console.log(error));
  console.trace('here');
  new Promise(() => {
    undefinedFunction();
  }).catch((error) => console.log(error));
}, 5);
