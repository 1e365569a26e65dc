/**
 * SQLite's file system ("VFS") for one process: its C structures, filled with functions that do
 * their work on the machine's disk (`files.ts`), by its clock and from its seed. The only one that
 * connections get: so nothing of theirs is anywhere else.
 */
import * as sqlite from './api.ts';
import type { Pointer } from './api.ts';
import type { Callback, Signature } from './callbacks.ts';
import type { Files, OpenFile } from './files.ts';
import type { Library } from './library.ts';

const { OK } = sqlite;

export interface VfsSetup {
  readonly library: Library;
  readonly files: () => Files;
  /** Seeded, 0 ≤ x < 1. */
  readonly random: () => number;
  /** Unix ms, with fractions, that the machine's calendar shows. */
  readonly now: () => number;
  /** Holds the event loop for so many ms. */
  readonly sleep: (ms: number) => void;
}

/** Julian day 0 to 1970, in ms. */
const JULIAN_MS = 210_866_760_000_000;
const DAY_MS = 86_400_000;
const LONGEST_PATH = 512;
const SECTOR = 4096;
/** What is not written does not change when power is lost, and parts of pages can be read. */
const POWERSAFE_OVERWRITE = 0x1000;
const SUBPAGE_READ = 0x8000;
/** `xAccess` asks whether there is a file, not what may be done with it. */
const ACCESS_EXISTS = 0;

/** Offsets of `sqlite3_vfs` and `sqlite3_io_methods`, which begin with a version, and their sizes. */
export const VFS = {
  iVersion: 0,
  szOsFile: 4,
  mxPathname: 8,
  zName: 16,
  xOpen: 24,
  xDelete: 28,
  xAccess: 32,
  xFullPathname: 36,
  xRandomness: 56,
  xSleep: 60,
  xCurrentTime: 64,
  xGetLastError: 68,
  xCurrentTimeInt64: 72,
} as const;
export const VFS_SIZE = 88;
export const METHODS = {
  iVersion: 0,
  xClose: 4,
  xRead: 8,
  xWrite: 12,
  xTruncate: 16,
  xSync: 20,
  xFileSize: 24,
  xLock: 28,
  xUnlock: 32,
  xCheckReservedLock: 36,
  xFileControl: 40,
  xSectorSize: 44,
  xDeviceCharacteristics: 48,
  xShmMap: 52,
  xShmLock: 56,
  xShmBarrier: 60,
  xShmUnmap: 64,
} as const;
export const METHODS_SIZE = 76;
/** `sqlite3_file` is a pointer to its methods. */
const FILE_SIZE = 4;

type FunctionOf<T> = Extract<keyof T, `x${string}`>;
type VfsFunction = FunctionOf<typeof VFS> | FunctionOf<typeof METHODS>;

/**
 * The functions, and how to make it the file system of every connection once they have their numbers.
 */
