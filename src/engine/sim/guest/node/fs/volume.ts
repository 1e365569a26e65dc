/**
 * The system calls of one process on its machine's disk: paths, open files, and Linux's answers.
 * Each takes effect at once; what it costs in time is the business of `operations.ts`.
 */
import type { DiskNode, FileNode, FolderNode } from '../../../disk/tree.ts';
import type { GuestDisk } from '../../disk.ts';
import { constants } from './constants.ts';
import { fsError } from './errors.ts';

const { O_WRONLY, O_RDWR, O_CREAT, O_EXCL, O_TRUNC, O_APPEND, O_DIRECTORY, O_SYNC, O_DSYNC } =
  constants;
const MAX_NAME = 255;
/** 0, 1 and 2 are the process's own streams. */
const FIRST_FD = 3;
/** Bits that every new file and folder lacks. */
const UMASK = 0o022;

interface OpenFile {
  readonly node: DiskNode;
  readonly flags: number;
  position: number;
}

/** Where a path leads: the folder and the name in it, and what has that name. */
interface Place {
  readonly folder: FolderNode;
  readonly name: string;
  readonly node: DiskNode | undefined;
  /** It was written with a slash at its end. */
  readonly asFolder: boolean;
}

export class Volume {
  readonly #disk: GuestDisk;
  readonly #cwd: string;
  readonly #open = new Map<number, OpenFile>();
  /** How often each file is open. */
  readonly #opens = new Map<DiskNode, number>();
  /** Bytes written by this process and not synced, by file. */
  readonly #unsynced = new Map<DiskNode, number>();

  constructor(disk: GuestDisk, cwd: string) {
    this.#disk = disk;
    this.#cwd = cwd;
  }

  /** Makes a folder that the machine came with: on the disk, not only in its cache, full or not. */
  install(path: string): void {
    let folder = this.#disk.tree.root;
    for (const name of path.split('/').filter((part) => part !== '')) {
      const inside = folder.entries.get(name);
      if (inside?.kind === 'file') return;
      if (!inside) {
        const id = this.#disk.tree.next;
        this.#disk.change({ k: 'make', folder: folder.id, name, id, isFolder: true, mode: 0o755 });
        this.#disk.change({ k: 'sync', id: folder.id });
      }
      folder = folder.entries.get(name) as FolderNode;
    }
  }

