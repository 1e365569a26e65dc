/**
 * `node:sqlite` of one process: SQLite's own WebAssembly build, on the machine's disk, by its clock
 * and from its seed. A bundle of its own (`hosts/bundle.ts`), which is loaded for programs that
 * import it; what it shares with the rest of the library is types and some words.
 */
import type { NodeModule } from '../../runtime.ts';
import { backup } from './backup.ts';
import { tableNumbers } from './callbacks.ts';
import { named } from '../../platform.ts';
import { constants } from './constants.ts';
import { createDatabaseClass } from './database.ts';
import { invalidType } from './errors.ts';
import { Files, type FileSystem } from './files.ts';
import { Functions } from './functions.ts';
import { openLibrary, type Platform } from './library.ts';
import { Changes, Session } from './session.ts';
import { StatementSync } from './statement.ts';
import { createVfs } from './vfs.ts';

export interface SqliteSetup {
  readonly platform: Platform;
  /** The build, compiled. */
  readonly module: WebAssembly.Module;
  readonly fs: () => FileSystem;
  /** Where relative paths begin. */
  readonly cwd: string;
  /** Seeded, 0 ≤ x < 1. */
  readonly random: () => number;
  /** Unix ms, with fractions, that the machine's calendar shows. */
  readonly now: () => number;
  /** Virtual ms since the session began. */
  readonly clock: () => number;
  /** Holds the event loop for so many ms. */
  readonly sleep: (ms: number) => void;
  /** Calls back after so many ms of virtual time. */
  readonly later: (run: () => void, ms: number) => void;
}

/** Makes the module; before any program runs, as it takes hold of the platform. */
export function createSqlite(setup: SqliteSetup): NodeModule {
  const { platform, random, now, clock, sleep, later } = setup;
  const library = openLibrary(platform, setup.module, { now, clock });
  let made: Files | null = null;
  const files = (): Files => (made ??= new Files(setup.fs(), setup.cwd));
  const vfs = createVfs({ library, files, random, now, sleep });
  const functions = new Functions(library);
  const changes = new Changes(library);
  const numbers = tableNumbers(platform, library.api.__indirect_function_table, {
    ...vfs.callbacks,
    ...functions.callbacks,
    ...changes.callbacks,
  });
  vfs.register(numbers);
  functions.use(numbers);
  changes.use(numbers);
  library.api.sqlite3_initialize();
  const { DatabaseSync, connectionOf } = createDatabaseClass({ library, functions, changes });
  const copy = (...args: unknown[]): Promise<number> => {
    const [from, ...more] = args;
    if (Object(from) !== from) throw invalidType('The "sourceDb" argument must be an object.');
    return backup({ library, later }, connectionOf(from as object), more);
  };
  const sqlite = {
    DatabaseSync,
    StatementSync,
    Session,
    constants: { ...constants },
    backup: named(copy, 'backup'),
  };
  return { ...sqlite, default: sqlite };
}
