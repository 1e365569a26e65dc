/**
 * How long each step may take. The runtime's client has no time limits of its own: a call that its
 * host never answers is pending for ever, and so is every later boot of the same document.
 */
export interface Deadlines {
  /** ms until the frame's document has loaded. It comes from this site. */
  readonly frame: number;
  /** ms for the runtime to start. A first start downloads it: 10 s are usual, more than 30 s is stuck. */
  readonly boot: number;
  /** ms for any other call. The slowest that is usual is the first one to the file system, 3.7 s. */
  readonly call: number;
  /** ms from a kill to the end of the process. A loop without end survives every kill. */
  readonly kill: number;
  /** ms to say goodbye in; then the frame goes anyway. */
  readonly teardown: number;
  /** ms without output after which a process that has ended has said everything; */
  readonly quiet: number;
  /** and ms after which it has, whatever still comes. Its stream may never close. */
  readonly drain: number;
  /** ms between two questions whether the runtime is still there. */
  readonly heartbeat: number;
  /** ms without an answer to that after which it is gone: a busy computer is not a dead one. */
  readonly dead: number;
}

export const DEADLINES: Deadlines = {
  frame: 10_000,
  boot: 30_000,
  call: 5_000,
  kill: 2_000,
  teardown: 1_000,
  quiet: 100,
  drain: 1_000,
  heartbeat: 2_000,
  dead: 10_000,
};
