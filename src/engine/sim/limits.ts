/**
 * How much one process may take. Counts, never times: the same program meets the same limit at the
 * same moment on every device. All are far above what a service of a lab needs.
 *
 * The guest's library holds a program to them and says so in words (`guest/limiter.ts`); the kernel
 * holds whoever got around that library to those that concern others (`customs.ts`).
 */
export const LIMITS = {
  /** Timers that are set and not yet due. */
  timers: 100_000,
  /** Callbacks of `process.nextTick` and `queueMicrotask` that run without the loop turning. */
  ticks: 1_000_000,
  /** Turns of the loop that ticks alone can keep up. */
  tickTurns: 10_000,
  /** Lines a virtual second that the journal keeps. */
  linesKept: 5_000,
  /** Lines a virtual second that end a process. */
  lines: 100_000,
  /** Bytes of one body, or of one part of a streamed one. */
  body: 16 * 2 ** 20,
  /** Bytes of all parts of a streamed body. */
  stream: 64 * 2 ** 20,
  /** Bytes of bodies that have arrived and were not read. */
  unread: 256 * 2 ** 20,
  /** Bytes sent at one instant. */
  outbox: 64 * 2 ** 20,
  /** Characters of a message's headers, its path included. */
  headers: 64 * 2 ** 10,
  /** Connections that a process has opened, or accepted. */
  connections: 10_000,
  /** Ports that a process listens on. */
  ports: 100,
  /** Bytes up to which a file of a machine's disk may reach. */
  fileEnd: 256 * 2 ** 20,
  /** Characters of one log line. */
  line: 4096,
  /** Machines of a plan: every changed one is a thread. */
  machines: 64,
  /** Characters of one file. */
  file: 2 ** 20,
} as const;
