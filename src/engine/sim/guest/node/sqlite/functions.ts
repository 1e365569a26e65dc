/** Functions and aggregates of the program's that SQL can call, and its authorizer. */
import type { Pointer } from './api.ts';
import type { Callback } from './callbacks.ts';
import type { Connection } from './connection.ts';
import { invalidType } from './errors.ts';
import type { Library } from './library.ts';
import { callback, flag, isInt32, optionsOf, textArgument } from './options.ts';
import { giveResult, readArguments } from './values.ts';

type Fn = (...args: unknown[]) => unknown;

interface UserFunction {
  readonly connection: Connection;
  readonly bigints: boolean;
  /** A plain function: it alone. */
  readonly run?: Fn;
  readonly aggregate?: Aggregate;
}

interface Aggregate {
  readonly start: unknown;
  readonly step: Fn;
  readonly inverse: Fn | undefined;
  readonly result: Fn | undefined;
}

/** An aggregate in the middle of its rows. */
interface Sum {
  value: unknown;
  inWindow: boolean;
}

const UTF8 = 1;
const DETERMINISTIC = 0x800;
const DIRECTONLY = 0x80000;
const DENY = 1;
const IGNORE = 2;

export class Functions {
  readonly #library: Library;
  readonly #functions = new Map<number, UserFunction>();
  readonly #authorizers = new Map<number, readonly [Connection, Fn]>();
  readonly #sums = new Map<number, Sum>();
  #last = 0;
  #numbers!: Readonly<Record<keyof Functions['callbacks'], Pointer>>;

  constructor(library: Library) {
    this.#library = library;
  }

  readonly callbacks = {
    call: {
      type: 'iii:',
      run: (context: Pointer, count: number, list: Pointer) => this.#call(context, count, list),
    },
    step: {
      type: 'iii:',
      run: (context: Pointer, count: number, list: Pointer) =>
        this.#step(context, count, list, 'step'),
    },
    inverse: {
      type: 'iii:',
      run: (context: Pointer, count: number, list: Pointer) =>
        this.#step(context, count, list, 'inverse'),
    },
    value: { type: 'i:', run: (context: Pointer) => this.#value(context, false) },
    final: { type: 'i:', run: (context: Pointer) => this.#value(context, true) },
    destroy: { type: 'i:', run: (id: number) => void this.#functions.delete(id) },
    authorize: {
      type: 'iiiiii:i',
      run: (id: number, action: number, ...texts: Pointer[]) => this.#authorize(id, action, texts),
    },
  } satisfies Record<string, Callback>;

  use(numbers: Readonly<Record<keyof Functions['callbacks'], Pointer>>): void {
    this.#numbers = numbers;
  }

  /** `DatabaseSync.function(name, [options], function)`. */
  define(connection: Connection, args: readonly unknown[]): void {
    const name = textArgument(args[0], 'name');
    const options = optionsOf(args[1], args.length >= 3);
    const bigints = flag(options, 'useBigIntArguments', false);
    const varargs = flag(options, 'varargs', false);
    const deterministic = flag(options, 'deterministic', false);
    const directOnly = flag(options, 'directOnly', false);
    const run = args[args.length < 3 ? 1 : 2];
    if (typeof run !== 'function') throw invalidType('The "function" argument must be a function.');
    const id = this.#keep({ connection, bigints, run: run as Fn });
    const { api, memory } = this.#library;
    const { call, destroy } = this.#numbers;
    const flags = UTF8 | (deterministic ? DETERMINISTIC : 0) | (directOnly ? DIRECTONLY : 0);
    const count = varargs ? -1 : run.length;
    const code = memory.withText(name, (at) =>
      api.sqlite3_create_function_v2(connection.pointer, at, count, flags, id, call, 0, 0, destroy),
    );
    connection.check(code);
  }

  /** `DatabaseSync.aggregate(name, options)`. */
  defineAggregate(connection: Connection, name: unknown, given: unknown): void {
    // In V8's words: browsers have words of their own for it.
    if (given === undefined || given === null)
      throw new TypeError(`Cannot read properties of ${given} (reading 'start')`);
    const options = given as Readonly<Record<string, unknown>>;
    const { start } = options;
    if (start === undefined) {
      const words = 'The "options.start" argument must be a function or a primitive value.';
      throw invalidType(words);
    }
    const { step } = options;
    if (typeof step !== 'function')
      throw invalidType('The "options.step" argument must be a function.');
    const { result } = options;
    const bigints = flag(options, 'useBigIntArguments', false);
    const varargs = flag(options, 'varargs', false);
    const directOnly = flag(options, 'directOnly', false);
    const inverse = callback(options, 'inverse');
    const aggregate = {
      start,
      step: step as Fn,
      inverse,
      result: typeof result === 'function' ? (result as Fn) : undefined,
    };
    const id = this.#keep({ connection, bigints, aggregate });
    const { api, memory } = this.#library;
    const numbers = this.#numbers;
    // The first of their parameters is the value so far.
    const count = varargs ? -1 : Math.max(step.length - 1, (inverse?.length ?? 0) - 1, 0);
    const code = memory.withText(String(name), (at) =>
      api.sqlite3_create_window_function(
        connection.pointer,
        at,
        count,
        UTF8 | (directOnly ? DIRECTONLY : 0),
        id,
        numbers.step,
        numbers.final,
        inverse ? numbers.value : 0,
        inverse ? numbers.inverse : 0,
        numbers.destroy,
      ),
    );
    connection.check(code);
  }

  /** `DatabaseSync.setAuthorizer(callback)`; null for none. */
  setAuthorizer(connection: Connection, run: unknown): void {
    if (run !== null && typeof run !== 'function')
      throw invalidType('The "callback" argument must be a function or null.');
    const id = connection.pointer;
    if (run === null) this.#authorizers.delete(id);
    else this.#authorizers.set(id, [connection, run as Fn]);
    const number = run === null ? 0 : this.#numbers.authorize;
    connection.check(this.#library.api.sqlite3_set_authorizer(connection.pointer, number, id));
  }

  forget(connection: Connection): void {
    this.#authorizers.delete(connection.pointer);
  }

  // -------------------------------------------------------------- inside

  #keep(made: UserFunction): number {
    const id = ++this.#last;
    this.#functions.set(id, made);
    return id;
  }

  #of(context: Pointer): UserFunction {
    return this.#functions.get(this.#library.api.sqlite3_user_data(context))!;
  }

  /** What the program throws comes out of the statement; SQLite is told that it failed. */
  #guard(context: Pointer, { connection }: UserFunction, run: () => void): void {
    const { api, memory } = this.#library;
    connection.guard(run, () => {
      memory.withText('', (at) => api.sqlite3_result_error(context, at, 0));
    });
  }

  #call(context: Pointer, count: number, list: Pointer): void {
    const made = this.#of(context);
    this.#guard(context, made, () => {
      const args = readArguments(this.#library, count, list, made.bigints);
      giveResult(this.#library, context, Reflect.apply(made.run!, undefined, args));
    });
  }

