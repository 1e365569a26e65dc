/** `node:assert`, loose and strict. */
import type { Runtime, NodeModule, NodeModuleFactory } from '../runtime.ts';
import { isDeepEqual } from './deep-equal.ts';
import { inspect } from './inspect.ts';

interface Facts {
  readonly message?: string | undefined;
  readonly actual?: unknown;
  readonly expected?: unknown;
  readonly operator?: string;
}

export class AssertionError extends Error {
  override name = 'AssertionError';
  readonly code = 'ERR_ASSERTION';
  readonly generatedMessage: boolean;
  readonly actual: unknown;
  readonly expected: unknown;
  readonly operator: string | undefined;

  constructor({ message, actual, expected, operator }: Facts) {
    super(worded(message, operator ?? 'fail', actual, expected));
    this.generatedMessage = message === undefined;
    this.actual = actual;
    this.expected = expected;
    this.operator = operator;
    Object.defineProperty(this, 'name', { enumerable: false });
  }
}

const HEADINGS: Readonly<Record<string, string>> = {
  deepStrictEqual: 'Expected values to be strictly deep-equal:',
  strictEqual: 'Expected values to be strictly equal:',
  deepEqual: 'Expected values to be loosely deep-equal:',
  notDeepStrictEqual: 'Expected "actual" not to be strictly deep-equal to:',
  notStrictEqual: 'Expected "actual" to be strictly unequal to:',
  notDeepEqual: 'Expected "actual" not to be loosely deep-equal to:',
};

/** The message given, under which strict comparisons still show what differs; or one of ours. */
function worded(
  message: string | undefined,
  operator: string,
  actual: unknown,
  expected: unknown,
): string {
  if (operator === '==' || operator === '!=') {
    return message ?? `${inspect(actual)} ${operator} ${inspect(expected)}`;
  }
  const strict = operator === 'strictEqual' || operator === 'deepStrictEqual';
  const heading = HEADINGS[operator];
  if (!heading || (message !== undefined && !strict)) return message ?? 'Failed';

  const options = { depth: 1000, sorted: true, compact: false } as const;
  const is = inspect(actual, options);
  const should = inspect(expected, options);
  const long = is.includes('\n') || should.includes('\n');
  if (strict) {
    if (is === should) {
      return `${message ?? 'Values have same structure but are not reference-equal:'}\n\n${is}\n`;
    }
    if (!long) return `${message ?? heading}\n\n${is} !== ${should}\n`;
    const lines = difference(is.split('\n'), should.split('\n'));
    return `${message ?? heading}\n+ actual - expected\n\n${lines}\n`;
  }
  if (operator === 'deepEqual')
    return `${heading}\n\n${is}\n\nshould loosely deep-equal\n\n${should}`;
  return long ? `${heading}\n\n${should}\n` : `${heading} ${should}`;
}

/** Lines of both, common ones once, marked as in a diff. A comma at the end makes no difference. */
function difference(actual: readonly string[], expected: readonly string[]): string {
  const width = expected.length + 1;
  const same = (i: number, j: number): boolean =>
    actual[i]?.replace(/,$/, '') === expected[j]?.replace(/,$/, '');
  // Longest common subsequence, from the ends.
  const longest = new Uint16Array((actual.length + 1) * width);
  const length = (i: number, j: number): number => longest[i * width + j] ?? 0;
  for (let i = actual.length - 1; i >= 0; i--) {
    for (let j = expected.length - 1; j >= 0; j--) {
      longest[i * width + j] = same(i, j)
        ? length(i + 1, j + 1) + 1
        : Math.max(length(i + 1, j), length(i, j + 1));
    }
  }
  const lines: string[] = [];
  let i = 0;
  let j = 0;
  while (i < actual.length || j < expected.length) {
    if (i < actual.length && j < expected.length && same(i, j)) {
      lines.push(`  ${expected[j++]}`);
      i++;
    } else if (
      j >= expected.length ||
      (i < actual.length && length(i + 1, j) >= length(i, j + 1))
    ) {
      lines.push(`+ ${actual[i++]}`);
    } else {
      lines.push(`- ${expected[j++]}`);
    }
  }
  return lines.join('\n');
}

