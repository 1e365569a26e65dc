/** What is used of SQLite's C interface, as its WebAssembly build exports it, and its numbers. */

/** An address in SQLite's memory; 0 is no address. */
export type Pointer = number;

/** Functions of the build: sqlite.org describes each. 64-bit integers are bigints. */
export interface Api {
  __wasm_call_ctors(): void;
  readonly __indirect_function_table: WebAssembly.Table;
  malloc(size: number): Pointer;
  free(at: Pointer): void;
  sqlite3_initialize(): number;
  sqlite3_malloc(size: number): Pointer;
  sqlite3_free(at: Pointer): void;
  sqlite3_vfs_register(vfs: Pointer, asDefault: number): number;

  sqlite3_open_v2(name: Pointer, db: Pointer, flags: number, vfs: Pointer): number;
  sqlite3_close_v2(db: Pointer): number;
  sqlite3_exec(db: Pointer, sql: Pointer, call: Pointer, arg: Pointer, error: Pointer): number;
  sqlite3_busy_timeout(db: Pointer, ms: number): number;
  sqlite3_get_autocommit(db: Pointer): number;
  sqlite3_limit(db: Pointer, id: number, value: number): number;
  sqlite3_db_filename(db: Pointer, name: Pointer): Pointer;
  sqlite3_changes64(db: Pointer): bigint;
  sqlite3_last_insert_rowid(db: Pointer): bigint;
  sqlite3_errmsg(db: Pointer): Pointer;
  sqlite3_errcode(db: Pointer): number;
  sqlite3_extended_errcode(db: Pointer): number;
  sqlite3_errstr(code: number): Pointer;
  sqlite3_set_authorizer(db: Pointer, call: Pointer, arg: Pointer): number;
  sqlite3_serialize(db: Pointer, name: Pointer, size: Pointer, flags: number): Pointer;
  sqlite3_deserialize(
    db: Pointer,
    name: Pointer,
    data: Pointer,
    size: bigint,
    room: bigint,
    flags: number,
  ): number;
  /** `sqlite3_db_config` of an option that is on or off; `out` may be 0. */
  sqlite3__wasm_db_config_ip(db: Pointer, option: number, on: number, out: Pointer): number;

  sqlite3_prepare_v2(
    db: Pointer,
    sql: Pointer,
    length: number,
    statement: Pointer,
    tail: Pointer,
  ): number;
  sqlite3_finalize(statement: Pointer): number;
  sqlite3_step(statement: Pointer): number;
  sqlite3_reset(statement: Pointer): number;
  sqlite3_stmt_busy(statement: Pointer): number;
  sqlite3_clear_bindings(statement: Pointer): number;
  sqlite3_sql(statement: Pointer): Pointer;
  sqlite3_expanded_sql(statement: Pointer): Pointer;
  sqlite3_bind_parameter_count(statement: Pointer): number;
  sqlite3_bind_parameter_name(statement: Pointer, index: number): Pointer;
  sqlite3_bind_parameter_index(statement: Pointer, name: Pointer): number;
  sqlite3_bind_null(statement: Pointer, index: number): number;
  sqlite3_bind_int(statement: Pointer, index: number, value: number): number;
  sqlite3_bind_int64(statement: Pointer, index: number, value: bigint): number;
  sqlite3_bind_double(statement: Pointer, index: number, value: number): number;
  sqlite3_bind_text(
    statement: Pointer,
    index: number,
    text: Pointer,
    length: number,
    end: number,
  ): number;
  sqlite3_bind_blob(
    statement: Pointer,
    index: number,
    bytes: Pointer,
    length: number,
    end: number,
  ): number;
  sqlite3_column_count(statement: Pointer): number;
  sqlite3_column_name(statement: Pointer, column: number): Pointer;
  sqlite3_column_origin_name(statement: Pointer, column: number): Pointer;
  sqlite3_column_table_name(statement: Pointer, column: number): Pointer;
  sqlite3_column_database_name(statement: Pointer, column: number): Pointer;
  sqlite3_column_decltype(statement: Pointer, column: number): Pointer;
  sqlite3_column_type(statement: Pointer, column: number): number;
  sqlite3_column_double(statement: Pointer, column: number): number;
  sqlite3_column_int64(statement: Pointer, column: number): bigint;
  sqlite3_column_text(statement: Pointer, column: number): Pointer;
  sqlite3_column_blob(statement: Pointer, column: number): Pointer;
  sqlite3_column_bytes(statement: Pointer, column: number): number;

