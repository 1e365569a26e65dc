/** `DatabaseSync`. */
import { unsupported } from '../../errors.ts';
import * as sqlite from './api.ts';
import { dressed, ownGetters } from './classes.ts';
import { Connection } from './connection.ts';
import {
  invalidState,
  invalidType,
  invalidValue,
  needsNew,
  notOpen,
  sqliteError,
} from './errors.ts';
import type { Functions } from './functions.ts';
import type { Library } from './library.ts';
import { limitsObject } from './limits.ts';
import {
  databasePath,
  flag,
  flagArgument,
  integer,
  limitsOf,
  optionsOf,
  text,
  textArgument,
} from './options.ts';
import { createSession, type Changes } from './session.ts';
import { makeStatement, type Statement, type StatementOptions } from './statement.ts';
import { makeTagStore } from './tag-store.ts';

/** What all databases of a process share. */
export interface DatabaseSetup {
  readonly library: Library;
  readonly functions: Functions;
  readonly changes: Changes;
}

/** Numbers of `sqlite3_db_config`. */
const ENABLE_FKEY = 1002;
const DEFENSIVE = 1010;
const DQS_DML = 1013;
const DQS_DDL = 1014;
/** The database is SQLite's to free, and may grow. */
const FREE_AND_RESIZE = 3;
/**
 * Node's size of a page, where a database is new: this build has another. The second half takes the
 * number back from what a later `VACUUM` would make of a database that has its own.
 */
const PAGE_SIZE = 'PRAGMA page_size = 4096; PRAGMA page_size = 0';
const TAGS = 1000;

interface OpenOptions {
  readonly path: string;
  readonly readOnly: boolean;
  readonly foreignKeys: boolean;
  readonly doubleQuotedTexts: boolean;
  readonly defensive: boolean;
  readonly timeout: number;
  readonly limits: readonly (readonly [id: number, value: number])[];
  readonly statements: StatementOptions;
}

