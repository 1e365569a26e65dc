/** `Session`, which records changes, and what applies them elsewhere. */
import * as sqlite from './api.ts';
import type { Pointer } from './api.ts';
import type { Callback } from './callbacks.ts';
import { dressed } from './classes.ts';
import type { Connection } from './connection.ts';
import { illegalConstructor, invalidState, invalidType, notOpen, sqliteError } from './errors.ts';
import type { Library } from './library.ts';
import { callback, isInt32, optionsOf, text } from './options.ts';

type Fn = (...args: unknown[]) => unknown;

const ABORT_CHANGESET = 2;

class DatabaseSession {
  readonly #connection: Connection;
  readonly #isOpen: () => boolean;
  #pointer: Pointer;

  /** @param isOpen whether its database still is, with this connection */
  constructor(connection: Connection, isOpen: () => boolean, pointer: Pointer) {
    this.#connection = connection;
    this.#isOpen = isOpen;
    this.#pointer = pointer;
  }

  static is(value: object): boolean {
    return #connection in value;
  }

  changeset(): Uint8Array {
    return this.#bytes((session, size, bytes) =>
      this.#connection.library.api.sqlite3session_changeset(session, size, bytes),
    );
  }

  patchset(): Uint8Array {
    return this.#bytes((session, size, bytes) =>
      this.#connection.library.api.sqlite3session_patchset(session, size, bytes),
    );
  }

  close(): void {
    this.#check();
    this.#connection.library.api.sqlite3session_delete(this.#pointer);
    this.#connection.sessions.delete(this.#pointer);
    this.#pointer = 0;
  }

  [Symbol.dispose](): void {
    if (this.#isOpen() && this.#pointer !== 0) this.close();
  }

  #check(): void {
    if (!this.#isOpen()) throw notOpen();
    if (this.#pointer === 0) throw invalidState('session is not open');
  }

  #bytes(make: (session: Pointer, size: Pointer, bytes: Pointer) => number): Uint8Array {
    this.#check();
    const { api, memory } = this.#connection.library;
    this.#connection.check(make(this.#pointer, memory.out, memory.out + 4));
    const at = memory.pointer(memory.out + 4);
    const bytes = memory.copy(at, memory.pointer(memory.out));
    api.sqlite3_free(at);
    return bytes;
  }
}

export const Session = dressed(DatabaseSession, 'Session', illegalConstructor);

/** `DatabaseSync.createSession(options)`. */
export function createSession(
  connection: Connection,
  isOpen: () => boolean,
  args: readonly unknown[],
): object {
  const options = optionsOf(args[0], args.length > 0);
  const table = text(options, 'table', '');
  const name = text(options, 'db', 'main');
  const { api, memory } = connection.library;
  const made = memory.withText(name, (at) =>
    api.sqlite3session_create(connection.pointer, at, memory.out),
  );
  connection.check(made);
  const session = memory.pointer(memory.out);
  connection.sessions.add(session);
  const attached =
    table === ''
      ? api.sqlite3session_attach(session, 0)
      : memory.withText(table, (at) => api.sqlite3session_attach(session, at));
  connection.check(attached);
  return new DatabaseSession(connection, isOpen, session);
}

interface Apply {
  readonly connection: Connection;
  readonly filter: Fn | undefined;
  readonly onConflict: Fn | undefined;
}

/** Applies changes of sessions; what the program says to each is asked by callbacks. */
export class Changes {
  readonly #library: Library;
  readonly #running: Apply[] = [];
  #numbers!: Readonly<Record<keyof Changes['callbacks'], Pointer>>;

  constructor(library: Library) {
    this.#library = library;
  }

  readonly callbacks = {
    filter: { type: 'ii:i', run: (_arg: Pointer, table: Pointer) => this.#filter(table) },
    conflict: { type: 'iii:i', run: (_arg: Pointer, kind: number) => this.#conflict(kind) },
  } satisfies Record<string, Callback>;

  use(numbers: Readonly<Record<keyof Changes['callbacks'], Pointer>>): void {
    this.#numbers = numbers;
  }

  /** `DatabaseSync.applyChangeset(changeset, options)`. @returns whether it was applied */
  apply(connection: Connection, args: readonly unknown[]): boolean {
    const [changeset, given] = args;
    if (!(changeset instanceof Uint8Array))
      throw invalidType('The "changeset" argument must be a Uint8Array.');
    const options = optionsOf(given, given !== undefined);
    const onConflict = callback(options, 'onConflict');
    const filter = callback(options, 'filter');
    const { api, memory } = this.#library;
    this.#running.push({ connection, filter, onConflict });
    let code: number;
    try {
      code = memory.withBytes(changeset, (at, length) =>
        api.sqlite3changeset_apply(
          connection.pointer,
          length,
          at,
          this.#numbers.filter,
          this.#numbers.conflict,
          0,
        ),
      );
    } finally {
      this.#running.pop();
    }
    connection.rethrow();
    if (code === sqlite.OK) return true;
    if (code === sqlite.ABORT) return false;
    throw sqliteError(memory.text(api.sqlite3_errstr(code)), { errcode: code });
  }

  #filter(table: Pointer): number {
    const { connection, filter } = this.#running.at(-1)!;
    if (!filter) return 1;
    if (connection.hasThrown) return 0;
    const name = this.#library.memory.text(table);
    return connection.guard(
      () => Number(Boolean(Reflect.apply(filter, null, [name]))),
      () => 0,
    );
  }

  #conflict(kind: number): number {
    const { connection, onConflict } = this.#running.at(-1)!;
    if (!onConflict) return ABORT_CHANGESET;
    return connection.guard(
      () => {
        const answer: unknown = Reflect.apply(onConflict, null, [kind]);
        return isInt32(answer) ? answer : -1;
      },
      () => ABORT_CHANGESET,
    );
  }
}
