/** Deep equality as `assert` and `util.isDeepStrictEqual` mean it. */

type Memo = Map<object, Set<object>>;

/**
 * @param strict `Object.is` for primitives and equal prototypes; otherwise `==` (NaN equals NaN)
 */
export function isDeepEqual(a: unknown, b: unknown, strict: boolean): boolean {
  return equal(a, b, strict, new Map());
}

function isObject(value: unknown): value is object {
  return value !== null && typeof value === 'object';
}

function equal(a: unknown, b: unknown, strict: boolean, memo: Memo): boolean {
  if (strict ? Object.is(a, b) : a === b) return true;
  if (!isObject(a) || !isObject(b)) {
    if (strict || isObject(a) || isObject(b)) return false;
    // eslint-disable-next-line eqeqeq -- the legacy mode is defined by it
    return a == b || (Number.isNaN(a) && Number.isNaN(b));
  }
  if (strict && Object.getPrototypeOf(a) !== Object.getPrototypeOf(b)) return false;
  const tag = Object.prototype.toString.call(a);
  if (tag !== Object.prototype.toString.call(b)) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  if (!sameValue(a, b)) return false;

  // Objects under comparison further up are taken as equal: cycles end.
  const compared = memo.get(a);
  if (compared?.has(b)) return true;
  if (compared) compared.add(b);
  else memo.set(a, new Set([b]));

  if (a instanceof Set && !sameSets(a, b as Set<unknown>, strict, memo)) return false;
  if (a instanceof Map && !sameMaps(a, b as Map<unknown, unknown>, strict, memo)) return false;
  if (a instanceof WeakMap || a instanceof WeakSet || a instanceof Promise) return false;
  return sameProperties(a, b, strict, memo);
}

/** What an object holds beside its properties: a date's time, an error's message … */
function sameValue(a: object, b: object): boolean {
  if (a instanceof Date) return Object.is(a.getTime(), (b as Date).getTime());
  if (a instanceof RegExp)
    return String(a) === String(b) && a.lastIndex === (b as RegExp).lastIndex;
  if (a instanceof Error) {
    const other = b as Error;
    return a.message === other.message && a.name === other.name;
  }
  if (a instanceof Number || a instanceof String || a instanceof Boolean) {
    return Object.is(a.valueOf(), b.valueOf());
  }
  if (ArrayBuffer.isView(a) && a.byteLength !== (b as ArrayBufferView).byteLength) return false;
  return true;
}

function sameProperties(a: object, b: object, strict: boolean, memo: Memo): boolean {
  const keys = propertiesOf(a, strict);
  const others = propertiesOf(b, strict);
  if (keys.length !== others.length) return false;
  if (Array.isArray(a) && a.length !== (b as unknown[]).length) return false;
  return keys.every(
    (key) =>
      Object.prototype.propertyIsEnumerable.call(b, key) &&
      equal(
        (a as Record<PropertyKey, unknown>)[key],
        (b as Record<PropertyKey, unknown>)[key],
        strict,
        memo,
      ),
  );
}

function propertiesOf(value: object, strict: boolean): PropertyKey[] {
  if (!strict) return Object.keys(value);
  const symbols = Object.getOwnPropertySymbols(value).filter((key) =>
    Object.prototype.propertyIsEnumerable.call(value, key),
  );
  const error =
    value instanceof Error
      ? (['cause', 'errors'] as const).filter((key) => Object.hasOwn(value, key))
      : [];
  return [
    ...Object.keys(value),
    ...symbols,
    ...error.filter((key) => !Object.keys(value).includes(key)),
  ];
}

function sameSets(a: Set<unknown>, b: Set<unknown>, strict: boolean, memo: Memo): boolean {
  if (a.size !== b.size) return false;
  const left = new Set(b);
  for (const item of a) {
    if (left.delete(item)) continue;
    const match = [...left].find((other) => equal(item, other, strict, memo));
    if (match === undefined && !left.has(undefined)) return false;
    left.delete(match);
  }
  return true;
}

function sameMaps(
  a: Map<unknown, unknown>,
  b: Map<unknown, unknown>,
  strict: boolean,
  memo: Memo,
): boolean {
  if (a.size !== b.size) return false;
  const left = new Map(b);
  for (const [key, value] of a) {
    if (left.has(key) && equal(value, left.get(key), strict, memo)) {
      left.delete(key);
      continue;
    }
    const match = [...left].find(
      ([other, theirs]) =>
        isObject(key) && equal(key, other, strict, memo) && equal(value, theirs, strict, memo),
    );
    if (!match) return false;
    left.delete(match[0]);
  }
  return true;
}
