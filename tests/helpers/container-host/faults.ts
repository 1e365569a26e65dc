/** How the stand-in fails on demand: as the real host is known to. The API key `fault:NAME` asks for it. */
export const FAULTS = [
  /** The handshake never comes. */
  'no-init',
  /** The handshake comes after a second. */
  'slow-boot',
  /** The runtime says that it cannot start. */
  'refuses',
  /** `run` is never answered. */
  'hang-on-spawn',
  /** Nobody is told that a server listens. */
  'no-server-ready',
  /** Everybody is told twice. */
  'server-ready-twice',
  /** Processes survive a kill. */
  'kill-ignored',
  /** What a process wrote comes after its end. */
  'late-output',
  /** Every piece of output ends inside a character, where it has one of several bytes. */
  'split-characters',
  /** Everything stops, without a word, when the first server listens. */
  'dies',
  /** As with a key that the host does not know. */
  'unknown-key',
] as const;

export type Fault = (typeof FAULTS)[number];

/** @throws Error that lists the faults, when a key asks for one that there is not */
export function faultOf(key: string | null): Fault | undefined {
  if (!key?.startsWith('fault:')) return undefined;
  const fault = FAULTS.find((each) => `fault:${each}` === key);
  if (!fault) throw new Error(`No fault "${key}". There are: ${FAULTS.join(', ')}.`);
  return fault;
}