  open(path: string, flags: number, mode: number): number {
    const place = this.#place(path, 'open', path);
    let { node } = place;
    const writes = (flags & (O_WRONLY | O_RDWR)) !== 0;
    if (!node) {
      if (!(flags & O_CREAT)) throw fsError('ENOENT', 'open', path);
      if (place.asFolder) throw fsError('EISDIR', 'open', path);
      node = this.#make(place, false, mode, 'open', path);
    } else if (flags & O_CREAT && flags & O_EXCL) throw fsError('EEXIST', 'open', path);
    if (node.kind === 'folder') {
      if (writes || flags & O_CREAT) throw fsError('EISDIR', 'open', path);
    } else {
      if (flags & O_DIRECTORY) throw fsError('ENOTDIR', 'open', path);
      if (flags & O_TRUNC && writes && node.size > 0) this.#resize(node, 0, 'open');
    }
    let fd = FIRST_FD;
    while (this.#open.has(fd)) fd++;
    this.#open.set(fd, { node, flags, position: 0 });
    this.#opens.set(node, (this.#opens.get(node) ?? 0) + 1);
    return fd;
  }

  close(fd: number): void {
    const { node } = this.#file(fd, 'close');
    this.#open.delete(fd);
    const left = this.#opens.get(node)! - 1;
    if (left > 0) this.#opens.set(node, left);
    else {
      this.#opens.delete(node);
      this.#forgetUnused(node);
    }
  }

  /** Fills `target` from `position`, or from where the file stands; gives the number of bytes. */
  read(fd: number, target: Uint8Array, position: number | null): number {
    const file = this.#file(fd, 'read');
    if (file.flags & O_WRONLY) throw fsError('EBADF', 'read');
    const { node } = file;
    if (node.kind === 'folder') throw fsError('EISDIR', 'read');
    const from = position ?? file.position;
    const bytes = node.bytes.subarray(from, Math.min(node.size, from + target.length));
    const count = from < node.size ? bytes.length : 0;
    if (count > 0) target.set(bytes);
    if (position === null) file.position += count;
    return count;
  }

  /** All or nothing: a disk without room for it takes no part. */
  write(fd: number, bytes: Uint8Array, position: number | null): number {
    const file = this.#file(fd, 'write');
    if (!(file.flags & (O_WRONLY | O_RDWR))) throw fsError('EBADF', 'write');
    const node = file.node as FileNode;
    const at = file.flags & O_APPEND ? node.size : (position ?? file.position);
    if (bytes.length > 0) {
      this.#needRoom(at + bytes.length - node.size, 'write');
      this.#disk.change({ k: 'write', id: node.id, at, bytes: Uint8Array.from(bytes) });
      this.#unsynced.set(node, this.unsynced(fd) + bytes.length);
    }
    if (file.flags & O_APPEND || position === null) file.position = at + bytes.length;
    if (file.flags & (O_SYNC | O_DSYNC)) this.sync(fd, 'fsync');
    return bytes.length;
  }

  /** `fsync` and `fdatasync`: of a file its content, of a folder the names in it. */
  sync(fd: number, syscall: string): void {
    const { node } = this.#file(fd, syscall);
    this.#unsynced.delete(node);
    this.#disk.change({ k: 'sync', id: node.id });
  }

  /** Bytes that a sync of this file would bring to the disk; 0 when it is not open. */
  unsynced(fd: number): number {
    const file = this.#open.get(fd);
    return (file && this.#unsynced.get(file.node)) ?? 0;
  }

  /** Bytes of a file, by its path or its number; 0 where there is none. */
  sizeOf(target: string | number): number {
    const node = typeof target === 'string' ? this.peek(target) : this.#open.get(target)?.node;
    return node?.kind === 'file' ? node.size : 0;
  }

  truncate(fd: number, size: number): void {
    const { node, flags } = this.#file(fd, 'ftruncate');
    if (node.kind === 'folder' || !(flags & (O_WRONLY | O_RDWR)))
      throw fsError('EINVAL', 'ftruncate');
    this.#resize(node, size, 'ftruncate');
  }

  /** What is open under this number. */
  opened(fd: number, syscall: string): DiskNode {
    return this.#file(fd, syscall).node;
  }

  /** What has this path. */
  find(path: string, syscall: string): DiskNode {
    const { node } = this.#place(path, syscall, path);
    if (!node) throw fsError('ENOENT', syscall, path);
    return node;
  }

  /** The same, undefined where there is nothing. */
  peek(path: string): DiskNode | undefined {
    try {
      return this.#place(path, 'stat', path).node;
    } catch {
      return undefined;
    }
  }

  /** Names, in order of their code units. */
  list(path: string): readonly string[] {
    const node = this.find(path, 'scandir');
    if (node.kind !== 'folder') throw fsError('ENOTDIR', 'scandir', path);
    return [...node.entries.keys()].sort();
  }

  mkdir(path: string, mode: number): void {
    const place = this.#place(path, 'mkdir', path, false);
    if (place.node) throw fsError('EEXIST', 'mkdir', path);
    this.#make(place, true, mode, 'mkdir', path);
  }

  rmdir(path: string): void {
    const { folder, name, node } = this.#place(path, 'rmdir', path);
    if (!node) throw fsError('ENOENT', 'rmdir', path);
    if (node.kind !== 'folder') throw fsError('ENOTDIR', 'rmdir', path);
    if (node === this.#disk.tree.root) throw fsError('EBUSY', 'rmdir', path);
    if (name === '.') throw fsError('EINVAL', 'rmdir', path);
    if (node.entries.size > 0 || name === '..') throw fsError('ENOTEMPTY', 'rmdir', path);
    this.#remove(folder, name, node);
  }

  unlink(path: string): void {
    const { folder, name, node } = this.#place(path, 'unlink', path);
    if (!node) throw fsError('ENOENT', 'unlink', path);
    if (node.kind === 'folder') throw fsError('EISDIR', 'unlink', path);
    this.#remove(folder, name, node);
  }

  rename(from: string, to: string): void {
    const fail = (code: Parameters<typeof fsError>[0]): never => {
      throw fsError(code, 'rename', from, to);
    };
    const source = this.#place(from, 'rename', from, true, to);
    const target = this.#place(to, 'rename', from, false, to);
    const { node } = source;
    if (!node) return fail('ENOENT');
    if ([source, target].some(({ name }) => name === '.' || name === '..')) fail('EBUSY');
    if (node.kind === 'folder') {
      if (this.#holds(node, target.folder)) fail('EINVAL');
      if (target.node && target.node.kind !== 'folder') fail('ENOTDIR');
      if (target.node?.kind === 'folder' && target.node !== node && target.node.entries.size > 0)
        fail('ENOTEMPTY');
    } else {
      if (target.node?.kind === 'folder') fail('EISDIR');
      if (target.asFolder) fail('ENOTDIR');
    }
    if (target.node === node) return;
    const [folder, as] = [source.folder.id, target.name];
    this.#disk.change({ k: 'rename', folder, name: source.name, to: target.folder.id, as });
    if (target.node) this.#forgetUnused(target.node);
  }

  /** The path without `.`, `..` and doubled slashes. */
  realpath(path: string): string {
    this.find(path, 'lstat');
    const parts: string[] = [];
    for (const part of this.#absolute(path).split('/')) {
      if (part === '..') parts.pop();
      else if (part !== '' && part !== '.') parts.push(part);
    }
    return `/${parts.join('/')}`;
  }

  // -------------------------------------------------------------- inside

  #file(fd: number, syscall: string): OpenFile {
    const file = this.#open.get(fd);
    if (!file) throw fsError('EBADF', syscall);
    return file;
  }

  #absolute(path: string): string {
    return path.startsWith('/') ? path : `${this.#cwd}/${path}`;
  }

  /**
   * Follows a path as Linux does, folder by folder. `strict`: a file whose path ends with a slash is
   * refused.
   */
  #place(path: string, syscall: string, said: string, strict = true, dest?: string): Place {
    if (path === '') throw fsError('ENOENT', syscall, said, dest);
    const parts = this.#absolute(path)
      .split('/')
      .filter((part) => part !== '');
    const way: FolderNode[] = [this.#disk.tree.root];
    const name = parts.pop() ?? '.';
    for (const part of parts) this.#enter(way, part, syscall, said, dest);
    if (name.length > MAX_NAME) throw fsError('ENAMETOOLONG', syscall, said, dest);
    const folder = way.at(-1)!;
    const node =
      name === '.' ? folder : name === '..' ? (way.at(-2) ?? folder) : folder.entries.get(name);
    const asFolder = path.endsWith('/');
    if (strict && asFolder && node?.kind === 'file') throw fsError('ENOTDIR', syscall, said, dest);
    return { folder, name, node, asFolder };
  }

  #enter(way: FolderNode[], part: string, syscall: string, said: string, dest?: string): void {
    if (part === '.') return;
    if (part === '..') {
      if (way.length > 1) way.pop();
      return;
    }
    if (part.length > MAX_NAME) throw fsError('ENAMETOOLONG', syscall, said, dest);
    const node = way.at(-1)!.entries.get(part);
    if (!node) throw fsError('ENOENT', syscall, said, dest);
    if (node.kind !== 'folder') throw fsError('ENOTDIR', syscall, said, dest);
    way.push(node);
  }

  #make(
    { folder, name }: Place,
    isFolder: boolean,
    mode: number,
    syscall: string,
    path: string,
  ): DiskNode {
    // A folder needs a block of its own; an empty file needs none.
    if (isFolder && !this.#disk.hasRoom(0)) throw fsError('ENOSPC', syscall, path);
    const id = this.#disk.tree.next;
    const bits = mode & 0o777 & ~UMASK;
    this.#disk.change({ k: 'make', folder: folder.id, name, id, isFolder, mode: bits });
    return folder.entries.get(name)!;
  }

  #remove(folder: FolderNode, name: string, node: DiskNode): void {
    this.#disk.change({ k: 'remove', folder: folder.id, name });
    this.#forgetUnused(node);
  }

  #forgetUnused(node: DiskNode): void {
    if (node.links > 0 || this.#opens.has(node)) return;
    this.#unsynced.delete(node);
    this.#disk.change({ k: 'forget', id: node.id });
  }

  #resize(node: FileNode, size: number, syscall: string): void {
    if (size === node.size) return;
    this.#needRoom(size - node.size, syscall);
    this.#disk.change({ k: 'resize', id: node.id, size });
  }

  #needRoom(bytes: number, syscall: string): void {
    if (bytes > 0 && !this.#disk.hasRoom(bytes)) throw fsError('ENOSPC', syscall);
  }

  /** Whether `folder` is `other` or somewhere above it. */
  #holds(folder: FolderNode, other: FolderNode): boolean {
    if (folder === other) return true;
    for (const child of folder.entries.values())
      if (child.kind === 'folder' && this.#holds(child, other)) return true;
    return false;
  }
}
