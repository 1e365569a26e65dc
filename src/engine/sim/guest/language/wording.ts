/**
 * What the language itself says of a mistake, in the words that Node has for it. Firefox has others;
 * those of the usual mistakes are put into Node's, so that a log and a handler of errors see the
 * same. Rarer ones keep theirs, and a journal's hash leaves such words out (`journal-writer.ts`).
 */

const NAME = /^["'`]?(.*?)["'`]?$/;
const quoted = (name: string): string => NAME.exec(name)![1]!;

type Say = (...found: string[]) => string;

/** What Firefox says, and what Node does. */
const WORDS: readonly (readonly [RegExp, Say])[] = [
  [
    /^can't access property (Symbol\.\w+|".*?"|\S+?)(?:, .* is| of) (undefined|null)$/s,
    (name, what) =>
      name === 'Symbol.iterator'
        ? `${what} is not iterable`
        : `Cannot read properties of ${what} (reading '${quoted(name).replace(/^Symbol\..*$/, 'Symbol($&)')}')`,
  ],
  [
    /^can't access lexical declaration '(.*)' before initialization$/,
    (name) => `Cannot access '${name}' before initialization`,
  ],
  [/^invalid assignment to const '.*'$/, () => 'Assignment to constant variable.'],
  [
    /^"(.*)" is read-only$/,
    (name) => `Cannot assign to read only property '${name}' of object '#<Object>'`,
  ],
  [
    /^property "(.*)" is non-configurable and can't be deleted$/,
    (name) => `Cannot delete property '${name}' of #<Object>`,
  ],
  [
    /^can't define property "(.*)": Object is not extensible$/,
    (name) => `Cannot add property ${name}, object is not extensible`,
  ],
  [
    /^setting getter-only property "(.*)"$/,
    (name) => `Cannot set property ${name} of #<Object> which has only a getter`,
  ],
  [
    /^class constructors must be invoked with 'new'$/,
    () => "Class constructor cannot be invoked without 'new'",
  ],
  [
    /^must call super constructor before using 'this' in derived class constructor$/,
    () =>
      "Must call super constructor in derived class before accessing 'this' or returning from derived constructor",
  ],
  [
    /^can't convert BigInt to number$/,
    () => 'Cannot mix BigInt and other types, use explicit conversions',
  ],
  [
    /^(.*) can't be converted to BigInt because it isn't an integer$/,
    (value) => `The number ${value} cannot be converted to a BigInt because it is not an integer`,
  ],
  [/^BigInt value can't be serialized in JSON$/, () => 'Do not know how to serialize a BigInt'],
  [/^can't convert symbol to string$/, () => 'Cannot convert a Symbol value to a string'],
  [/^can't convert symbol to number$/, () => 'Cannot convert a Symbol value to a number'],
  [
    /^can't convert (?:undefined|null) to object$/,
    () => 'Cannot convert undefined or null to object',
  ],
  [
    /^can't convert .* to (?:string|primitive type)$/s,
    () => 'Cannot convert object to primitive value',
  ],
  [/^cyclic object value$/, () => 'Converting circular structure to JSON'],
  [/^JSON\.parse: unexpected end of data at .*$/, () => 'Unexpected end of JSON input'],
  [/^invalid array length$/, () => 'Invalid array length'],
  [/^precision \S+ out of range$/, () => 'toFixed() digits argument must be between 0 and 100'],
  [
    /^radix must be an integer at least 2 and no greater than 36$/,
    () => 'toString() radix argument must be between 2 and 36',
  ],
  [/^repeat count must be less than infinity .*$/, () => 'Invalid string length'],
  [
    /^reduce of empty array with no initial value$/,
    () => 'Reduce of empty array with no initial value',
  ],
  [/^(\S+) is not a valid code point$/, (value) => `Invalid code point ${value}`],
  [/^invalid date$/, () => 'Invalid time value'],
  [/^malformed URI sequence$/, () => 'URI malformed'],
  [
    /^calling a builtin (\w+) constructor without new is forbidden$/,
    (name) => `Constructor ${name} requires 'new'`,
  ],
  [
    /^offset is outside the bounds of the DataView$/,
    () => 'Offset is outside the bounds of the DataView',
  ],
  [/^already executing generator$/, () => 'Generator is already running'],
  [/^can't set prototype: it would cause a prototype chain cycle$/, () => 'Cyclic __proto__ value'],
  [/^too much recursion$/, () => 'Maximum call stack size exceeded'],
];

/** Whether this engine words its errors as Firefox does. */
const foreign = Object.hasOwn(new Error('a'), 'lineNumber');

/** An error whose message is put into Node's words, where this engine has others; anything else as it is. */
export function inNodesWords<T>(error: T): T {
  if (!foreign || !(error instanceof Error)) return error;
  const descriptor = Object.getOwnPropertyDescriptor(error, 'message');
  if (typeof descriptor?.value !== 'string' || descriptor.writable !== true) return error;
  const said = descriptor.value;
  for (const [pattern, say] of WORDS) {
    const found = pattern.exec(said);
    if (!found) continue;
    Object.defineProperty(error, 'message', { ...descriptor, value: say(...found.slice(1)) });
    // A stack that is too deep is an error of its own kind there.
    if (error.name === 'InternalError') Object.setPrototypeOf(error, RangeError.prototype);
    break;
  }
  return error;
}

/** Makes handlers of promises see those words too; a `catch` clause asks by itself (`catches.ts`). */
export function settleWording(): void {
  if (!foreign) return;
  const { then } = Promise.prototype;
  const value = function (
    this: Promise<unknown>,
    onDone?: ((value: unknown) => unknown) | null,
    onFailed?: ((reason: unknown) => unknown) | null,
  ): Promise<unknown> {
    const told =
      typeof onFailed === 'function'
        ? (reason: unknown) => onFailed(inNodesWords(reason))
        : onFailed;
    return Reflect.apply(then, this, [onDone, told]);
  };
  const { prototype } = Promise;
  Object.defineProperties(value, {
    name: { value: 'then', configurable: true },
    length: { value: 2, configurable: true },
  });
  void Object.defineProperty(prototype, 'then', { value, writable: true, configurable: true });
}