  sqlite3_create_function_v2(
    db: Pointer,
    name: Pointer,
    args: number,
    flags: number,
    app: Pointer,
    call: Pointer,
    step: Pointer,
    final: Pointer,
    destroy: Pointer,
  ): number;
  sqlite3_create_window_function(
    db: Pointer,
    name: Pointer,
    args: number,
    flags: number,
    app: Pointer,
    step: Pointer,
    final: Pointer,
    value: Pointer,
    inverse: Pointer,
    destroy: Pointer,
  ): number;
  sqlite3_user_data(context: Pointer): Pointer;
  sqlite3_aggregate_context(context: Pointer, size: number): Pointer;
  sqlite3_value_type(value: Pointer): number;
  sqlite3_value_double(value: Pointer): number;
  sqlite3_value_int64(value: Pointer): bigint;
  sqlite3_value_text(value: Pointer): Pointer;
  sqlite3_value_blob(value: Pointer): Pointer;
  sqlite3_value_bytes(value: Pointer): number;
  sqlite3_result_null(context: Pointer): void;
  sqlite3_result_double(context: Pointer, value: number): void;
  sqlite3_result_int64(context: Pointer, value: bigint): void;
  sqlite3_result_text(context: Pointer, text: Pointer, length: number, end: number): void;
  sqlite3_result_blob(context: Pointer, bytes: Pointer, length: number, end: number): void;
  sqlite3_result_error(context: Pointer, text: Pointer, length: number): void;

  sqlite3session_create(db: Pointer, name: Pointer, session: Pointer): number;
  sqlite3session_attach(session: Pointer, table: Pointer): number;
  sqlite3session_delete(session: Pointer): void;
  sqlite3session_changeset(session: Pointer, size: Pointer, bytes: Pointer): number;
  sqlite3session_patchset(session: Pointer, size: Pointer, bytes: Pointer): number;
  sqlite3changeset_apply(
    db: Pointer,
    size: number,
    bytes: Pointer,
    filter: Pointer,
    conflict: Pointer,
    arg: Pointer,
  ): number;

  sqlite3_backup_init(to: Pointer, toName: Pointer, from: Pointer, fromName: Pointer): Pointer;
  sqlite3_backup_step(backup: Pointer, pages: number): number;
  sqlite3_backup_finish(backup: Pointer): number;
  sqlite3_backup_remaining(backup: Pointer): number;
  sqlite3_backup_pagecount(backup: Pointer): number;
}

/** Result codes. */
export const OK = 0;
export const ABORT = 4;
export const BUSY = 5;
export const LOCKED = 6;
export const IOERR = 10;
export const NOTFOUND = 12;
export const FULL = 13;
export const CANTOPEN = 14;
export const ROW = 100;
export const DONE = 101;

/** `SQLITE_IOERR_…`: what of input or output failed. */
export const IOERR_READ = IOERR | (1 << 8);
export const IOERR_SHORT_READ = IOERR | (2 << 8);
export const IOERR_WRITE = IOERR | (3 << 8);
export const IOERR_FSYNC = IOERR | (4 << 8);
export const IOERR_TRUNCATE = IOERR | (6 << 8);
export const IOERR_FSTAT = IOERR | (7 << 8);
export const IOERR_DELETE = IOERR | (10 << 8);
export const IOERR_NOMEM = IOERR | (12 << 8);
export const IOERR_DELETE_NOENT = IOERR | (23 << 8);

/** Types of values. */
export const INTEGER = 1;
export const FLOAT = 2;
export const TEXT = 3;
export const BLOB = 4;

/** SQLite copies what it is given. */
export const TRANSIENT = -1;

/** Flags of `sqlite3_open_v2` and of a file system's `xOpen`. */
export const OPEN = {
  READONLY: 0x1,
  READWRITE: 0x2,
  CREATE: 0x4,
  DELETEONCLOSE: 0x8,
  EXCLUSIVE: 0x10,
  URI: 0x40,
  MAIN_JOURNAL: 0x800,
  SUPER_JOURNAL: 0x4000,
  WAL: 0x80000,
} as const;
