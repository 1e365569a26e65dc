/**
 * What a program can ask of `fs`, one function each, whatever its form: it checks the arguments and
 * gives a job with its cost. `forms.ts` makes the blocking form, the one with a callback and the one
 * with a promise of it.
 *
 * What it costs, on the reference disk (a plain solid-state one): the cache answers at once, but for
 * the call; what is read comes from the disk; what is synced goes there.
 */
import type { DiskJob } from '../../disk.ts';
import type { Runtime } from '../../runtime.ts';
import { Buffer } from '../buffer.ts';
import {
  bytesOf,
  checkSignal,
  encodingOf,
  fdOf,
  optionsOf,
  partOf,
  pathOf,
  positionOf,
  refuse,
  viewOf,
} from './arguments.ts';
import { constants, flagsOf, modeOf } from './constants.ts';
import { fsError, rmFolderError } from './errors.ts';
import { Dirent, Stats } from './stats.ts';
import type { Volume } from './volume.ts';

/** ms of the reference disk. */
const CALL = 0.02;
const READ = 0.1;
const SYNC = 1;
/** ms per byte: 500 MB/s read, 1 GB/s into the cache, 200 MB/s synced. */
const PER_BYTE = { read: 2e-6, write: 1e-6, sync: 5e-6 } as const;

const FILE_MODE = 0o666;
const FOLDER_MODE = 0o777;
const { O_SYNC, O_DSYNC } = constants;

export type Operation = (...args: readonly unknown[]) => DiskJob<unknown>;

export interface ReadResult {
  readonly bytesRead: number;
  readonly buffer: unknown;
}

export interface WriteResult {
  readonly bytesWritten: number;
  readonly buffer: unknown;
}

export type Operations = ReturnType<typeof createOperations>;

const plain = <T>(run: () => T): DiskJob<T> => ({ cost: () => CALL, run });

