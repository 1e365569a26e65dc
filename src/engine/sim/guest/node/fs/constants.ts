/** `fs.constants`, with Linux's numbers, and the flags of `open` by their letters. */
import { inspect } from '../inspect.ts';
import { nodeError, received } from '../../errors.ts';

export const constants = {
  F_OK: 0,
  R_OK: 4,
  W_OK: 2,
  X_OK: 1,
  O_RDONLY: 0,
  O_WRONLY: 1,
  O_RDWR: 2,
  O_CREAT: 0o100,
  O_EXCL: 0o200,
  O_TRUNC: 0o1000,
  O_APPEND: 0o2000,
  O_DIRECTORY: 0o200000,
  O_DSYNC: 0o10000,
  O_SYNC: 0o4010000,
  S_IFMT: 0o170000,
  S_IFREG: 0o100000,
  S_IFDIR: 0o40000,
  COPYFILE_EXCL: 1,
} as const;

const { O_RDONLY, O_WRONLY, O_RDWR, O_CREAT, O_EXCL, O_TRUNC, O_APPEND, O_SYNC } = constants;

const FLAGS: Readonly<Record<string, number>> = {
  r: O_RDONLY,
  rs: O_RDONLY | O_SYNC,
  sr: O_RDONLY | O_SYNC,
  'r+': O_RDWR,
  'rs+': O_RDWR | O_SYNC,
  'sr+': O_RDWR | O_SYNC,
  w: O_TRUNC | O_CREAT | O_WRONLY,
  wx: O_TRUNC | O_CREAT | O_WRONLY | O_EXCL,
  xw: O_TRUNC | O_CREAT | O_WRONLY | O_EXCL,
  'w+': O_TRUNC | O_CREAT | O_RDWR,
  'wx+': O_TRUNC | O_CREAT | O_RDWR | O_EXCL,
  'xw+': O_TRUNC | O_CREAT | O_RDWR | O_EXCL,
  a: O_APPEND | O_CREAT | O_WRONLY,
  ax: O_APPEND | O_CREAT | O_WRONLY | O_EXCL,
  xa: O_APPEND | O_CREAT | O_WRONLY | O_EXCL,
  as: O_APPEND | O_CREAT | O_WRONLY | O_SYNC,
  sa: O_APPEND | O_CREAT | O_WRONLY | O_SYNC,
  'a+': O_APPEND | O_CREAT | O_RDWR,
  'ax+': O_APPEND | O_CREAT | O_RDWR | O_EXCL,
  'xa+': O_APPEND | O_CREAT | O_RDWR | O_EXCL,
  'as+': O_APPEND | O_CREAT | O_RDWR | O_SYNC,
  'sa+': O_APPEND | O_CREAT | O_RDWR | O_SYNC,
};

/**
 * Flags of `open` as a number.
 * @throws TypeError ERR_INVALID_ARG_VALUE for letters that Node does not know
 */
export function flagsOf(flags: unknown, otherwise: string): number {
  if (typeof flags === 'number') return flags;
  const number = Object.hasOwn(FLAGS, String(flags ?? otherwise))
    ? FLAGS[String(flags ?? otherwise)]
    : undefined;
  if (number !== undefined && (flags === undefined || flags === null || typeof flags === 'string'))
    return number;
  throw nodeError(
    'ERR_INVALID_ARG_VALUE',
    `The argument 'flags' is invalid. Received ${inspect(flags)}`,
    TypeError,
  );
}

/** Permission bits: a number, or octal digits. @throws TypeError ERR_INVALID_ARG_TYPE */
export function modeOf(mode: unknown, otherwise: number): number {
  if (mode === undefined || mode === null) return otherwise;
  if (typeof mode === 'string' && /^[0-7]+$/.test(mode)) return parseInt(mode, 8);
  if (typeof mode === 'number') return mode;
  throw nodeError(
    'ERR_INVALID_ARG_TYPE',
    `The "mode" argument must be of type number. Received ${received(mode)}`,
    TypeError,
  );
}
