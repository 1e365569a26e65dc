/** Files compiled when the site is built (`BootPlan.prepared`), so that a page need not. */
import type { Files } from '../../engine/contract.ts';
import { compile } from '../../engine/sim/compile.ts';

export function prepared(files: Files): Record<string, object> {
  return Object.fromEntries(
    Object.entries(files).map(([path, text]) => [path, compile(path, text)]),
  );
}
