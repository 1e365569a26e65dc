/** Scripts of libraries under Node: each bundled once, when it is first wanted. */
import type { LibraryName } from '../libraries.ts';
import { bundleLibrary } from './bundle.ts';

const scripts = new Map<LibraryName, Promise<string>>();

export function nodeLibrary(name: LibraryName): Promise<string> {
  let script = scripts.get(name);
  if (!script) {
    script = bundleLibrary(name);
    scripts.set(name, script);
  }
  return script;
}