/** The class `DatabaseSync` of one process, and the connection behind one that is open. */
export function createDatabaseClass(setup: DatabaseSetup) {
  const { library, functions, changes } = setup;
  const { api, memory } = library;

  class Database {
    readonly #options: OpenOptions;
    readonly #allowsExtensions: boolean;
    #connection: Connection | null = null;

    constructor(path: unknown, ...more: unknown[]) {
      const location = databasePath(path);
      const options = optionsOf(more[0], more.length > 0);
      const open = flag(options, 'open', true);
      this.#options = {
        path: location,
        readOnly: flag(options, 'readOnly', false),
        foreignKeys: flag(options, 'enableForeignKeyConstraints', true),
        doubleQuotedTexts: flag(options, 'enableDoubleQuotedStringLiterals', false),
        timeout: integer(options, 'timeout', 0),
        statements: {
          readBigInts: flag(options, 'readBigInts', false),
          returnArrays: flag(options, 'returnArrays', false),
          allowBareNamedParameters: flag(options, 'allowBareNamedParameters', true),
          allowUnknownNamedParameters: flag(options, 'allowUnknownNamedParameters', false),
        },
        defensive: flag(options, 'defensive', true),
        limits: limitsOf(options),
      };
      this.#allowsExtensions = flag(options, 'allowExtension', false);
      const limits = limitsObject(() => this.#connection);
      ownGetters(this, {
        isOpen: () => this.#connection !== null,
        isTransaction: () => api.sqlite3_get_autocommit(this.#opened().pointer) === 0,
        limits: () => limits,
      });
      const kind = { value: 'node:sqlite', writable: true, enumerable: true, configurable: true };
      Object.defineProperty(this, Symbol.for('sqlite-type'), kind);
      if (open) this.#open();
    }

    static is(value: object): boolean {
      return #connection in value;
    }

    /** @throws Error ERR_INVALID_STATE when it is not open */
    static connectionOf(database: Database): Connection {
      return database.#opened();
    }

    open(): void {
      this.#open();
    }

    close(): void {
      const connection = this.#opened();
      connection.finalizeAll();
      for (const stop of connection.backups) stop();
      for (const session of connection.sessions) api.sqlite3session_delete(session);
      functions.forget(connection);
      connection.check(api.sqlite3_close_v2(connection.pointer));
      this.#connection = null;
    }

    prepare(sql: unknown, options?: unknown): Statement {
      const connection = this.#opened();
      const source = textArgument(sql, 'sql');
      const given = optionsOf(options, options !== undefined);
      const statements = Object.fromEntries(
        Object.entries(this.#options.statements).map(([name, otherwise]) => [
          name,
          flag(given, name, otherwise as boolean),
        ]),
      ) as unknown as StatementOptions;
      return makeStatement(connection, connection.compile(source), statements);
    }

    exec(sql: unknown): void {
      const connection = this.#opened();
      connection.check(run(connection.pointer, textArgument(sql, 'sql')));
    }

    function(...args: unknown[]): void {
      functions.define(this.#opened(), args);
    }

    createTagStore(capacity?: unknown): object {
      this.#opened();
      return makeTagStore({
        db: this,
        capacity: typeof capacity === 'number' ? Math.trunc(capacity) : TAGS,
        connection: () => this.#opened(),
        prepare: (sql) => this.prepare(sql),
      });
    }

    location(name?: unknown): string | null {
      const { pointer } = this.#opened();
      const wanted = name === undefined ? 'main' : textArgument(name, 'dbName');
      const at = memory.withText(wanted, (of) => api.sqlite3_db_filename(pointer, of));
      return memory.textOrNull(at) || null;
    }

    aggregate(name: unknown, options: unknown): void {
      functions.defineAggregate(this.#opened(), name, options);
    }

    createSession(...args: unknown[]): object {
      const connection = this.#opened();
      return createSession(connection, () => this.#connection === connection, args);
    }

    applyChangeset(...args: unknown[]): boolean {
      return changes.apply(this.#opened(), args);
    }

    enableLoadExtension(allow: unknown): void {
      if (flagArgument(allow, 'allow') && !this.#allowsExtensions) {
        const words =
          'Cannot enable extension loading because it was disabled at database creation.';
        throw invalidState(words);
      }
    }

    enableDefensive(active: unknown): void {
      const connection = this.#opened();
      configure(connection, DEFENSIVE, flagArgument(active, 'active'));
    }

    loadExtension(): void {
      this.#opened();
      if (!this.#allowsExtensions) throw invalidState('extension loading is not allowed');
      throw unsupported(
        'DatabaseSync.loadExtension()',
        'Define what you need of it with `function` or `aggregate`.',
      );
    }

    serialize(name?: unknown): Uint8Array {
      const connection = this.#opened();
      const wanted = name === undefined ? 'main' : textArgument(name, 'dbName');
      const at = memory.withText(wanted, (of) =>
        api.sqlite3_serialize(connection.pointer, of, memory.out, 0),
      );
      const size = Number(memory.int64(memory.out));
      // An empty database is no bytes; one that is not there, no size either.
      if (at === 0 && size !== 0) throw connection.failure();
      const bytes = memory.copy(at, Math.max(size, 0));
      api.sqlite3_free(at);
      return bytes;
    }

    deserialize(buffer: unknown, ...more: unknown[]): void {
      const connection = this.#opened();
      if (!(buffer instanceof Uint8Array))
        throw invalidType('The "buffer" argument must be a Uint8Array.');
      if (buffer.length === 0) throw invalidValue('The "buffer" argument must not be empty.');
      const options = optionsOf(more[0], more.length > 0);
      const name = text(options, 'dbName', 'main');
      const at = api.sqlite3_malloc(buffer.length);
      if (at === 0) throw sqliteError('out of memory');
      memory.bytes.set(buffer, at);
      const size = BigInt(buffer.length);
      connection.finalizeAll();
      connection.check(
        memory.withText(name, (of) =>
          api.sqlite3_deserialize(connection.pointer, of, at, size, size, FREE_AND_RESIZE),
        ),
      );
    }

    setAuthorizer(callback: unknown): void {
      functions.setAuthorizer(this.#opened(), callback);
    }

    [Symbol.dispose](): void {
      if (this.#connection) this.close();
    }

    #opened(): Connection {
      if (!this.#connection) throw notOpen();
      return this.#connection;
    }

    #open(): void {
      if (this.#connection) throw invalidState('database is already open');
      const { path, readOnly, timeout, limits } = this.#options;
      const { OPEN } = sqlite;
      const flags = readOnly ? OPEN.READONLY : OPEN.READWRITE | OPEN.CREATE;
      const code = memory.withText(path, (at) =>
        api.sqlite3_open_v2(at, memory.out, flags | OPEN.URI, 0),
      );
      const connection = new Connection(library, memory.pointer(memory.out));
      try {
        connection.check(code);
        const { doubleQuotedTexts, foreignKeys, defensive } = this.#options;
        configure(connection, DQS_DML, doubleQuotedTexts);
        configure(connection, DQS_DDL, doubleQuotedTexts);
        configure(connection, ENABLE_FKEY, foreignKeys);
        configure(connection, DEFENSIVE, defensive);
        connection.check(run(connection.pointer, PAGE_SIZE));
      } catch (error) {
        api.sqlite3_close_v2(connection.pointer);
        throw error;
      }
      api.sqlite3_busy_timeout(connection.pointer, timeout);
      for (const [id, value] of limits) api.sqlite3_limit(connection.pointer, id, value);
      this.#connection = connection;
    }
  }

  const run = (db: sqlite.Pointer, sql: string): number =>
    memory.withText(sql, (at) => api.sqlite3_exec(db, at, 0, 0, 0));

  const configure = (connection: Connection, option: number, on: boolean): void =>
    connection.check(api.sqlite3__wasm_db_config_ip(connection.pointer, option, Number(on), 0));

  return {
    DatabaseSync: dressed(Database, 'DatabaseSync', needsNew, false),
    connectionOf: (value: object): Connection => {
      if (!Database.is(value)) throw new TypeError('Illegal invocation');
      return Database.connectionOf(value as Database);
    },
  };
}
