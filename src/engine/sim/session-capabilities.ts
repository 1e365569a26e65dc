import type { Capabilities } from '../contract.ts';

/** What the simulation can do, on every host; apart from the session, so that a page need not load it. */
export const SIM_CAPABILITIES: Capabilities = {
  virtualTime: true,
  seeded: true,
  killsHotLoops: true,
};