/** Every operation of a process on its disk, by Node's name. */
export function createOperations(volume: Volume, runtime: Runtime) {
  /** Runs with a file open under a number, which is closed again if it was opened here. */
  const withFile = <T>(
    target: string | number,
    flags: number,
    mode: number,
    run: (fd: number) => T,
  ): T => {
    if (typeof target === 'number') return run(target);
    const fd = volume.open(target, flags, mode);
    try {
      return run(fd);
    } finally {
      volume.close(fd);
    }
  };

  const writeWhole =
    (defaultFlag: string) =>
    (file: unknown, data: unknown, more?: unknown): DiskJob<void> => {
      const options = optionsOf(more);
      const target = typeof file === 'number' ? file : pathOf(file);
      const bytes = bytesOf(data, encodingOf(options), 'data');
      const flags = flagsOf(options['flag'], defaultFlag);
      const mode = modeOf(options['mode'], FILE_MODE);
      const synced = Boolean(options['flush']) || (flags & (O_SYNC | O_DSYNC)) !== 0;
      return {
        cost: () =>
          2 * CALL +
          bytes.length * PER_BYTE.write +
          (synced ? SYNC + bytes.length * PER_BYTE.sync : 0),
        run: () => {
          checkSignal(options);
          withFile(target, flags, mode, (fd) => {
            if (toStream(runtime, fd, bytes)) return;
            volume.write(fd, bytes, null);
            if (options['flush']) volume.sync(fd, 'fsync');
          });
        },
      };
    };

  const sync =
    (syscall: string) =>
    (file: unknown): DiskJob<void> => {
      const fd = fdOf(file);
      return {
        cost: () => CALL + SYNC + volume.unsynced(fd) * PER_BYTE.sync,
        run: () => volume.sync(fd, syscall),
      };
    };

  const stat =
    (syscall: string) =>
    (file: unknown, more?: unknown): DiskJob<Stats | undefined> => {
      const path = pathOf(file);
      const options = optionsOf(more);
      refuse(options, syscall, 'bigint');
      return plain(() => {
        if (options['throwIfNoEntry'] === false && !volume.peek(path)) return undefined;
        return new Stats(volume.find(path, syscall));
      });
    };

  /** Every name below a folder, with its path from there. */
  const walk = (path: string, below: string, deep: boolean): Entry[] =>
    volume.list(path).flatMap((name) => {
      const folder = volume.find(`${path}/${name}`, 'scandir').kind === 'folder';
      const entry = { name, parent: path, relative: `${below}${name}`, folder };
      if (!deep || !folder) return [entry];
      return [entry, ...walk(`${path}/${name}`, `${below}${name}/`, deep)];
    });

  const removeTree = (path: string): void => {
    if (volume.find(path, 'rm').kind !== 'folder') {
      volume.unlink(path);
      return;
    }
    for (const name of volume.list(path)) removeTree(`${path}/${name}`);
    volume.rmdir(path);
  };

  return {
    access: (file: unknown) => {
      const path = pathOf(file);
      return plain(() => void volume.find(path, 'access'));
    },

    appendFile: writeWhole('a'),

    close: (file: unknown) => {
      const fd = fdOf(file);
      return { cost: () => 0, run: () => volume.close(fd) };
    },

    copyFile: (source: unknown, target: unknown, mode: unknown = 0) => {
      const from = pathOf(source, 'src');
      const to = pathOf(target, 'dest');
      return {
        cost: () => 2 * CALL + READ + volume.sizeOf(from) * (PER_BYTE.read + PER_BYTE.write),
        run: () => {
          const node = volume.peek(from);
          if (!node) throw fsError('ENOENT', 'copyfile', from, to);
          if (node.kind === 'folder') throw fsError('EISDIR', 'copyfile', from, to);
          if (Number(mode) & constants.COPYFILE_EXCL && volume.peek(to))
            throw fsError('EEXIST', 'copyfile', from, to);
          if (volume.peek(to) === node) return;
          const bytes = node.bytes.slice(0, node.size);
          withFile(to, flagsOf('w', 'w'), node.mode, (fd) => volume.write(fd, bytes, null));
        },
      };
    },

    exists: (file: unknown) =>
      plain(() => {
        try {
          return volume.peek(pathOf(file)) !== undefined;
        } catch {
          return false;
        }
      }),

    fdatasync: sync('fdatasync'),
    fsync: sync('fsync'),

    fstat: (file: unknown, more?: unknown) => {
      const fd = fdOf(file);
      refuse(optionsOf(more), 'fstat', 'bigint');
      return plain(() => new Stats(volume.opened(fd, 'fstat')));
    },

    ftruncate: (file: unknown, size?: unknown) => {
      const fd = fdOf(file);
      return plain(() => volume.truncate(fd, Math.max(0, Number(size ?? 0))));
    },

    lstat: stat('lstat'),
    stat: stat('stat'),

    mkdir: (file: unknown, more?: unknown) => {
      const path = pathOf(file);
      const options = typeof more === 'number' ? { mode: more } : optionsOf(more);
      const mode = modeOf((options as { mode?: unknown }).mode, FOLDER_MODE);
      const { recursive = false } = options as { recursive?: boolean };
      return plain(() => {
        if (recursive) return makeFolders(volume, path, mode);
        volume.mkdir(path, mode);
        return undefined;
      });
    },

    mkdtemp: (start: unknown) => {
      const prefix = pathOf(start, 'prefix');
      return plain(() => {
        const path = `${prefix}${randomName(runtime)}`;
        const parent = volume.peek(folderOf(path));
        if (parent?.kind !== 'folder')
          throw fsError(parent ? 'ENOTDIR' : 'ENOENT', 'mkdtemp', `${prefix}XXXXXX`);
        volume.mkdir(path, 0o700);
        return path;
      });
    },

    open: (file: unknown, how?: unknown, bits?: unknown) => {
      const path = pathOf(file);
      const flags = flagsOf(how, 'r');
      const mode = modeOf(bits, FILE_MODE);
      return plain(() => volume.open(path, flags, mode));
    },

    read: (file: unknown, ...args: readonly unknown[]) => {
      const fd = fdOf(file);
      const { buffer, offset, length, position } = readArguments(args);
      const target = partOf(viewOf(buffer), offset, length);
      return {
        cost: () => READ + target.length * PER_BYTE.read,
        run: (): ReadResult => ({
          bytesRead: volume.read(fd, target, positionOf(position)),
          buffer,
        }),
      };
    },

    readdir: (file: unknown, more?: unknown) => {
      const path = pathOf(file);
      const options = optionsOf(more);
      if (options['encoding'] === 'buffer') refuse(options, 'readdir', 'encoding');
      return plain(() =>
        walk(path, '', Boolean(options['recursive'])).map(({ name, parent, relative, folder }) =>
          options['withFileTypes'] ? new Dirent(name, parent, folder) : relative,
        ),
      );
    },

    readFile: (file: unknown, more?: unknown) => {
      const options = optionsOf(more);
      const target = typeof file === 'number' ? file : pathOf(file);
      const flags = flagsOf(options['flag'], 'r');
      const encoding = encodingOf(options);
      return {
        cost: () => CALL + READ + volume.sizeOf(target) * PER_BYTE.read,
        run: () => {
          checkSignal(options);
          return withFile(target, flags, FILE_MODE, (fd) => {
            const buffer = Buffer.alloc(volume.sizeOf(fd));
            const count = volume.read(fd, buffer, null);
            const read = buffer.subarray(0, count) as Buffer;
            return encoding === undefined ? read : read.toString(encoding);
          });
        },
      };
    },

    realpath: (file: unknown) => {
      const path = pathOf(file);
      return plain(() => volume.realpath(path));
    },

    rename: (source: unknown, target: unknown) => {
      const from = pathOf(source, 'oldPath');
      const to = pathOf(target, 'newPath');
      return plain(() => volume.rename(from, to));
    },

    rm: (file: unknown, more?: unknown) => {
      const path = pathOf(file);
      const { recursive, force } = optionsOf(more) as { recursive?: boolean; force?: boolean };
      return plain(() => {
        if (force && !volume.peek(path)) return;
        if (volume.find(path, 'lstat').kind === 'folder' && !recursive) throw rmFolderError(path);
        removeTree(path);
      });
    },

    rmdir: (file: unknown) => {
      const path = pathOf(file);
      return plain(() => volume.rmdir(path));
    },

    truncate: (file: unknown, size?: unknown) => {
      const path = pathOf(file);
      return plain(() =>
        withFile(path, flagsOf('r+', 'r+'), FILE_MODE, (fd) =>
          volume.truncate(fd, Math.max(0, Number(size ?? 0))),
        ),
      );
    },

    unlink: (file: unknown) => {
      const path = pathOf(file);
      return plain(() => volume.unlink(path));
    },

    write: (file: unknown, data: unknown, ...args: readonly unknown[]) => {
      const fd = fdOf(file);
      const { bytes, position } = writeArguments(data, args);
      return {
        cost: () => CALL + bytes.length * PER_BYTE.write,
        run: (): WriteResult => {
          if (!toStream(runtime, fd, bytes)) volume.write(fd, bytes, positionOf(position));
          return { bytesWritten: bytes.length, buffer: data };
        },
      };
    },

    writeFile: writeWhole('w'),
  };
}

