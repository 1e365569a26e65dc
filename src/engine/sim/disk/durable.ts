/**
 * A disk that remembers what would survive a loss of power.
 *
 * The promise kept is POSIX's, and nothing that file systems usually do beyond it:
 *
 * - What is written is in the operating system's cache. `fsync` or `fdatasync` of a file brings its
 *   content and size to the disk; until then a loss of power takes it back to the last sync. (A real
 *   system also writes back by itself after some seconds, without a promise when: here, never.)
 * - A name (of a new, renamed or removed file) is content of its folder: `fsync` of the folder makes
 *   it last, `fsync` of the file does not. A folder's own name is its parent's content.
 * - A rename is all or nothing, as a journal keeps it: never no name and never two, also across
 *   folders, where a sync of either brings it to the disk.
 */
import { DiskTree, type DiskNode, type FileNode, type FolderNode } from './tree.ts';

interface SyncedContent {
  readonly size: number;
  readonly modified: number;
  /** A copy from before the first change to it; null while the file only grew. */
  bytes: Uint8Array | null;
}

interface SyncedNames {
  readonly entries: Map<string, DiskNode>;
  readonly modified: number;
  /** Folders whose changes belong to the same renames, itself among them: synced together. */
  ties: Set<FolderNode>;
}

/** What a loss of power took. */
export interface Loss {
  /** Files whose content went back. */
  readonly contents: readonly string[];
  /** Folders whose names went back. */
  readonly names: readonly string[];
}

export class DurableTree extends DiskTree {
  /** What is on the disk, where that differs from the cache. Weak: a forgotten file takes its own along. */
  #contents = new WeakMap<FileNode, SyncedContent>();
  #names = new WeakMap<FolderNode, SyncedNames>();

  protected override contentChanges(file: FileNode, from: number): void {
    let synced = this.#contents.get(file);
    if (!synced) {
      synced = { size: file.size, modified: file.modified, bytes: null };
      this.#contents.set(file, synced);
    }
    if (from < synced.size) synced.bytes ??= file.bytes.slice(0, synced.size);
  }

  protected override namesChange(...folders: FolderNode[]): void {
    const all = folders.map((folder) => {
      let synced = this.#names.get(folder);
      if (!synced) {
        const { entries, modified } = folder;
        synced = { entries: new Map(entries), modified, ties: new Set([folder]) };
        this.#names.set(folder, synced);
      }
      return synced;
    });
    const together = new Set(all.flatMap(({ ties }) => [...ties]));
    if (together.size === 1) return;
    for (const folder of together) this.#names.get(folder)!.ties = together;
  }

  protected override synced(node: DiskNode): void {
    if (node.kind === 'file') {
      this.#contents.delete(node);
      return;
    }
    for (const folder of this.#names.get(node)?.ties ?? []) this.#names.delete(folder);
  }

  /** Back to what is on the disk. Says what went, by the paths that are left. */
  losePower(): Loss {
    const loss = { contents: [] as string[], names: [] as string[] };
    const left: DiskNode[] = [];
    const visit = (node: DiskNode, path: string): void => {
      left.push(node);
      if (node.kind === 'file') {
        if (this.#revertContent(node)) loss.contents.push(path);
        return;
      }
      if (this.#revertNames(node)) loss.names.push(path || '/');
      for (const [name, child] of node.entries) visit(child, `${path}/${name}`);
    };
    visit(this.root, '');
    this.#contents = new WeakMap();
    this.#names = new WeakMap();
    this.keep(left);
    return loss;
  }

  #revertContent(file: FileNode): boolean {
    const synced = this.#contents.get(file);
    if (!synced) return false;
    file.bytes = synced.bytes ?? file.bytes.slice(0, synced.size);
    file.size = synced.size;
    file.modified = synced.modified;
    return true;
  }

  #revertNames(folder: FolderNode): boolean {
    const synced = this.#names.get(folder);
    if (!synced) return false;
    folder.entries = synced.entries;
    folder.modified = synced.modified;
    return true;
  }
}
