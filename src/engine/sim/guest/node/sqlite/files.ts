/**
 * The files of SQLite on the machine's disk, through the very calls of `node:fs`: so each costs what
 * it costs there, a full disk is full, and `fsync` means what it means.
 *
 * What is done, and when, follows SQLite's own file system for Unix. A new journal is found again
 * after a loss of power only once its folder is synced: that is done with its first sync.
 */
import * as sqlite from './api.ts';
import { lock, NONE, RESERVED, unlock, type Locked } from './locks.ts';
import { WalIndex } from './wal-index.ts';

const { OK, OPEN } = sqlite;

/** Of `node:fs`, blocking forms. */
export interface FileSystem {
  openSync(path: string, flags: number, mode: number): number;
  closeSync(fd: number): void;
  readSync(fd: number, target: Uint8Array, from: number, length: number, position: number): number;
  writeSync(fd: number, bytes: Uint8Array, from: number, length: number, position: number): number;
  ftruncateSync(fd: number, size: number): void;
  fsyncSync(fd: number): void;
  fstatSync(fd: number): { readonly size: number; readonly ino: number };
  statSync(
    path: string,
    options: { readonly throwIfNoEntry: false },
  ): { readonly size: number; isFile(): boolean } | undefined;
  unlinkSync(path: string): void;
}

const O_RDONLY = 0;
const O_RDWR = 2;
const O_CREAT = 0o100;
const O_EXCL = 0o200;
const MODE = 0o644;

/** A file that connections have open, by its number on the disk. */
interface SharedFile extends Locked {
  opens: number;
  walIndex: WalIndex | null;
}

/** One open file of one connection. */
export class OpenFile {
  readonly #files: Files;
  readonly #fd: number;
  readonly #shared: SharedFile;
  readonly #number: number;
  /** Where its folder is still to be synced: that. */
  #unsyncedFolder: string | null;
  lock = NONE;
  readonly #slots = new Map<number, number>();
  #usesIndex = false;

  constructor(
    files: Files,
    fd: number,
    number: number,
    shared: SharedFile,
    unsyncedFolder: string | null,
  ) {
    this.#files = files;
    this.#fd = fd;
    this.#number = number;
    this.#shared = shared;
    this.#unsyncedFolder = unsyncedFolder;
  }

  close(): void {
    unlock(this.#shared, this, NONE);
    this.unmap(() => {});
    this.#files.fs.closeSync(this.#fd);
    if (--this.#shared.opens === 0) this.#files.forget(this.#number);
  }

  /** Fills what is missing at the end with zeros, and says so. */
  read(target: Uint8Array, at: number): number {
    const count = this.#files.fs.readSync(this.#fd, target, 0, target.length, at);
    if (count === target.length) return OK;
    target.fill(0, count);
    return sqlite.IOERR_SHORT_READ;
  }

  write(bytes: Uint8Array, at: number): number {
    this.#files.fs.writeSync(this.#fd, bytes, 0, bytes.length, at);
    return OK;
  }

  truncate(size: number): number {
    this.#files.fs.ftruncateSync(this.#fd, size);
    return OK;
  }

  sync(): number {
    this.#files.fs.fsyncSync(this.#fd);
    if (this.#unsyncedFolder !== null) this.#files.syncFolder(this.#unsyncedFolder);
    this.#unsyncedFolder = null;
    return OK;
  }

  get size(): number {
    return this.#files.fs.fstatSync(this.#fd).size;
  }

  lockTo(wanted: number): number {
    return lock(this.#shared, this, wanted);
  }

  unlockTo(to: number): number {
    unlock(this.#shared, this, to);
    return OK;
  }

  /** Whether anybody is about to write. */
  get reserved(): boolean {
    return this.#shared.level >= RESERVED;
  }

  map(region: number, wanted: boolean, make: () => sqlite.Pointer): sqlite.Pointer {
    const index = (this.#shared.walIndex ??= new WalIndex());
    if (!this.#usesIndex) index.users++;
    this.#usesIndex = true;
    return index.region(region, wanted, make);
  }

  lockIndex(first: number, count: number, flags: number): number {
    return this.#shared.walIndex!.lock(this.#slots, first, count, flags);
  }

  /** `free` gets every region, where nobody uses them any more. */
  unmap(free: (region: sqlite.Pointer) => void): void {
    const { walIndex } = this.#shared;
    if (!this.#usesIndex || !walIndex) return;
    this.#usesIndex = false;
    if (--walIndex.users > 0) return;
    walIndex.regions.forEach(free);
    this.#shared.walIndex = null;
  }
}

export class Files {
  readonly fs: FileSystem;
  readonly #cwd: string;
  readonly #shared = new Map<number, SharedFile>();
  #temporary = 0;

  /** @param cwd where relative paths begin */
  constructor(fs: FileSystem, cwd: string) {
    this.fs = fs;
    this.#cwd = cwd;
  }

  /**
   * @param path null for a temporary file, which has no name
   * @throws errors of `node:fs`
   */
  open(path: string | null, flags: number): OpenFile {
    const name = path ?? `/tmp/etilqs_${++this.#temporary}`;
    const creates = (flags & OPEN.CREATE) !== 0;
    const fd = this.fs.openSync(
      name,
      (flags & OPEN.READWRITE ? O_RDWR : O_RDONLY) |
        (creates ? O_CREAT : 0) |
        (flags & OPEN.EXCLUSIVE ? O_EXCL : 0),
      MODE,
    );
    // As on Unix: it is gone when it is closed, however that comes.
    if (path === null || flags & OPEN.DELETEONCLOSE) this.fs.unlinkSync(name);
    const number = this.fs.fstatSync(fd).ino;
    let shared = this.#shared.get(number);
    if (!shared) {
      shared = { level: NONE, holders: 0, opens: 0, walIndex: null };
      this.#shared.set(number, shared);
    }
    shared.opens++;
    const isLog = (flags & (OPEN.MAIN_JOURNAL | OPEN.SUPER_JOURNAL | OPEN.WAL)) !== 0;
    return new OpenFile(this, fd, number, shared, creates && isLog ? folderOf(name) : null);
  }

  forget(number: number): void {
    this.#shared.delete(number);
  }

  delete(path: string, sync: boolean): number {
    try {
      this.fs.unlinkSync(path);
    } catch (error) {
      if ((error as { code?: string }).code === 'ENOENT') return sqlite.IOERR_DELETE_NOENT;
      throw error;
    }
    if (sync) this.syncFolder(folderOf(path));
    return OK;
  }

  /** Whether there is a file that is not empty, or a folder. */
  exists(path: string): boolean {
    const found = this.fs.statSync(path, { throwIfNoEntry: false });
    return found !== undefined && (!found.isFile() || found.size > 0);
  }

  /** Whether there is something: one user may do anything with it. */
  allows(path: string): boolean {
    return this.fs.statSync(path, { throwIfNoEntry: false }) !== undefined;
  }

  /** From the root, without `.`, `..` and doubled slashes. */
  fullPath(path: string): string {
    const parts: string[] = [];
    for (const part of (path.startsWith('/') ? path : `${this.#cwd}/${path}`).split('/')) {
      if (part === '..') parts.pop();
      else if (part !== '' && part !== '.') parts.push(part);
    }
    return `/${parts.join('/')}`;
  }

  syncFolder(path: string): void {
    const fd = this.fs.openSync(path, O_RDONLY, 0);
    this.fs.fsyncSync(fd);
    this.fs.closeSync(fd);
  }
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/')) || '/';
}