interface Entry {
  readonly name: string;
  readonly parent: string;
  readonly relative: string;
  readonly folder: boolean;
}

/** `(buffer, offset, length, position)`, `(buffer, options)` or `(options)`. */
function readArguments(args: readonly unknown[]): Record<string, unknown> {
  const [first, second, length, position] = args;
  if (ArrayBuffer.isView(first)) {
    const named = typeof second === 'object' && second !== null;
    return named
      ? { ...second, buffer: first }
      : { buffer: first, offset: second, length, position };
  }
  if (typeof first === 'object' && first !== null) return { buffer: Buffer.alloc(16384), ...first };
  return { buffer: first };
}

/** `(buffer, offset, length, position)`, `(buffer, options)` or `(text, position, encoding)`. */
function writeArguments(
  data: unknown,
  args: readonly unknown[],
): { readonly bytes: Uint8Array; readonly position: unknown } {
  const [first, second, third] = args;
  if (typeof data === 'string') {
    const encoding = encodingOf({ encoding: second });
    return { bytes: bytesOf(data, encoding, 'buffer'), position: first };
  }
  const view = bytesOf(data, undefined, 'buffer');
  if (typeof first === 'object' && first !== null) {
    const { offset, length, position } = first as Record<string, unknown>;
    return { bytes: partOf(view, offset, length), position };
  }
  return { bytes: partOf(view, first, second), position: third };
}

/** Writes to standard output or error, if that is what the number means. */
function toStream(runtime: Runtime, fd: number, bytes: Uint8Array): boolean {
  if (fd !== 1 && fd !== 2) return false;
  runtime.write(fd === 1 ? 'out' : 'err', new TextDecoder().decode(bytes));
  return true;
}

/** Makes every folder of a path that is missing; gives the first that was. */
function makeFolders(volume: Volume, path: string, mode: number): string | undefined {
  let first: string | undefined;
  const ends = [...path.matchAll(/[^/]+/g)].map(({ index, 0: part }) => index + part.length);
  for (const end of ends) {
    const part = path.slice(0, end);
    const node = volume.peek(part);
    if (node?.kind === 'file')
      throw fsError(end === ends.at(-1) ? 'EEXIST' : 'ENOTDIR', 'mkdir', path);
    if (node) continue;
    volume.mkdir(part, mode);
    first ??= part;
  }
  return first;
}

const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

function randomName(runtime: Runtime): string {
  const letter = (): string => LETTERS[Math.floor(runtime.random() * LETTERS.length)]!;
  return Array.from({ length: 6 }, letter).join('');
}

function folderOf(path: string): string {
  const end = path.lastIndexOf('/');
  return end < 0 ? '.' : path.slice(0, end) || '/';
}