type Message = string | Error | undefined;

function check(passed: boolean, message: Message, facts: Facts): void {
  if (passed) return;
  if (message instanceof Error) throw message;
  throw new AssertionError({ ...facts, message });
}

/** Why a thrown error is not what the caller described (a class, a pattern, a shape, a judge). */
function mismatch(error: unknown, expected: unknown): string | undefined {
  const input = `Input:\n\n${inspect(String(error))}\n`;
  if (expected === undefined) return undefined;
  if (expected instanceof RegExp) {
    if (expected.test(String(error))) return undefined;
    return `The input did not match the regular expression ${inspect(expected)}. ${input}`;
  }
  if (typeof expected === 'function') {
    const Class = expected as (new () => unknown) & ((error: unknown) => unknown);
    if (Class.prototype !== undefined && error instanceof Class) return undefined;
    if (Class === Error || Object.prototype.isPrototypeOf.call(Error, Class)) {
      const { name = typeof error, message = '' } = error as { name?: string; message?: string };
      return `The error is expected to be an instance of "${Class.name}". Received "${name}"\n\nError message:\n\n${message}`;
    }
    if (Class(error) === true) return undefined;
    return `The ${Class.name ? `"${Class.name}" ` : ''}validation function is expected to return "true".`;
  }
  for (const [key, value] of Object.entries(expected as object) as [string, unknown][]) {
    const actual = (error as Record<string, unknown> | null)?.[key];
    const same =
      value instanceof RegExp && typeof actual === 'string'
        ? value.test(actual)
        : isDeepEqual(actual, value, true);
    if (!same) return `Expected error to have ${key}: ${inspect(value)}, got ${inspect(actual)}`;
  }
  return undefined;
}

interface Caught {
  readonly error: unknown;
}

function caughtBy(run: () => unknown): Caught | null {
  try {
    run();
    return null;
  } catch (error) {
    return { error };
  }
}

async function rejectionOf(
  work: Promise<unknown> | (() => Promise<unknown>),
): Promise<Caught | null> {
  try {
    await (typeof work === 'function' ? work() : work);
    return null;
  } catch (error) {
    return { error };
  }
}

/** `throws(run, expected?, message?)`, where `expected` may be left out. */
function judge(
  caught: Caught | null,
  operator: string,
  what: string,
  expected: unknown,
  message: Message,
): void {
  const [shape, words] = typeof expected === 'string' ? [undefined, expected] : [expected, message];
  if (!caught) {
    const suffix = words === undefined ? '.' : `: ${String(words)}`;
    throw new AssertionError({
      message: `Missing expected ${what}${suffix}`,
      operator,
      expected: shape,
    });
  }
  const problem = mismatch(caught.error, shape);
  if (problem === undefined) return;
  if (words instanceof Error) throw words;
  const facts = { actual: caught.error, expected: shape, operator };
  throw new AssertionError({ ...facts, message: words ?? problem });
}

function unwanted(caught: Caught | null, what: string, message: Message): void {
  if (!caught) return;
  const said = caught.error instanceof Error ? caught.error.message : String(caught.error);
  const suffix = typeof message === 'string' ? `: ${message}` : '.';
  throw new AssertionError({
    message: `Got unwanted ${what}${suffix}\nActual message: "${said}"`,
    actual: caught.error,
    operator: 'doesNotThrow',
  });
}

type Compare = (actual: unknown, expected: unknown, message?: Message) => void;

function comparison(operator: string, holds: (a: unknown, b: unknown) => boolean): Compare {
  return (actual, expected, message) => {
    check(holds(actual, expected), message, { actual, expected, operator });
  };
}

