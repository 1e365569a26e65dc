/** `node:fs` and `node:fs/promises` of one process, over its machine's disk. */
import { unsupported } from '../../errors.ts';
import type { GuestDisk } from '../../disk.ts';
import type { Loop } from '../../loop.ts';
import { named } from '../../platform.ts';
import type { NodeModule, Runtime } from '../../runtime.ts';
import { constants } from './constants.ts';
import type { FileSystem } from '../sqlite/files.ts';
import { createForms, type Fn, type Forms } from './forms.ts';
import { FileHandle } from './handle.ts';
import { createOperations } from './operations.ts';
import { Dirent, Stats } from './stats.ts';
import { ReadStream } from './read-stream.ts';
import { Volume } from './volume.ts';
import { WriteStream } from './write-stream.ts';

export interface FsSetup {
  readonly runtime: Runtime;
  readonly loop: Loop;
  readonly disk: GuestDisk;
  /** Where relative paths begin. */
  readonly cwd: string;
  /** Folders of the program itself: there from the start. */
  readonly folders: readonly string[];
}

export interface FsModules {
  /** The blocking calls, for what of the engine keeps files: programs cannot change these. */
  readonly files: FileSystem;
  readonly fs: NodeModule;
  readonly promises: NodeModule;
}

/** Those that take a number of an open file, which `fs/promises` does through a `FileHandle`. */
const BY_NUMBER: ReadonlySet<string> = new Set([
  'close',
  'exists',
  'fdatasync',
  'fstat',
  'fsync',
  'ftruncate',
  'read',
  'write',
]);
/** Those that take a path or an open file. */
const BY_EITHER = ['appendFile', 'readFile', 'writeFile'] as const;

/** What is not simulated, and what to do instead. */
const REFUSED: Readonly<Record<string, string>> = {
  watch: 'Look again after a while, or let the writer say what it wrote.',
  watchFile: 'Look again after a while, or let the writer say what it wrote.',
  unwatchFile: 'Look again after a while, or let the writer say what it wrote.',
  chmod: 'A machine of a lab has one user.',
  chown: 'A machine of a lab has one user.',
  link: 'Copy the file.',
  symlink: 'Use the path itself.',
  readlink: 'There are no links on a machine of a lab.',
  utimes: 'Write the file to change its times.',
  cp: 'Copy file by file, with copyFile.',
  opendir: 'Use readdir.',
  readv: 'Use read.',
  writev: 'Join the buffers with Buffer.concat and use write.',
  glob: 'Use readdir with `recursive`.',
  statfs: 'The size of a disk is in the manifest of the lab.',
};

export function createFs({ runtime, loop, disk, cwd, folders }: FsSetup): FsModules {
  const volume = new Volume(disk, cwd);
  for (const folder of folders) volume.install(folder);
  const forms = createForms(createOperations(volume, runtime), disk);
  const setup = { loop, forms: forms.promised };
  const createReadStream = (path: unknown, options?: unknown): ReadStream =>
    new ReadStream(setup, path, options);
  const createWriteStream = (path: unknown, options?: unknown): WriteStream =>
    new WriteStream(setup, path, options);
  const promises = promisesOf(forms, { createReadStream, createWriteStream });
  const fs = {
    ...forms.callback,
    ...forms.blocking,
    ...refusals('fs', (name) => (name === 'watchFile' || name.startsWith('un') ? [] : ['Sync'])),
    createReadStream,
    createWriteStream,
    Stats,
    Dirent,
    ReadStream,
    WriteStream,
    constants: { ...constants },
    promises,
  };
  return {
    files: forms.blocking as unknown as FileSystem,
    fs: { ...fs, default: fs },
    promises: { ...promises, default: promises },
  };
}

function promisesOf(
  { promised }: Forms,
  streams: ConstructorParameters<typeof FileHandle>[2],
): Record<string, unknown> {
  const own = Object.fromEntries(
    Object.entries(promised).filter(([name]) => !BY_NUMBER.has(name)),
  ) as Record<string, unknown>;
  for (const name of BY_EITHER) {
    own[name] = named((file: unknown, ...args: unknown[]) => {
      if (!(file instanceof FileHandle)) return promised[name](file, ...args);
      return file[name](...(args as [unknown, unknown]));
    }, name);
  }
  const open = async (...args: unknown[]): Promise<FileHandle> =>
    new FileHandle((await promised.open(...args)) as number, promised, streams);
  return { ...refusals('fs/promises', () => []), ...own, open, constants: { ...constants } };
}

function refusals(
  module: string,
  endings: (name: string) => readonly string[],
): Record<string, Fn> {
  const all: Record<string, Fn> = {};
  for (const [name, instead] of Object.entries(REFUSED)) {
    for (const ending of ['', ...endings(name)]) {
      if (name === 'watch' && ending) continue;
      all[name + ending] = () => {
        throw unsupported(`${module}.${name}${ending}()`, instead);
      };
    }
  }
  return all;
}
