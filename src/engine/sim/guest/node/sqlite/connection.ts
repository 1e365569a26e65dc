/**
 * One connection to a database, beneath a `DatabaseSync`: its errors, and its compiled statements.
 *
 * Node frees a statement when its object is collected. When that is, differs from run to run, so
 * nothing here waits for it: of statements that nobody steps through, a connection keeps so many
 * compiled, and compiles one again that is used after it was dropped.
 */
import { DONE, OK, ROW, type Pointer } from './api.ts';
import { invalidState, invalidValue, lastError } from './errors.ts';
import type { Library } from './library.ts';

/** Statements that stay compiled. */
const MOST_COMPILED = 500;

export class Connection {
  readonly library: Library;
  readonly pointer: Pointer;
  /** Addresses of sessions that record its changes. */
  readonly sessions = new Set<Pointer>();
  /** How to stop the backups that are being made of it. */
  readonly backups = new Set<() => void>();
  /** What a callback of the program threw, until SQLite has returned from what called it. */
  #thrown: { readonly error: unknown } | null = null;
  /** In order of their last use. */
  readonly #compiled = new Set<Compiled>();

  constructor(library: Library, pointer: Pointer) {
    this.library = library;
    this.pointer = pointer;
  }

  /** @throws what a callback threw, or the connection's last error, unless the code is as expected */
  check(code: number, expected: number = OK): void {
    if (code !== expected) throw this.failure();
  }

  /** What is to be thrown now that something failed. */
  failure(): unknown {
    const thrown = this.#thrown;
    if (!thrown) return lastError(this.library.api, this.library.memory, this.pointer);
    this.#thrown = null;
    return thrown.error;
  }

  /** Runs a callback of the program; what it throws comes out where SQLite was called. */
  guard<T>(run: () => T, otherwise: () => T): T {
    try {
      return run();
    } catch (error) {
      this.#thrown = { error };
      return otherwise();
    }
  }

  /** @throws what a callback threw, where SQLite takes no notice of that */
  rethrow(): void {
    if (this.#thrown) throw this.failure();
  }

  /** Whether a callback has thrown already. */
  get hasThrown(): boolean {
    return this.#thrown !== null;
  }

  /** Compiles the first statement of this text. */
  compile(sql: string): Compiled {
    const compiled = new Compiled(this, sql);
    compiled.use();
    return compiled;
  }

  /** How often all of its statements have ended: those from before are finalized. */
  generation = 0;

  used(compiled: Compiled): void {
    this.#compiled.delete(compiled);
    this.#compiled.add(compiled);
    if (this.#compiled.size > MOST_COMPILED) this.#dropOne(compiled);
  }

  /** Ends every statement, used or not. */
  finalizeAll(): void {
    this.generation++;
    for (const compiled of this.#compiled) compiled.drop();
    this.#compiled.clear();
  }

  /** The one that was used least recently and is not in the middle of its rows. */
  #dropOne(but: Compiled): void {
    for (const compiled of this.#compiled) {
      if (compiled === but || compiled.busy) continue;
      compiled.drop();
      this.#compiled.delete(compiled);
      return;
    }
  }
}

export class Compiled {
  readonly #connection: Connection;
  readonly #sql: string;
  readonly #generation: number;
  #pointer: Pointer = 0;
  /** How often it was compiled: each time, what was bound to it is gone. */
  times = 0;

  constructor(connection: Connection, sql: string) {
    this.#connection = connection;
    this.#sql = sql;
    this.#generation = connection.generation;
  }

  /**
   * Its address, good until the next statement is used.
   * @throws Error ERR_INVALID_STATE when all statements have ended
   */
  use(): Pointer {
    if (this.#generation !== this.#connection.generation)
      throw invalidState('statement has been finalized');
    if (this.#pointer === 0) this.#pointer = this.#prepare();
    this.#connection.used(this);
    return this.#pointer;
  }

  /** Whether it stands at a row. */
  get busy(): boolean {
    return this.#connection.library.api.sqlite3_stmt_busy(this.#pointer) !== 0;
  }

  drop(): void {
    this.#connection.library.api.sqlite3_finalize(this.#pointer);
    this.#pointer = 0;
  }

  #prepare(): Pointer {
    const { library, pointer: db } = this.#connection;
    const { api, memory } = library;
    const code = memory.withText(this.#sql, (sql) =>
      api.sqlite3_prepare_v2(db, sql, -1, memory.out, 0),
    );
    this.#connection.check(code);
    const made = memory.pointer(memory.out);
    if (made === 0) throw invalidValue('The SQL query contains no statements.');
    this.times++;
    return made;
  }
}

/** Steps on. @returns whether there is a row; @throws the connection's error */
export function step(connection: Connection, statement: Pointer): boolean {
  const code = connection.library.api.sqlite3_step(statement);
  if (code === ROW) return true;
  connection.check(code, DONE);
  return false;
}
