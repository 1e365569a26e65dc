/** `StatementSync`, and the iterator over its rows. */
import type { Pointer } from './api.ts';
import { dressed, ownGetters } from './classes.ts';
import { step, type Compiled, type Connection } from './connection.ts';
import { illegalConstructor, invalidState, sqliteError } from './errors.ts';
import { flagArgument } from './options.ts';
import { Binder, NOTHING, parametersOf, type BindOptions, type Parameters } from './parameters.ts';
import { readRow, type SqliteValue } from './values.ts';

export interface StatementOptions extends BindOptions {
  readonly readBigInts: boolean;
  readonly returnArrays: boolean;
}

type Row = SqliteValue[] | Record<string, SqliteValue>;

class Statement {
  readonly #connection: Connection;
  readonly #compiled: Compiled;
  #options: StatementOptions;
  readonly #binder: Binder;
  /** How often it was begun anew. */
  #runs = 0;
  /** What was bound to it, and to which of its compilations. */
  #bound: { readonly parameters: Parameters; readonly times: number };

  constructor(connection: Connection, compiled: Compiled, options: StatementOptions) {
    this.#connection = connection;
    this.#compiled = compiled;
    this.#options = options;
    this.#binder = new Binder(connection);
    this.#bound = { parameters: NOTHING, times: compiled.times };
    ownGetters(this, {
      sourceSQL: () => {
        const { api, memory } = this.#connection.library;
        return memory.text(api.sqlite3_sql(this.#compiled.use()));
      },
      expandedSQL: () => this.#expanded(),
    });
  }

  static is(value: object): boolean {
    return #compiled in value;
  }

  iterate(...args: unknown[]): IterableIterator<Row> {
    this.#begin(args);
    return this.#rows();
  }

  all(...args: unknown[]): Row[] {
    const statement = this.#begin(args);
    return this.#resetting(statement, () => {
      const rows: Row[] = [];
      while (this.#step(statement)) rows.push(this.#row(statement));
      return rows;
    });
  }

  get(...args: unknown[]): Row | undefined {
    const statement = this.#begin(args);
    return this.#resetting(statement, () => {
      const { api } = this.#connection.library;
      if (!this.#step(statement) || api.sqlite3_column_count(statement) === 0) return undefined;
      return this.#row(statement);
    });
  }

  run(...args: unknown[]): { changes: number | bigint; lastInsertRowid: number | bigint } {
    const { api } = this.#connection.library;
    const statement = this.#begin(args);
    api.sqlite3_step(statement);
    this.#connection.check(api.sqlite3_reset(statement));
    const db = this.#connection.pointer;
    const give = (value: bigint) => (this.#options.readBigInts ? value : Number(value));
    return {
      changes: give(api.sqlite3_changes64(db)),
      lastInsertRowid: give(api.sqlite3_last_insert_rowid(db)),
    };
  }

  columns(): Record<string, string | null>[] {
    const { api, memory } = this.#connection.library;
    const statement = this.#compiled.use();
    return Array.from({ length: api.sqlite3_column_count(statement) }, (_, i) =>
      bare({
        column: memory.textOrNull(api.sqlite3_column_origin_name(statement, i)),
        database: memory.textOrNull(api.sqlite3_column_database_name(statement, i)),
        name: memory.textOrNull(api.sqlite3_column_name(statement, i)),
        table: memory.textOrNull(api.sqlite3_column_table_name(statement, i)),
        type: memory.textOrNull(api.sqlite3_column_decltype(statement, i)),
      }),
    );
  }

  setAllowBareNamedParameters(on: unknown): void {
    this.#set('allowBareNamedParameters', 'allowBareNamedParameters', on);
  }

  setAllowUnknownNamedParameters(on: unknown): void {
    this.#set('allowUnknownNamedParameters', 'enabled', on);
  }

  setReadBigInts(on: unknown): void {
    this.#set('readBigInts', 'readBigInts', on);
  }

  setReturnArrays(on: unknown): void {
    this.#set('returnArrays', 'returnArrays', on);
  }

  // -------------------------------------------------------------- inside

  #set(option: keyof StatementOptions, name: string, on: unknown): void {
    this.#compiled.use();
    this.#options = { ...this.#options, [option]: flagArgument(on, name) };
  }

