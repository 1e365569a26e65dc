/**
 * Photos that sellers upload.
 *
 * LOOK HERE (2 of 3). They are written to this server's own disk, which is played by a map here.
 */
import { disk } from '../../machine.ts';

const files = new Map<string, string>();

export async function save(id: string, picture: string): Promise<void> {
  await disk(4);
  files.set(id, picture);
}

/** The photo, or null if there is none. */
export async function read(id: string): Promise<string | null> {
  await disk(2);
  return files.get(id) ?? null;
}
