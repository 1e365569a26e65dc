/**
 * `Date` and what depends on where the reader lives. A simulated machine keeps the process's clock,
 * in UTC, and speaks American English, as a server without settings does: a program logs the same
 * for every reader.
 */
import type { Calendar } from './calendar.ts';
import type { Loop } from './loop.ts';

const LOCALE = 'en-US';
const ZONE = 'UTC';

/** Date and time without a zone: local, by the standard. */
const LOCAL_ISO = /^[+-]?\d{4,6}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?$/;
/** An offset comes after a time of day: in `2-Jan-2026` there is none. */
const HAS_ZONE =
  /(?:\bGMT|\bUTC?|Z|:\d\d(?:[.:]\d+)*\s*(?:[AP]M)?\s*(?:GMT|UTC?)?\s*[+-]\d\d:?\d\d)\s*(?:\([^)]*\))?$/i;
const ISO_DATE = /^[+-]?\d{4,6}(?:-\d\d(?:-\d\d)?)?$/;

const FIELDS = [
  'Date',
  'FullYear',
  'Hours',
  'Milliseconds',
  'Minutes',
  'Month',
  'Seconds',
] as const;

type Method = (this: Date, ...args: never[]) => unknown;

/**
 * @returns the `Date` for programs, whose now is what the machine's calendar shows
 */
export function virtualDate(loop: Loop, calendar: Calendar): DateConstructor {
  const Real = Date;
  // The clock has fractions of a millisecond; a Date has none.
  const now = (): number => Math.floor(calendar.at(loop.read()));
  const parse = (text: string): number => {
    const plain = String(text).trim();
    if (LOCAL_ISO.test(plain)) return Real.parse(`${plain}Z`);
    return Real.parse(HAS_ZONE.test(plain) || ISO_DATE.test(plain) ? plain : `${plain} ${ZONE}`);
  };
  const moment = (args: readonly unknown[]): unknown => {
    const [first] = args;
    if (args.length === 0) return now();
    if (args.length > 1) return Real.UTC(...(args as [number, number]));
    return typeof first === 'string' ? parse(first) : first;
  };
  function LabDate(this: unknown, ...args: unknown[]): unknown {
    if (!new.target) return new Real(now()).toString();
    return Reflect.construct(Real, [moment(args)], new.target);
  }
  Object.defineProperties(LabDate, {
    prototype: { value: Real.prototype },
    now: { value: now, writable: true, configurable: true },
    parse: { value: parse, writable: true, configurable: true },
    UTC: { value: Real.UTC, writable: true, configurable: true },
    name: { value: 'Date' },
    length: { value: 7 },
  });
  return LabDate as unknown as DateConstructor;
}

/**
 * Makes this realm's dates UTC and its formats American. Once for a realm, as it changes what all of
 * its processes share; nothing of it is any one process's.
 */
export function settleRealm(): void {
  useUtc(Date.prototype);
  useLocale();
}

function define(target: object, values: Readonly<Record<string, unknown>>): void {
  for (const [name, value] of Object.entries(values)) {
    Object.defineProperty(target, name, { value, writable: true, configurable: true });
  }
}

function useUtc(prototype: Date): void {
  const methods = prototype as unknown as Record<string, Method>;
  const same = (name: string): Method => methods[name]!;
  for (const field of FIELDS) {
    define(prototype, {
      [`get${field}`]: same(`getUTC${field}`),
      [`set${field}`]: same(`setUTC${field}`),
    });
  }
  const INVALID = 'Invalid Date';
  /** Of `Thu, 01 Jan 1970 00:00:00 GMT`, in the order of `toString`. */
  const parts = (date: Date): { day: string; time: string } => {
    if (Number.isNaN(date.getTime())) return { day: INVALID, time: INVALID };
    const [name, number, month, year, clock] = date.toUTCString().split(/,? /);
    return {
      day: `${name} ${month} ${number} ${year}`,
      time: `${clock} GMT+0000 (Coordinated Universal Time)`,
    };
  };
  define(prototype, {
    getDay: same('getUTCDay'),
    getTimezoneOffset: function (this: Date) {
      return Number.isNaN(this.getTime()) ? NaN : 0;
    },
    toDateString: function (this: Date) {
      return parts(this).day;
    },
    toTimeString: function (this: Date) {
      return parts(this).time;
    },
    toString: function (this: Date) {
      const { day, time } = parts(this);
      return day === INVALID ? INVALID : `${day} ${time}`;
    },
  });
  for (const name of ['toLocaleString', 'toLocaleDateString', 'toLocaleTimeString']) {
    const plain = same(name) as (this: Date, locale: unknown, options: object) => string;
    define(prototype, {
      [name]: function (this: Date, locale: unknown = LOCALE, options: object = {}) {
        return plain.call(this, locale, { timeZone: ZONE, ...options });
      },
    });
  }
}

/** Formats and comparisons that take the reader's language unless told one. */
function useLocale(): void {
  type Localised = (this: unknown, ...args: unknown[]) => unknown;
  const defaultsTo = (prototype: object, name: string, at: number): void => {
    const plain = (prototype as Record<string, Localised>)[name]!;
    define(prototype, {
      [name]: function (this: unknown, ...args: unknown[]) {
        args[at] ??= LOCALE;
        return plain.apply(this, args);
      },
    });
  };
  defaultsTo(Number.prototype, 'toLocaleString', 0);
  defaultsTo(BigInt.prototype, 'toLocaleString', 0);
  defaultsTo(Array.prototype, 'toLocaleString', 0);
  defaultsTo(String.prototype, 'localeCompare', 1);
  for (const [name, Format] of Object.entries(Object.getOwnPropertyDescriptors(Intl))) {
    if (typeof Format.value !== 'function' || !/^[A-Z]/.test(name) || name === 'Locale') continue;
    const withDefaults = ([locale = LOCALE, options]: unknown[]): unknown[] => [
      locale,
      name === 'DateTimeFormat' ? { timeZone: ZONE, ...(options as object | undefined) } : options,
    ];
    const American = new Proxy(Format.value as new (...args: unknown[]) => object, {
      apply: (target, self, args) => Reflect.apply(target as never, self, withDefaults(args)),
      construct: (target, args, newTarget) =>
        Reflect.construct(target, withDefaults(args), newTarget),
    });
    define(Intl, { [name]: American });
    define(American.prototype as object, { constructor: American });
  }
  useNow(Intl.DateTimeFormat.prototype);
}

/** Without a date they format the present, and that is the process's. */
function useNow(prototype: Intl.DateTimeFormat): void {
  const { get } = Object.getOwnPropertyDescriptor(prototype, 'format')!;
  const { formatToParts } = prototype;
  type Format = (date?: Date | number) => string;
  Object.defineProperty(prototype, 'format', {
    configurable: true,
    get(this: Intl.DateTimeFormat): Format {
      const plain = get!.call(this) as Format;
      return (date) => plain(date === undefined ? Date.now() : date);
    },
  });
  define(prototype, {
    formatToParts(this: Intl.DateTimeFormat, date?: Date | number) {
      return formatToParts.call(this, date === undefined ? Date.now() : date);
    },
  });
}