  #step(context: Pointer, count: number, list: Pointer, way: 'step' | 'inverse'): void {
    const made = this.#of(context);
    this.#guard(context, made, () => {
      const sum = this.#sumOf(context, made.aggregate!);
      const args = readArguments(this.#library, count, list, made.bigints);
      sum.value = Reflect.apply(made.aggregate![way]!, undefined, [sum.value, ...args]);
    });
  }

  #value(context: Pointer, last: boolean): void {
    const made = this.#of(context);
    this.#guard(context, made, () => {
      const sum = this.#sumOf(context, made.aggregate!);
      const { result } = made.aggregate!;
      if (last) this.#sums.delete(this.#key(context));
      // Of a window, every value was asked for already.
      if (last && sum.inWindow) return;
      if (!last) sum.inWindow = true;
      const value = result ? Reflect.apply(result, null, [sum.value]) : sum.value;
      giveResult(this.#library, context, value);
    });
  }

  /** SQLite lends each run of an aggregate a few bytes: their address is its name. */
  #key(context: Pointer): Pointer {
    return this.#library.api.sqlite3_aggregate_context(context, 4);
  }

  #sumOf(context: Pointer, { start }: Aggregate): Sum {
    const key = this.#key(context);
    let sum = this.#sums.get(key);
    if (!sum) {
      const value: unknown =
        typeof start === 'function' ? Reflect.apply(start as Fn, null, []) : start;
      sum = { value, inWindow: false };
      this.#sums.set(key, sum);
    }
    return sum;
  }

  #authorize(id: number, action: number, texts: readonly Pointer[]): number {
    const [connection, run] = this.#authorizers.get(id)!;
    const { memory } = this.#library;
    return connection.guard(
      () => {
        const args = [action, ...texts.map((at) => memory.textOrNull(at))];
        const answer: unknown = Reflect.apply(run, undefined, args);
        if (!isInt32(answer)) {
          throw new TypeError('Authorizer callback must return an integer authorization code');
        }
        if (answer !== 0 && answer !== DENY && answer !== IGNORE)
          throw new RangeError('Authorizer callback returned a invalid authorization code');
        return answer;
      },
      () => DENY,
    );
  }
}
