/** `fs.Stats` and `fs.Dirent`. */
import type { DiskNode } from '../../../disk/tree.ts';
import { SESSION_EPOCH } from '../../../protocol.ts';
import { constants } from './constants.ts';

const BLOCK = 4096;
/** `blocks` counts in these. */
const SECTOR = 512;

export class Stats {
  readonly dev = 1;
  readonly mode: number;
  readonly nlink: number;
  readonly uid = 0;
  readonly gid = 0;
  readonly rdev = 0;
  readonly blksize = BLOCK;
  readonly ino: number;
  readonly size: number;
  readonly blocks: number;
  readonly atimeMs: number;
  readonly mtimeMs: number;
  readonly ctimeMs: number;
  readonly birthtimeMs: number;

  constructor(node: DiskNode) {
    const folder = node.kind === 'folder';
    this.mode = (folder ? constants.S_IFDIR : constants.S_IFREG) | node.mode;
    this.nlink = folder ? 2 * node.links : node.links;
    this.ino = node.id;
    this.size = folder ? BLOCK : node.size;
    this.blocks = Math.ceil(this.size / BLOCK) * (BLOCK / SECTOR);
    // As on a volume that does not keep times of reading.
    this.atimeMs = this.mtimeMs = SESSION_EPOCH + node.modified;
    this.ctimeMs = SESSION_EPOCH + node.changed;
    this.birthtimeMs = SESSION_EPOCH + node.born;
  }

  get atime(): Date {
    return new Date(this.atimeMs);
  }

  get mtime(): Date {
    return new Date(this.mtimeMs);
  }

  get ctime(): Date {
    return new Date(this.ctimeMs);
  }

  get birthtime(): Date {
    return new Date(this.birthtimeMs);
  }

  isFile(): boolean {
    return (this.mode & constants.S_IFMT) === constants.S_IFREG;
  }

  isDirectory(): boolean {
    return (this.mode & constants.S_IFMT) === constants.S_IFDIR;
  }

  isSymbolicLink(): boolean {
    return false;
  }

  isFIFO(): boolean {
    return false;
  }

  isSocket(): boolean {
    return false;
  }

  isBlockDevice(): boolean {
    return false;
  }

  isCharacterDevice(): boolean {
    return false;
  }
}

export class Dirent {
  readonly name: string;
  readonly parentPath: string;
  readonly #folder: boolean;

  constructor(name: string, parentPath: string, folder: boolean) {
    this.name = name;
    this.parentPath = parentPath;
    this.#folder = folder;
  }

  isFile(): boolean {
    return !this.#folder;
  }

  isDirectory(): boolean {
    return this.#folder;
  }

  isSymbolicLink(): boolean {
    return false;
  }
}