export function createVfs(setup: VfsSetup): {
  readonly callbacks: Readonly<Record<VfsFunction, Callback>>;
  readonly register: (numbers: Readonly<Record<VfsFunction, Pointer>>) => void;
} {
  const { api, memory } = setup.library;
  const open = new Map<Pointer, OpenFile>();
  let methods: Pointer = 0;

  /** What the disk refuses, in SQLite's numbers; anything else goes on to the program. */
  const answer = (failure: number, run: () => number): number => {
    try {
      return run();
    } catch (error) {
      const { code } = error as { code?: unknown };
      if (typeof code !== 'string') throw error;
      return code === 'ENOSPC' ? sqlite.FULL : failure;
    }
  };
  const of = (file: Pointer): OpenFile => open.get(file)!;
  const part = (at: Pointer, length: number) => memory.bytes.subarray(at, at + length);
  const entry = (type: Signature, run: Callback['run']): Callback => ({ type, run });

  const callbacks: Record<VfsFunction, Callback> = {
    xOpen: entry(
      'iiiii:i',
      (_vfs: Pointer, name: Pointer, file: Pointer, flags: number, outFlags: Pointer) => {
        // Where there are no methods, a file is not open.
        memory.setInt32(file, 0);
        return answer(sqlite.CANTOPEN, () => {
          open.set(file, setup.files().open(memory.textOrNull(name), flags));
          memory.setInt32(file, methods);
          if (outFlags !== 0) memory.setInt32(outFlags, flags);
          return OK;
        });
      },
    ),
    xDelete: entry('iii:i', (_vfs: Pointer, name: Pointer, sync: number) =>
      answer(sqlite.IOERR_DELETE, () => setup.files().delete(memory.text(name), sync !== 0)),
    ),
    xAccess: entry('iiii:i', (_vfs: Pointer, name: Pointer, what: number, out: Pointer) => {
      const path = memory.text(name);
      const files = setup.files();
      const yes = what === ACCESS_EXISTS ? files.exists(path) : files.allows(path);
      memory.setInt32(out, Number(yes));
      return OK;
    }),
    xFullPathname: entry('iiii:i', (_vfs: Pointer, name: Pointer, size: number, out: Pointer) =>
      memory.withText(setup.files().fullPath(memory.text(name)), (at, length) => {
        if (length >= size) return sqlite.CANTOPEN;
        memory.bytes.copyWithin(out, at, at + length + 1);
        return OK;
      }),
    ),
    xRandomness: entry('iii:i', (_vfs: Pointer, length: number, out: Pointer) => {
      for (let i = 0; i < length; i++) memory.bytes[out + i] = Math.floor(setup.random() * 256);
      return length;
    }),
    xSleep: entry('ii:i', (_vfs: Pointer, microseconds: number) => {
      setup.sleep(microseconds / 1000);
      return microseconds;
    }),
    xCurrentTime: entry('ii:i', (_vfs: Pointer, out: Pointer) => {
      memory.setFloat64(out, (setup.now() + JULIAN_MS) / DAY_MS);
      return OK;
    }),
    xCurrentTimeInt64: entry('ii:i', (_vfs: Pointer, out: Pointer) => {
      memory.setInt64(out, BigInt(Math.floor(setup.now()) + JULIAN_MS));
      return OK;
    }),
    xGetLastError: entry('iii:i', () => 0),

    xClose: entry('i:i', (file: Pointer) => {
      const closing = of(file);
      closing.unmap((region) => api.free(region));
      closing.close();
      open.delete(file);
      return OK;
    }),
    xRead: entry('iiij:i', (file: Pointer, target: Pointer, length: number, at: bigint) =>
      answer(sqlite.IOERR_READ, () => of(file).read(part(target, length), Number(at))),
    ),
    xWrite: entry('iiij:i', (file: Pointer, bytes: Pointer, length: number, at: bigint) =>
      answer(sqlite.IOERR_WRITE, () => of(file).write(part(bytes, length), Number(at))),
    ),
    xTruncate: entry('ij:i', (file: Pointer, size: bigint) =>
      answer(sqlite.IOERR_TRUNCATE, () => of(file).truncate(Number(size))),
    ),
    xSync: entry('ii:i', (file: Pointer) => answer(sqlite.IOERR_FSYNC, () => of(file).sync())),
    xFileSize: entry('ii:i', (file: Pointer, out: Pointer) =>
      answer(sqlite.IOERR_FSTAT, () => {
        memory.setInt64(out, BigInt(of(file).size));
        return OK;
      }),
    ),
    xLock: entry('ii:i', (file: Pointer, level: number) => of(file).lockTo(level)),
    xUnlock: entry('ii:i', (file: Pointer, level: number) => of(file).unlockTo(level)),
    xCheckReservedLock: entry('ii:i', (file: Pointer, out: Pointer) => {
      memory.setInt32(out, Number(of(file).reserved));
      return OK;
    }),
    xFileControl: entry('iii:i', () => sqlite.NOTFOUND),
    xSectorSize: entry('i:i', () => SECTOR),
    xDeviceCharacteristics: entry('i:i', () => POWERSAFE_OVERWRITE | SUBPAGE_READ),
    xShmMap: entry(
      'iiiii:i',
      (file: Pointer, region: number, size: number, extend: number, out: Pointer) => {
        const make = (): Pointer => {
          const at = api.malloc(size);
          if (at !== 0) memory.bytes.fill(0, at, at + size);
          return at;
        };
        const at = of(file).map(region, extend !== 0, make);
        memory.setInt32(out, at);
        return at === 0 && extend !== 0 ? sqlite.IOERR_NOMEM : OK;
      },
    ),
    xShmLock: entry('iiii:i', (file: Pointer, first: number, count: number, flags: number) =>
      of(file).lockIndex(first, count, flags),
    ),
    // One thread: nothing is out of order.
    xShmBarrier: entry('i:', () => {}),
    xShmUnmap: entry('ii:i', (file: Pointer) => {
      of(file).unmap((region) => api.free(region));
      return OK;
    }),
  };

  const register = (numbers: Readonly<Record<VfsFunction, Pointer>>): void => {
    const place = (size: number, offsets: Readonly<Record<string, number>>, version: number) => {
      const at = api.malloc(size);
      memory.bytes.fill(0, at, at + size);
      memory.setInt32(at, version);
      for (const [name, offset] of Object.entries(offsets))
        if (name in numbers) memory.setInt32(at + offset, numbers[name as VfsFunction]);
      return at;
    };
    // Its second version has the functions of write-ahead logs; its third would map files.
    methods = place(METHODS_SIZE, METHODS, 2);
    const vfs = place(VFS_SIZE, VFS, 2);
    memory.setInt32(vfs + VFS.szOsFile, FILE_SIZE);
    memory.setInt32(vfs + VFS.mxPathname, LONGEST_PATH);
    memory.setInt32(vfs + VFS.zName, memory.keepText('disk'));
    api.sqlite3_vfs_register(vfs, 1);
  };
  return { callbacks, register };
}
