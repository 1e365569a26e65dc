/** What programs give to `node:sqlite`, checked as Node checks it and in its words. */
import { invalidScheme, invalidType, outOfRange } from './errors.ts';
import { bytesOf } from './values.ts';

export type Options = Readonly<Record<string, unknown>>;

/** Options as an object; none where they are left out. @throws TypeError ERR_INVALID_ARG_TYPE */
export function optionsOf(value: unknown, given: boolean): Options {
  if (!given) return {};
  if ((typeof value === 'object' && value !== null) || typeof value === 'function')
    return value as Options;
  throw invalidType('The "options" argument must be an object.');
}

/** @throws TypeError ERR_INVALID_ARG_TYPE */
export function flag(options: Options, name: string, otherwise: boolean): boolean {
  const value = options[name];
  if (value === undefined) return otherwise;
  if (typeof value === 'boolean') return value;
  throw invalidType(`The "options.${name}" argument must be a boolean.`);
}

/** A whole number of 32 bits. @throws TypeError ERR_INVALID_ARG_TYPE */
export function integer(options: Options, name: string, otherwise: number): number {
  const value = options[name];
  if (value === undefined) return otherwise;
  if (isInt32(value)) return value;
  throw invalidType(`The "options.${name}" argument must be an integer.`);
}

/** @throws TypeError ERR_INVALID_ARG_TYPE */
export function text(options: Options, name: string, otherwise: string): string {
  const value = options[name];
  if (value === undefined) return otherwise;
  if (typeof value === 'string') return value;
  throw invalidType(`The "options.${name}" argument must be a string.`);
}

type Fn = (...args: unknown[]) => unknown;

/** @throws TypeError ERR_INVALID_ARG_TYPE */
export function callback(options: Options, name: string): Fn | undefined {
  const value = options[name];
  if (value === undefined) return undefined;
  if (typeof value === 'function') return value as Fn;
  throw invalidType(`The "options.${name}" argument must be a function.`);
}

/** An argument that must be a text. @throws TypeError ERR_INVALID_ARG_TYPE */
export function textArgument(value: unknown, name: string): string {
  if (typeof value === 'string') return value;
  throw invalidType(`The "${name}" argument must be a string.`);
}

/** @throws TypeError ERR_INVALID_ARG_TYPE */
export function flagArgument(value: unknown, name: string): boolean {
  if (typeof value === 'boolean') return value;
  throw invalidType(`The "${name}" argument must be a boolean.`);
}

/** Where a database is: a path, bytes of one, or a `file:` URL. @throws TypeError */
export function databasePath(value: unknown): string {
  const bytes = ArrayBuffer.isView(value) ? bytesOf(value) : undefined;
  let path: unknown = bytes ? new TextDecoder().decode(bytes) : value;
  if (typeof path === 'object' && path !== null) {
    path = (path as { href?: unknown }).href;
    if (typeof path === 'string' && !path.startsWith('file:')) throw invalidScheme();
  }
  if (typeof path === 'string' && !path.includes('\0')) return path;
  throw invalidType('The "path" argument must be a string, Uint8Array, or URL without null bytes.');
}

/** `DatabaseSync.limits`: SQLite's number of each. */
export const LIMITS = {
  length: 0,
  sqlLength: 1,
  column: 2,
  exprDepth: 3,
  compoundSelect: 4,
  vdbeOp: 5,
  functionArg: 6,
  attach: 7,
  likePatternLength: 8,
  variableNumber: 9,
  triggerDepth: 10,
} as const;

/** Limits to begin with, by SQLite's numbers. @throws TypeError, RangeError */
export function limitsOf(options: Options): readonly (readonly [id: number, value: number])[] {
  const { limits } = options;
  if (limits === undefined) return [];
  if (typeof limits !== 'object' || limits === null)
    throw invalidType('The "options.limits" argument must be an object.');
  return Object.entries(LIMITS).flatMap(([name, id]) => {
    const value = (limits as Options)[name];
    if (value === undefined) return [];
    const what = `The "options.limits.${name}" argument must be`;
    if (!isInt32(value)) throw invalidType(`${what} an integer.`);
    if (value < 0) throw outOfRange(`${what} non-negative.`);
    return [[id, value] as const];
  });
}

export function isInt32(value: unknown): value is number {
  return typeof value === 'number' && (value | 0) === value;
}
