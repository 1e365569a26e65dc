/**
 * Files and folders of one machine as the operating system shows them: what is on the disk and
 * what is in its cache, as one. The process has one to work on; the kernel's is `durable.ts`.
 */
import type { Change, DiskImage, NodeImage } from './changes.ts';

interface NodeFacts {
  readonly id: number;
  readonly mode: number;
  readonly born: number;
  modified: number;
  changed: number;
  /** 1 while it has a name. */
  links: number;
}

export interface FileNode extends NodeFacts {
  readonly kind: 'file';
  /** The first `size` bytes are its content; behind them is room to grow. */
  bytes: Uint8Array;
  size: number;
}

export interface FolderNode extends NodeFacts {
  readonly kind: 'folder';
  entries: Map<string, DiskNode>;
}

export type DiskNode = FileNode | FolderNode;

const ROOT = 1;
/** Folders that every machine has, in the root. */
const BASE = ['app', 'tmp', 'root'] as const;
const FOLDER_MODE = 0o755;

export class DiskTree {
  readonly #nodes = new Map<number, DiskNode>();
  #next = ROOT;
  /** Bytes of all files. */
  used = 0;

  /** @param image what was on it; a fresh disk when absent */
  constructor(image?: DiskImage) {
    if (image) this.#restore(image);
    else {
      const root = this.#add(folderNode(this.#next++, FOLDER_MODE, 0));
      for (const name of BASE) {
        const folder = this.#add(folderNode(this.#next++, FOLDER_MODE, 0));
        (root as FolderNode).entries.set(name, folder);
      }
    }
  }

  get root(): FolderNode {
    return this.folder(ROOT);
  }

  /** The number of the next file or folder to be made. */
  get next(): number {
    return this.#next;
  }

  file(id: number): FileNode {
    const node = this.#nodes.get(id);
    if (node?.kind !== 'file') throw new Error(`There is no file ${id} on this disk.`);
    return node;
  }

  folder(id: number): FolderNode {
    const node = this.#nodes.get(id);
    if (node?.kind !== 'folder') throw new Error(`There is no folder ${id} on this disk.`);
    return node;
  }

  /** Makes a change that is known to be possible. `t` in virtual ms. */
  apply(change: Change, t: number): void {
    switch (change.k) {
      case 'make': {
        const { id, mode, isFolder } = change;
        const node = this.#add(isFolder ? folderNode(id, mode, t) : fileNode(id, mode, t));
        this.#next = Math.max(this.#next, id + 1);
        this.#name(this.folder(change.folder), change.name, node, t);
        return;
      }
      case 'remove':
        this.#unname(this.folder(change.folder), change.name, t);
        return;
      case 'rename':
        this.#rename(this.folder(change.folder), change.name, this.folder(change.to), change.as, t);
        return;
      case 'write':
        this.#write(this.file(change.id), change.at, change.bytes, t);
        return;
      case 'resize':
        this.#resize(this.file(change.id), change.size, t);
        return;
      case 'sync':
        this.synced(this.#nodes.get(change.id)!);
        return;
      case 'forget':
        this.#forget(change.id);
        return;
    }
  }

  /** Drops what has no name: nobody can have it open any more. */
  sweep(): void {
    for (const node of this.#nodes.values()) if (node.links === 0) this.#forget(node.id);
  }

  /** Everything, to be sent: its arrays are copies. */
  image(): DiskImage {
    return { next: this.#next, nodes: Array.from(this.#nodes.values(), imageOf) };
  }

  /** Takes exactly these nodes to be there; `used` follows. */
  protected keep(nodes: readonly DiskNode[]): void {
    this.#nodes.clear();
    this.used = 0;
    for (const node of nodes) {
      node.links = 1;
      this.#add(node);
    }
  }

  // -------------------------------------------------------------- what durability hooks into

  /** The content of a file is about to change from this byte on. */
  protected contentChanges(_file: FileNode, _from: number): void {}

  /** The names in these folders are about to change, all or none. */
  protected namesChange(..._folders: FolderNode[]): void {}

  /** `fsync` of this has returned. */
  protected synced(_node: DiskNode): void {}

  // -------------------------------------------------------------- changes

  #write(file: FileNode, at: number, bytes: Uint8Array, t: number): void {
    this.contentChanges(file, at);
    this.#fit(file, at + bytes.length);
    file.bytes.set(bytes, at);
    this.#grow(file, Math.max(file.size, at + bytes.length));
    file.modified = file.changed = t;
  }

  #resize(file: FileNode, size: number, t: number): void {
    this.contentChanges(file, size);
    this.#fit(file, size);
    // What is cut off must not come back when the file grows again.
    if (size < file.size) file.bytes.fill(0, size, file.size);
    this.#grow(file, size);
    file.modified = file.changed = t;
  }

  #grow(file: FileNode, size: number): void {
    this.used += size - file.size;
    file.size = size;
  }