function ok(...args: [value?: unknown, message?: Message]): void {
  if (args.length === 0) {
    throw new AssertionError({
      message: 'No value argument passed to `assert.ok()`',
      actual: undefined,
      expected: true,
      operator: '==',
    });
  }
  const [value, message] = args;
  check(Boolean(value), message, { actual: value, expected: true, operator: '==' });
}

const strictEqual = comparison('strictEqual', Object.is);
const notStrictEqual = comparison('notStrictEqual', (a, b) => !Object.is(a, b));
const deepStrictEqual = comparison('deepStrictEqual', (a, b) => isDeepEqual(a, b, true));
const notDeepStrictEqual = comparison('notDeepStrictEqual', (a, b) => !isDeepEqual(a, b, true));

const shared = {
  AssertionError,
  ok,
  strictEqual,
  notStrictEqual,
  deepStrictEqual,
  notDeepStrictEqual,
  throws: (run: () => unknown, expected?: unknown, message?: Message) => {
    judge(caughtBy(run), 'throws', 'exception', expected, message);
  },
  doesNotThrow: (run: () => unknown, message?: Message) => {
    unwanted(caughtBy(run), 'exception', message);
  },
  rejects: async (
    work: Promise<unknown> | (() => Promise<unknown>),
    expected?: unknown,
    message?: Message,
  ) => {
    judge(await rejectionOf(work), 'rejects', 'rejection', expected, message);
  },
  doesNotReject: async (work: Promise<unknown> | (() => Promise<unknown>), message?: Message) => {
    unwanted(await rejectionOf(work), 'rejection', message);
  },
  match: (text: string, pattern: RegExp, message?: Message) => {
    const words = `The input did not match the regular expression ${inspect(pattern)}. Input:\n\n${inspect(text)}\n`;
    check(pattern.test(text), message ?? words, {
      actual: text,
      expected: pattern,
      operator: 'match',
    });
  },
  doesNotMatch: (text: string, pattern: RegExp, message?: Message) => {
    const words = `The input was expected to not match the regular expression ${inspect(pattern)}. Input:\n\n${inspect(text)}\n`;
    check(!pattern.test(text), message ?? words, {
      actual: text,
      expected: pattern,
      operator: 'doesNotMatch',
    });
  },
  fail: (message: Message = 'Failed') => {
    check(false, message, { operator: 'fail' });
  },
  ifError: (value: unknown) => {
    if (value === null || value === undefined) return;
    const said = value instanceof Error ? value.message : inspect(value);
    throw new AssertionError({
      message: `ifError got unwanted exception: ${said}`,
      actual: value,
      expected: null,
      operator: 'ifError',
    });
  },
};

function callable(methods: Record<string, unknown>): Record<string, unknown> {
  return Object.assign((...args: [unknown?, Message?]) => {
    ok(...args);
  }, methods);
}

const strict = callable({
  ...shared,
  equal: strictEqual,
  notEqual: notStrictEqual,
  deepEqual: deepStrictEqual,
  notDeepEqual: notDeepStrictEqual,
});
strict['strict'] = strict;

/* eslint-disable eqeqeq -- the legacy mode is defined by it */
const loose = callable({
  ...shared,
  equal: comparison('==', (a, b) => a == b || (Number.isNaN(a) && Number.isNaN(b))),
  notEqual: comparison('!=', (a, b) => a != b && !(Number.isNaN(a) && Number.isNaN(b))),
  deepEqual: comparison('deepEqual', (a, b) => isDeepEqual(a, b, false)),
  notDeepEqual: comparison('notDeepEqual', (a, b) => !isDeepEqual(a, b, false)),
  strict,
});
/* eslint-enable eqeqeq */

function moduleOf(assert: Record<string, unknown>): (runtime: Runtime) => NodeModule {
  return () => ({ ...assert, default: assert });
}

export const create: NodeModuleFactory = moduleOf(loose);
export const createStrict: NodeModuleFactory = moduleOf(strict);
