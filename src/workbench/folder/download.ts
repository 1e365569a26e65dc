/** Hands the lab's folder to the reader as one archive. Loaded when they ask for it. */
import { zip } from '../../lib/zip.ts';
import { folderName, folderOf } from './folder.ts';
import type { FolderParts } from './folder.ts';
import { TEMPLATES } from './templates.ts';

/** The name of the file that the browser saves. */
export function downloadFolder(parts: FolderParts): string {
  const name = `${folderName(parts.lab)}.zip`;
  const archive = new Blob([zip(folderOf(parts, TEMPLATES), new Date())], {
    type: 'application/zip',
  });
  const url = URL.createObjectURL(archive);
  Object.assign(document.createElement('a'), { href: url, download: name }).click();
  // Some browsers fetch it a moment after the click.
  setTimeout(() => {
    URL.revokeObjectURL(url);
  }, 10_000);
  return name;
}