  /** Ready for its first step, with these parameters. */
  #begin(args: readonly unknown[]): Pointer {
    const { api } = this.#connection.library;
    // The program may run while its values are read: before anything is begun.
    const parameters = parametersOf(args);
    const statement = this.#compiled.use();
    this.#runs++;
    this.#connection.check(api.sqlite3_reset(statement));
    this.#connection.check(api.sqlite3_clear_bindings(statement));
    this.#binder.bind(statement, parameters, this.#options);
    this.#bound = { parameters, times: this.#compiled.times };
    return statement;
  }

  /** Its address, with what was bound to it. */
  #continued(): Pointer {
    const statement = this.#compiled.use();
    const { parameters, times } = this.#bound;
    if (times !== this.#compiled.times) {
      this.#binder.bind(statement, parameters, this.#options);
      this.#bound = { parameters, times: this.#compiled.times };
    }
    return statement;
  }

  #step(statement: Pointer): boolean {
    return step(this.#connection, statement);
  }

  #resetting<T>(statement: Pointer, run: () => T): T {
    try {
      return run();
    } finally {
      this.#connection.library.api.sqlite3_reset(statement);
    }
  }

  #row(statement: Pointer): Row {
    const { library } = this.#connection;
    const count = library.api.sqlite3_column_count(statement);
    const values = readRow(library, statement, count, this.#options.readBigInts);
    if (this.#options.returnArrays) return values;
    const row = Object.create(null) as Record<string, SqliteValue>;
    values.forEach((value, i) => {
      row[library.memory.text(library.api.sqlite3_column_name(statement, i))] = value;
    });
    return row;
  }

  #expanded(): string {
    const { api, memory } = this.#connection.library;
    const at = api.sqlite3_expanded_sql(this.#continued());
    if (at === 0) throw sqliteError('Expanded SQL text would exceed configured limits');
    const text = memory.text(at);
    api.sqlite3_free(at);
    return text;
  }

  #rows(): IterableIterator<Row> {
    const run = this.#runs;
    const { api } = this.#connection.library;
    let ended = false;
    const end = { done: true, value: null };
    return new StatementIterator({
      next: () => {
        const statement = this.#continued();
        if (ended) return bare(end);
        if (run !== this.#runs) throw invalidState('iterator was invalidated');
        if (this.#step(statement)) return bare({ done: false, value: this.#row(statement) });
        api.sqlite3_reset(statement);
        ended = true;
        return bare(end);
      },
      return: () => {
        api.sqlite3_reset(this.#compiled.use());
        ended = true;
        return bare(end);
      },
    }) as unknown as IterableIterator<Row>;
  }
}

interface Turns {
  readonly next: () => object;
  readonly return: () => object;
}

class StatementIterator {
  readonly #turns: Turns;

  constructor(turns: Turns) {
    this.#turns = turns;
  }

  static is(value: object): boolean {
    return #turns in value;
  }

  next(): object {
    return this.#turns.next();
  }

  return(): object {
    return this.#turns.return();
  }
}

/** Without a prototype, as Node's plain results are. */
function bare<T extends object>(facts: T): T {
  return Object.assign(Object.create(null) as T, facts);
}

dressed(StatementIterator, 'StatementSyncIterator', illegalConstructor);
// `Iterator.prototype`, by a way that every browser has.
Object.setPrototypeOf(
  StatementIterator.prototype,
  Object.getPrototypeOf(Object.getPrototypeOf([][Symbol.iterator]())) as object,
);

/** What programs find under this name: they get statements from a database alone. */
export const StatementSync = dressed(Statement, 'StatementSync', illegalConstructor);
export type { Statement };

export function makeStatement(...args: ConstructorParameters<typeof Statement>): Statement {
  return new Statement(...args);
}
