/**
 * Readers of data that anyone may have changed. A reader returns the value, or undefined where it is
 * not sound; containers keep their sound entries and report each other one to `lost` by its path.
 */
import type { Rec } from '../learning/records.ts';

export type Lost = (where: string) => void;
export type Read<T> = (value: unknown, where: string, lost: Lost) => T | undefined;

/** The end of the years a clock here may sensibly show: 2200, in ms. */
const LAST_TIME = 7_258_118_400_000;

export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const number =
  (min: number, max: number): Read<number> =>
  (value) =>
    typeof value === 'number' && value >= min && value <= max ? value : undefined;

export const integer =
  (min: number, max: number): Read<number> =>
  (value) =>
    Number.isInteger(value) ? number(min, max)(value, '', () => undefined) : undefined;

/** ms since the epoch. */
export const time: Read<number> = number(0, LAST_TIME);

export const text =
  (maxLength: number, pattern?: RegExp): Read<string> =>
  (value) =>
    typeof value === 'string' && value.length <= maxLength && (pattern?.test(value) ?? true)
      ? value
      : undefined;

export const word =
  <T extends string>(...words: readonly T[]): Read<T> =>
  (value) =>
    words.find((one) => one === value);

export const flag: Read<boolean> = (value) => (typeof value === 'boolean' ? value : undefined);

/** Every item must be sound: a list with a hole means something else. */
export const list =
  <T>(item: Read<T>, maxLength: number): Read<readonly T[]> =>
  (value, where, lost) => {
    if (!Array.isArray(value) || value.length > maxLength) return undefined;
    const items = value.map((one: unknown, i) => item(one, `${where}.${i}`, lost));
    return items.every((one) => one !== undefined) ? items : undefined;
  };

/** A record with keys from outside: unsound keys and entries are lost, the others stay. */
export const record =
  <T>(key: RegExp, entry: Read<T>): Read<Rec<T>> =>
  (value, where, lost) => {
    if (!isObject(value)) return undefined;
    const entries: [string, T][] = [];
    for (const [name, raw] of Object.entries(value)) {
      const at = `${where}.${name}`;
      const read = key.test(name) ? entry(raw, at, lost) : undefined;
      if (read === undefined) lost(at);
      else entries.push([name, read]);
    }
    // Defines own properties, also for names such as `constructor`.
    return Object.fromEntries(entries);
  };

type Fields<T> = { readonly [K in keyof T]-?: Read<NonNullable<T[K]>> };

/**
 * An object with fixed fields. Fields in `optional` are left out where they are missing, and lost alone
 * where they are unsound; without any other field the whole object is unsound.
 */
export const fields =
  <T extends object>(readers: Fields<T>, optional: readonly (keyof T & string)[] = []): Read<T> =>
  (value, where, lost) => {
    if (!isObject(value)) return undefined;
    const out: Partial<T> = {};
    for (const name of Object.keys(readers) as (keyof T & string)[]) {
      const present = Object.hasOwn(value, name) && value[name] !== undefined;
      const read = present ? readers[name](value[name], `${where}.${name}`, lost) : undefined;
      if (read !== undefined) out[name] = read;
      else if (!optional.includes(name)) return undefined;
      else if (present) lost(`${where}.${name}`);
    }
    return out as T;
  };

/** Names that authors give: stages, cards, questions, drills. */
export const ID = /^[a-z0-9][a-z0-9-]{0,63}$/;
