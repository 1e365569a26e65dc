/**
 * What a process uses of its machine. Nothing real can be measured without a run depending on the
 * computer it is on, so memory is a plausible constant and the processor's time is the clock's.
 */
const MB = 1024 * 1024;
/** Bytes, as a small service on Node has them. */
const MEMORY = {
  rss: 48 * MB,
  heapTotal: 8 * MB,
  heapUsed: 5 * MB,
  external: 2 * MB,
  arrayBuffers: MB / 64,
};

const RESOURCES = [
  'userCPUTime',
  'systemCPUTime',
  'maxRSS',
  'sharedMemorySize',
  'unsharedDataSize',
  'unsharedStackSize',
  'minorPageFault',
  'majorPageFault',
  'swappedOut',
  'fsRead',
  'fsWrite',
  'ipcSent',
  'ipcReceived',
  'signalsCount',
  'voluntaryContextSwitches',
  'involuntaryContextSwitches',
] as const;

/** `process.memoryUsage()`, bytes. */
export const memoryUsage = Object.assign(() => ({ ...MEMORY }), { rss: () => MEMORY.rss });

/** `process.resourceUsage()`: memory in kilobytes, everything else 0. */
export function resourceUsage(): Record<string, number> {
  const usage = Object.fromEntries(RESOURCES.map((name) => [name, 0]));
  usage['maxRSS'] = MEMORY.rss / 1024;
  return usage;
}

/** `process.cpuUsage()`, microseconds. */
export function cpuUsage(): { user: number; system: number } {
  return { user: 0, system: 0 };
}
