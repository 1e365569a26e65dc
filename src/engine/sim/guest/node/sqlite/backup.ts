/** `backup`: copies a database page by page, some at a time, while the program goes on. */
import * as sqlite from './api.ts';
import type { Pointer } from './api.ts';
import { Connection } from './connection.ts';
import { sqliteError } from './errors.ts';
import type { Library } from './library.ts';
import { callback, databasePath, integer, optionsOf, text } from './options.ts';

/** Of a step that is not an error, and may be tried again. */
const GOES_ON: readonly number[] = [sqlite.OK, sqlite.DONE, sqlite.BUSY, sqlite.LOCKED];
const RATE = 100;

export interface BackupSetup {
  readonly library: Library;
  /** Calls back after so many ms of virtual time. */
  readonly later: (run: () => void, ms: number) => void;
}

/**
 * `backup(sourceDb, path, options)`, for a database that is open.
 * @returns a promise of how many pages there were
 * @throws TypeError for arguments of another kind
 */
export function backup(
  { library, later }: BackupSetup,
  from: Connection,
  args: readonly unknown[],
): Promise<number> {
  const path = databasePath(args[0]);
  const options = optionsOf(args[1], args.length > 1);
  const rate = integer(options, 'rate', RATE);
  const source = text(options, 'source', 'main');
  const target = text(options, 'target', 'main');
  const progress = callback(options, 'progress');
  const { api, memory } = library;
  return new Promise((resolve, reject) => {
    const flags = sqlite.OPEN.READWRITE | sqlite.OPEN.CREATE | sqlite.OPEN.URI;
    const opened = memory.withText(path, (at) => api.sqlite3_open_v2(at, memory.out, flags, 0));
    const to = new Connection(library, memory.pointer(memory.out));
    let job: Pointer = 0;
    const finish = (end: () => void): void => {
      if (job !== 0) api.sqlite3_backup_finish(job);
      from.backups.delete(stop);
      api.sqlite3_close_v2(to.pointer);
      end();
    };
    let stopped = false;
    const stop = (): void => {
      stopped = true;
      finish(() => {});
    };
    const fail = (error: unknown): void => finish(() => reject(error));
    if (opened !== sqlite.OK) {
      fail(to.failure());
      return;
    }
    job = memory.withText(target, (toName) =>
      memory.withText(source, (fromName) =>
        api.sqlite3_backup_init(to.pointer, toName, from.pointer, fromName),
      ),
    );
    if (job === 0) {
      fail(to.failure());
      return;
    }
    from.backups.add(stop);
    const turn = (): void => {
      if (stopped) return;
      const code = api.sqlite3_backup_step(job, rate);
      if (!GOES_ON.includes(code)) {
        const errstr = memory.text(api.sqlite3_errstr(code));
        fail(sqliteError(errstr, { errcode: code, errstr }));
        return;
      }
      const totalPages = api.sqlite3_backup_pagecount(job);
      const remainingPages = api.sqlite3_backup_remaining(job);
      if (remainingPages === 0 && code === sqlite.DONE) {
        finish(() => resolve(totalPages));
        return;
      }
      try {
        progress?.({ totalPages, remainingPages });
      } catch (error) {
        fail(error);
        return;
      }
      later(turn, code === sqlite.OK ? 0 : RETRY_MS);
    };
    later(turn, 0);
  });
}

/** ms until a page is tried again that somebody else has locked. */
const RETRY_MS = 1;
