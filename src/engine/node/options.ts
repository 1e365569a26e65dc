/** What a session on real Node can do, and what it is given. */
import type { BootOptions, Capabilities } from '../contract.ts';

export const REAL_CAPABILITIES: Capabilities = {
  virtualTime: false,
  seeded: false,
  killsHotLoops: true,
  // A process's files lie on the disk of its host, which has neither a size nor a plug of its own.
  lacks: ['diskFull', 'power-loss'],
};

export interface RealOptions extends BootOptions {
  /** Texts of the fabric and of what runs before every program (`bundle.ts`). */
  readonly parts: { readonly fabric: string; readonly preload: string };
  /** `REAL_CAPABILITIES` by default. */
  readonly capabilities?: Capabilities;
  /**
   * Slow motion: so many real ms are one of the session's, for programs too. 1 by default. Whatever a busy
   * computer needs for itself then weighs less: for proofs.
   */
  readonly slow?: number;
  /** Options of Node that every machine's process gets. */
  readonly nodeOptions?: readonly string[];
}
