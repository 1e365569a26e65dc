/** Photos that sellers upload: in the object store, where every server finds them. */
import { getObject, putObject } from './stores.ts';

export async function save(id: string, picture: string): Promise<void> {
  await putObject(`photo-${id}`, picture);
}

/** The photo, or null if there is none. */
export async function read(id: string): Promise<string | null> {
  return getObject(`photo-${id}`);
}
