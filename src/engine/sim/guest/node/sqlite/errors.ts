/** Errors as `node:sqlite` throws them: its codes, in its words. */
import type { Api, Pointer } from './api.ts';
import type { SqliteMemory } from './library.ts';

function coded(error: Error, code: string): Error {
  return Object.assign(error, { code });
}

export function invalidState(message: string): Error {
  return coded(new Error(message), 'ERR_INVALID_STATE');
}

export function invalidType(message: string): Error {
  return coded(new TypeError(message), 'ERR_INVALID_ARG_TYPE');
}

export function invalidValue(message: string): Error {
  return coded(new TypeError(message), 'ERR_INVALID_ARG_VALUE');
}

export function outOfRange(message: string): Error {
  return coded(new RangeError(message), 'ERR_OUT_OF_RANGE');
}

export function invalidScheme(): Error {
  return coded(new TypeError('The URL must be of scheme file:'), 'ERR_INVALID_URL_SCHEME');
}

export function illegalConstructor(): Error {
  return coded(new Error('Illegal constructor'), 'ERR_ILLEGAL_CONSTRUCTOR');
}

export function needsNew(): Error {
  const words = 'Cannot call constructor without `new`';
  return coded(new TypeError(words), 'ERR_CONSTRUCT_CALL_REQUIRED');
}

export function notOpen(): Error {
  return invalidState('database is not open');
}

/** An error of SQLite's, by what it says. */
export function sqliteError(message: string, facts: Readonly<Record<string, unknown>> = {}): Error {
  return Object.assign(coded(new Error(message), 'ERR_SQLITE_ERROR'), facts);
}

/** The last error of a connection: its message, `errcode` and `errstr`. */
export function lastError(api: Api, memory: SqliteMemory, db: Pointer): Error {
  const errcode = api.sqlite3_extended_errcode(db);
  const errstr = memory.text(api.sqlite3_errstr(errcode));
  return sqliteError(memory.text(api.sqlite3_errmsg(db)), { errcode, errstr });
}