  #fit(file: FileNode, size: number): void {
    if (size <= file.bytes.length) return;
    const bytes = new Uint8Array(Math.max(size, 2 * file.bytes.length, 64));
    bytes.set(file.bytes.subarray(0, file.size));
    file.bytes = bytes;
  }

  #rename(from: FolderNode, name: string, to: FolderNode, as: string, t: number): void {
    this.namesChange(from, to);
    const node = from.entries.get(name)!;
    const replaced = to.entries.get(as);
    from.entries.delete(name);
    to.entries.set(as, node);
    if (replaced) replaced.links = 0;
    from.modified = from.changed = to.modified = to.changed = node.changed = t;
  }

  #name(folder: FolderNode, name: string, node: DiskNode, t: number): void {
    this.namesChange(folder);
    folder.entries.set(name, node);
    node.links = 1;
    folder.modified = folder.changed = t;
  }

  #unname(folder: FolderNode, name: string, t: number): void {
    this.namesChange(folder);
    const node = folder.entries.get(name)!;
    folder.entries.delete(name);
    node.links = 0;
    folder.modified = folder.changed = node.changed = t;
  }

  #add(node: DiskNode): DiskNode {
    this.#nodes.set(node.id, node);
    if (node.kind === 'file') this.used += node.size;
    return node;
  }

  #forget(id: number): void {
    const node = this.#nodes.get(id);
    this.#nodes.delete(id);
    if (node?.kind === 'file') this.used -= node.size;
  }

  #restore({ next, nodes }: DiskImage): void {
    this.#next = next;
    for (const facts of nodes) this.#add(nodeOf(facts));
    for (const { id, entries } of nodes) {
      if (!entries) continue;
      for (const [name, child] of entries) {
        this.folder(id).entries.set(name, this.#nodes.get(child)!);
      }
    }
  }
}

function fileNode(id: number, mode: number, t: number): FileNode {
  const times = { born: t, modified: t, changed: t };
  return { kind: 'file', id, mode, links: 1, ...times, bytes: new Uint8Array(0), size: 0 };
}

function folderNode(id: number, mode: number, t: number): FolderNode {
  const times = { born: t, modified: t, changed: t };
  return { kind: 'folder', id, mode, links: 1, ...times, entries: new Map() };
}

function imageOf(node: DiskNode): NodeImage {
  const { id, mode, born, modified, changed } = node;
  const facts = { id, mode, born, modified, changed };
  return node.kind === 'file'
    ? { ...facts, bytes: node.bytes.slice(0, node.size) }
    : { ...facts, entries: Array.from(node.entries, ([name, child]) => [name, child.id] as const) };
}

function nodeOf({ id, mode, born, modified, changed, bytes }: NodeImage): DiskNode {
  const facts = { id, mode, born, modified, changed, links: 1 };
  return bytes
    ? { kind: 'file', ...facts, bytes: Uint8Array.from(bytes), size: bytes.length }
    : { kind: 'folder', ...facts, entries: new Map() };
}
