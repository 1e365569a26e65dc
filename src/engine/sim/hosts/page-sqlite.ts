/** `node:sqlite` for the page: the frame has no network, so what it is made of comes through here. */
import type { SqliteBytes } from '../sqlite-parts.ts';

const loaded = new Map<string, Promise<SqliteBytes>>();

/**
 * Loads it once for the page.
 *
 * @param folder the address, up to its last slash, of `sqlite.js` and `sqlite.wasm`
 * @throws Error when they cannot be loaded; the next call tries again
 */
export function sqliteFrom(folder: string): Promise<SqliteBytes> {
  let bytes = loaded.get(folder);
  if (!bytes) {
    bytes = load(folder);
    loaded.set(folder, bytes);
    bytes.catch(() => loaded.delete(folder));
  }
  return bytes;
}

async function load(folder: string): Promise<SqliteBytes> {
  try {
    const [script, wasm] = await Promise.all(
      ['sqlite.js', 'sqlite.wasm'].map(async (name) => {
        const response = await fetch(folder + name);
        if (!response.ok) throw new Error(`${name}: ${response.status}`);
        return response;
      }),
    );
    return { script: await script!.text(), wasm: await wasm!.arrayBuffer() };
  } catch (cause) {
    throw new Error(
      'The database that a program here imports (node:sqlite) could not be loaded. Check the connection and try again.',
      { cause },
    );
  }
}
