/** What a session in a WebContainer can do; known before anything of it is loaded. */
import type { Capabilities } from '../contract.ts';
import { REAL_CAPABILITIES } from '../node/options.ts';

export const CONTAINER_CAPABILITIES: Capabilities = {
  ...REAL_CAPABILITIES,
  // A loop without end survives every kill: the whole container goes.
  killsHotLoops: false,
};
