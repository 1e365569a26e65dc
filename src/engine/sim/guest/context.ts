/**
 * What follows a program through its asynchronous calls, for `AsyncLocalStorage`.
 *
 * Whatever runs later is given the frame of whoever asked for it: timers, ticks, immediates and
 * events of the network by the loop and the network of its process; `await` and `.then()`, which
 * belong to the JavaScript engine, by what the compiler writes around them (`follow.ts`).
 *
 * A process that does not import `node:async_hooks` has an idle context, which costs it nothing.
 */

/** The stores that are set, by their `AsyncLocalStorage`. Never changed while somebody holds it. */
export type Frame = ReadonlyMap<object, unknown>;

const EMPTY: Frame = new Map();

/** A function that waits in an `await`, as its transformed text keeps it. */
interface Suspended {
  readonly frame: Frame;
  over: boolean;
}

type Fn = (this: unknown, ...args: never[]) => unknown;
type Thenable = { then: Fn };

export class Context {
  frame = EMPTY;
  /** Whether the program looks at frames at all. */
  active = false;
  /** What the `await` that begins waits for: read at once. */
  held: unknown;

  /** Begins an event of the process: nobody has asked for it. */
  reset(): void {
    this.frame = EMPTY;
  }

  /** Calls `run` in a frame. */
  within<T>(frame: Frame | undefined, run: () => T): T {
    const before = this.frame;
    this.frame = frame ?? EMPTY;
    try {
      return run();
    } finally {
      this.frame = before;
    }
  }

  /** The same function, for later: it runs in the frame of now. */
  bind<F extends Fn>(run: F): F {
    if (!this.active) return run;
    const { frame } = this;
    // eslint-disable-next-line @typescript-eslint/no-this-alias -- two of them are at work here
    const context = this;
    return function (this: unknown, ...args: never[]): unknown {
      return context.within(frame, () => run.apply(this, args));
    } as F;
  }

  // -------------------------------------------------------------- called by transformed text

  /** Arguments of `.then()`: functions among them run in the frame of now. */
  bound(...args: unknown[]): unknown[] {
    return args.map((arg) => (typeof arg === 'function' ? this.bind(arg as Fn) : arg));
  }

  /** An `await` begins. */
  suspend(value: unknown): Suspended {
    this.held = this.#thenable(value);
    return { frame: this.frame, over: false };
  }

  /** It has its value. */
  resume<T>(suspended: Suspended, value: T): T {
    this.frame = suspended.frame;
    suspended.over = true;
    return value;
  }

  /** An asynchronous generator gives a value. */
  mark(): Suspended {
    return { frame: this.frame, over: false };
  }

  /** It was asked for the next: by whoever runs now, in whose frame it goes on. */
  given<T>(suspended: Suspended, value: T): T {
    suspended.over = true;
    return value;
  }

  /** A `catch` or `finally` begins, maybe because what was awaited failed. */
  back(suspended: Suspended | undefined): void {
    if (!suspended || suspended.over) return;
    this.frame = suspended.frame;
    suspended.over = true;
  }

  /** What `for await` goes through. `note` hears of every wait that begins. */
  each(
    source: unknown,
    note: (suspended: Suspended) => void,
  ): AsyncIterable<unknown> | Iterable<unknown> {
    const { [Symbol.asyncIterator]: later, [Symbol.iterator]: now } = Object(source) as {
      [Symbol.asyncIterator]?: Fn;
      [Symbol.iterator]?: Fn;
    };
    const begin = (): void => note({ frame: this.frame, over: false });
    if (later) {
      return {
        [Symbol.asyncIterator]: () => noting(later.call(source) as AsyncIterator<unknown>, begin),
      };
    }
    if (!now) return source as Iterable<unknown>;
    return {
      [Symbol.iterator]: () =>
        noting(now.call(source) as never, begin) as unknown as Iterator<unknown>,
    };
  }

  /** A thenable's method is called by the JavaScript engine, later. */
  #thenable(value: unknown): unknown {
    if (value instanceof Promise || value === null) return value;
    if (typeof value !== 'object' && typeof value !== 'function') return value;
    const { then } = value as Thenable;
    return typeof then === 'function' ? { then: this.bind(then.bind(value)) } : value;
  }
}

function noting(iterator: AsyncIterator<unknown>, begin: () => void): AsyncIterator<unknown> {
  const { next } = iterator;
  return {
    next: (...args) => {
      begin();
      return next.apply(iterator, args);
    },
    get return() {
      const method = iterator.return;
      if (method === undefined || method === null) return undefined as never;
      return (...args: [unknown?]) => {
        begin();
        return method.apply(iterator, args);
      };
    },
  };
}
