/** Files as the tree that the runtime mounts. */
import type { DirectoryNode, FileSystemTree } from '@webcontainer/api';
import type { Files } from '../contract.ts';

/** @throws Error when a path is both a file and a folder */
export function treeOf(files: Files): FileSystemTree {
  const tree: FileSystemTree = {};
  for (const [path, contents] of Object.entries(files)) {
    const parts = path.split('/');
    const name = parts.pop() ?? '';
    let folder = tree;
    for (const part of parts) {
      const next = (folder[part] ??= { directory: {} });
      if (!('directory' in next)) throw new Error(`${path}: ${part} is a file already.`);
      folder = (next satisfies DirectoryNode).directory;
    }
    folder[name] = { file: { contents } };
  }
  return tree;
}
