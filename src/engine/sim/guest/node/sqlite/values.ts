/** Values of SQLite as JavaScript's and the other way round, as `node:sqlite` turns them. */
import * as sqlite from './api.ts';
import type { Api, Pointer } from './api.ts';
import { invalidType, invalidValue, outOfRange } from './errors.ts';
import type { Library, SqliteMemory } from './library.ts';

export type SqliteValue = null | number | bigint | string | Uint8Array;

/** How one kind of value is read: a column's, by statement and number, or an argument's, by address. */
interface Reader {
  type(from: Pointer, column: number): number;
  double(from: Pointer, column: number): number;
  int64(from: Pointer, column: number): bigint;
  text(from: Pointer, column: number): Pointer;
  blob(from: Pointer, column: number): Pointer;
  bytes(from: Pointer, column: number): number;
}

const columnReader = (api: Api): Reader => ({
  type: api.sqlite3_column_type,
  double: api.sqlite3_column_double,
  int64: api.sqlite3_column_int64,
  text: api.sqlite3_column_text,
  blob: api.sqlite3_column_blob,
  bytes: api.sqlite3_column_bytes,
});

const argumentReader = (api: Api): Reader => ({
  type: api.sqlite3_value_type,
  double: api.sqlite3_value_double,
  int64: api.sqlite3_value_int64,
  text: api.sqlite3_value_text,
  blob: api.sqlite3_value_blob,
  bytes: api.sqlite3_value_bytes,
});

/** @throws RangeError ERR_OUT_OF_RANGE for an integer that no JavaScript number is equal to */
function read(
  reader: Reader,
  memory: SqliteMemory,
  from: Pointer,
  column: number,
  bigints: boolean,
): SqliteValue {
  switch (reader.type(from, column)) {
    case sqlite.INTEGER: {
      if (bigints) return reader.int64(from, column);
      const value = reader.double(from, column);
      if (Math.abs(value) <= Number.MAX_SAFE_INTEGER) return value;
      const words = 'Value is too large to be represented as a JavaScript number';
      throw outOfRange(`${words}: ${reader.int64(from, column)}`);
    }
    case sqlite.FLOAT:
      return reader.double(from, column);
    case sqlite.TEXT: {
      // The length is that of the text, so the text comes first.
      const at = reader.text(from, column);
      return memory.text(at, reader.bytes(from, column));
    }
    case sqlite.BLOB: {
      const at = reader.blob(from, column);
      return memory.copy(at, reader.bytes(from, column));
    }
    default:
      return null;
  }
}

/** Reads the columns of the row at which a statement stands. */
export function readRow(
  { api, memory }: Library,
  statement: Pointer,
  columns: number,
  bigints: boolean,
): SqliteValue[] {
  const reader = columnReader(api);
  const row = new Array<SqliteValue>(columns);
  for (let i = 0; i < columns; i++) row[i] = read(reader, memory, statement, i, bigints);
  return row;
}

/** Reads the arguments of a user's function. */
export function readArguments(
  { api, memory }: Library,
  count: number,
  list: Pointer,
  bigints: boolean,
): SqliteValue[] {
  const reader = argumentReader(api);
  return Array.from({ length: count }, (_, i) =>
    read(reader, memory, memory.pointer(list + 4 * i), 0, bigints),
  );
}

/**
 * Binds a value to a parameter, by its number from 1.
 * @returns SQLite's code
 * @throws TypeError ERR_INVALID_ARG_TYPE or ERR_INVALID_ARG_VALUE for what SQLite has no value for
 */
export function bind(library: Library, statement: Pointer, index: number, value: unknown): number {
  const { api, memory } = library;
  switch (typeof value) {
    case 'number':
      return api.sqlite3_bind_double(statement, index, value);
    case 'boolean':
      return api.sqlite3_bind_int(statement, index, Number(value));
    case 'string':
      return memory.withText(value, (at, length) =>
        api.sqlite3_bind_text(statement, index, at, length, sqlite.TRANSIENT),
      );
    case 'bigint':
      if (!fits(value)) throw invalidValue('BigInt value is too large to bind.');
      return api.sqlite3_bind_int64(statement, index, value);
    default: {
      if (value === null) return api.sqlite3_bind_null(statement, index);
      const bytes = bytesOf(value);
      if (!bytes) throw invalidType(`Provided value cannot be bound to SQLite parameter ${index}.`);
      return memory.withBytes(bytes, (at, length) =>
        api.sqlite3_bind_blob(statement, index, at, length, sqlite.TRANSIENT),
      );
    }
  }
}

/** Gives what a user's function returned, or SQLite's error where it has no value for that. */
export function giveResult({ api, memory }: Library, context: Pointer, value: unknown): void {
  const fail = (words: string): void =>
    memory.withText(words, (at, length) => api.sqlite3_result_error(context, at, length));
  switch (typeof value) {
    case 'undefined':
      api.sqlite3_result_null(context);
      return;
    case 'number':
      api.sqlite3_result_double(context, value);
      return;
    case 'string':
      memory.withText(value, (at, length) =>
        api.sqlite3_result_text(context, at, length, sqlite.TRANSIENT),
      );
      return;
    case 'bigint':
      if (fits(value)) api.sqlite3_result_int64(context, value);
      else fail('BigInt value is too large for SQLite');
      return;
    default: {
      const bytes = ArrayBuffer.isView(value) ? bytesOf(value) : undefined;
      if (value === null) api.sqlite3_result_null(context);
      else if (bytes) {
        memory.withBytes(bytes, (at, length) =>
          api.sqlite3_result_blob(context, at, length, sqlite.TRANSIENT),
        );
      } else if (value instanceof Promise) {
        fail('Asynchronous user-defined functions are not supported');
      } else fail('Returned JavaScript value cannot be converted to a SQLite value');
    }
  }
}

/** What lies beneath a view or a buffer; undefined for anything else. */
export function bytesOf(value: unknown): Uint8Array | undefined {
  if (ArrayBuffer.isView(value))
    return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
  return isBuffer(value) ? new Uint8Array(value) : undefined;
}

export function isBuffer(value: unknown): value is ArrayBuffer {
  return Object.prototype.toString.call(value) === '[object ArrayBuffer]';
}

function fits(value: bigint): boolean {
  return BigInt.asIntN(64, value) === value;
}
