/* eslint-disable @typescript-eslint/no-require-imports */
'use strict';
// What Node's own tests expect of their `test/common`, as far as tests of an API need it: ours, and
// small. It runs inside the engine, beside the test.

const assert = require('assert');
const { inspect } = require('util');

// Tests may take it away.
const { process } = globalThis;

const checks = [];

function checkCalls(code) {
  if (code !== 0) return;
  const missed = checks.filter(({ atLeast, wanted, calls }) =>
    atLeast ? calls < wanted : calls !== wanted,
  );
  for (const { name, atLeast, wanted, calls, stack } of missed) {
    const words = `${atLeast ? 'at least ' : ''}${wanted}`;
    const place = /[\w.-]+\.js:\d+/.exec(stack.split('\n').slice(3).join('\n'))?.[0] ?? '';
    console.log(`MISMATCH: ${name} at ${place} was called ${calls} times, not ${words}`);
  }
  if (missed.length > 0) process.exit(1);
}

function counted(fn, wanted, atLeast) {
  const run = typeof fn === 'function' ? fn : () => {};
  const check = {
    name: run.name || 'a function',
    wanted: typeof fn === 'number' ? fn : wanted,
    atLeast,
    calls: 0,
    stack: new Error().stack ?? '',
  };
  if (checks.length === 0) process.on('exit', checkCalls);
  checks.push(check);
  const counting = function (...args) {
    check.calls++;
    return run.apply(this, args);
  };
  for (const name of ['name', 'length']) {
    Object.defineProperty(counting, name, { value: run[name], configurable: true });
  }
  return counting;
}

const mustCall = (fn, exact = 1) => counted(fn, exact, false);
const mustCallAtLeast = (fn, minimum = 1) => counted(fn, minimum, true);

function mustNotCall(message = 'function should not have been called') {
  const place = /[\w.-]+\.js:\d+/.exec((new Error().stack ?? '').split('\n').slice(2).join('\n'));
  return function mustNotCall(...args) {
    const given = args.length > 0 ? ` with ${args.map((arg) => inspect(arg)).join(', ')}` : '';
    assert.fail(`${message} at ${place?.[0]}${given}`);
  };
}

const mustSucceed = (fn, exact) =>
  mustCall(function (error, ...args) {
    assert.ifError(error);
    return typeof fn === 'function' ? fn.apply(this, args) : undefined;
  }, exact);

const expectsError = (validator, exact) =>
  mustCall((...args) => {
    assert.strictEqual(args.length, 1);
    const [error] = args;
    assert.strictEqual(Object.prototype.propertyIsEnumerable.call(error, 'message'), false);
    assert.throws(() => {
      throw error;
    }, validator);
    return true;
  }, exact);

/** `expectWarning(name, text, code)`, or one argument: `{ name: text | [text, code][] }`. */
function expectWarning(nameOrMap, expected, code) {
  const wanted = typeof nameOrMap === 'string' ? { [nameOrMap]: [[expected, code]] } : nameOrMap;
  for (const name of Object.keys(wanted)) {
    const given = wanted[name];
    const list = typeof given === 'string' ? [[given]] : Array.isArray(given[0]) ? given : [given];
    const left = list.map((one) => (Array.isArray(one) ? one : [one]));
    const seen = mustCall((warning) => {
      const [message, wantedCode] = left.shift();
      if (typeof message === 'string') assert.strictEqual(warning.message, message);
      else assert.match(warning.message, message);
      if (wantedCode !== undefined) assert.strictEqual(warning.code, wantedCode);
    }, left.length);
    process.on('warning', (warning) => {
      if (warning.name === name) seen(warning);
    });
  }
}

function invalidArgTypeHelper(input) {
  if (input === undefined || input === null) return ` Received ${input}`;
  if (typeof input === 'function') return ` Received function ${input.name}`;
  if (typeof input === 'object') {
    if (input.constructor?.name) return ` Received an instance of ${input.constructor.name}`;
    return ` Received ${inspect(input, { depth: -1 })}`;
  }
  const text = inspect(input, { colors: false });
  return ` Received type ${typeof input} (${text.length > 28 ? `${text.slice(0, 25)}...` : text})`;
}

/** The same object, through which nothing can be changed. */
function mustNotMutateObjectDeep(original) {
  if (original === null || typeof original !== 'object') return original;
  const refuse = (what) => () => assert.fail(`Expected no side effects, got ${what}`);
  return new Proxy(original, {
    get: (target, name, receiver) => mustNotMutateObjectDeep(Reflect.get(target, name, receiver)),
    set: refuse('a value assigned'),
    defineProperty: refuse('a property defined'),
    deleteProperty: refuse('a property deleted'),
    preventExtensions: refuse('extensions prevented'),
    setPrototypeOf: refuse('a prototype set'),
  });
}

const skip = (why) => {
  console.log(`SKIPPED: ${why}`);
  process.exit(0);
};

process.on('unhandledRejection', (reason) => {
  throw reason;
});

module.exports = {
  mustCall,
  mustCallAtLeast,
  mustNotCall,
  mustSucceed,
  mustNotMutateObjectDeep,
  expectsError,
  expectWarning,
  invalidArgTypeHelper,
  skip,
  printSkipMessage: (why) => console.log(`SKIPPED: ${why}`),
  platformTimeout: (ms) => ms,
  allowGlobals: () => {},
  localhostIPv4: '127.0.0.1',
  PORT: 12346,
  PIPE: '/tmp/test.sock',
  hasCrypto: false,
  hasIntl: true,
  hasIPv6: true,
  hasInspector: false,
  isWindows: false,
  isLinux: true,
  isMacOS: false,
  isOSX: false,
  isAIX: false,
  isIBMi: false,
  isSunOS: false,
  isFreeBSD: false,
  isOpenBSD: false,
  isDebug: false,
  isASan: false,
  isPi: () => false,
  isMainThread: true,
  isAlive: () => true,
  skipIfInspectorDisabled: () => skip('no inspector'),
};
