/** Scripts of libraries under Node: each bundled once, when it is first wanted. */
import type { LibraryName } from '../libraries.ts';
import { followLibrary } from '../compile.ts';
import { bundleLibrary } from './bundle.ts';

const scripts = new Map<string, Promise<string>>();

export function nodeLibrary(name: LibraryName, followed: boolean): Promise<string> {
  const key = `${name} ${followed}`;
  let script = scripts.get(key);
  if (!script) {
    script = followed ? nodeLibrary(name, false).then(followLibrary) : bundleLibrary(name);
    scripts.set(key, script);
  }
  return script;
}
