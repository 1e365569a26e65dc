/**
 * A browser's ways to call back on a fresh task, when every microtask has run. It is done after each
 * event of a process, so it has to be cheap; and a rejection that nobody handled must be known before
 * the process answers, of which browsers tell on a task of their own.
 */

export interface Tasks {
  /** Calls back on a fresh task. One at a time. */
  macrotask(then: () => void): void;
  /** After that: calls back when reports of unhandled rejections are in as well. */
  settled(then: () => void): void;
}

type Task = Tasks['macrotask'];

interface Scheduler {
  postTask(run: () => void, options?: { readonly priority: 'background' }): unknown;
}

/** Background tasks, messages, or tasks of the usual priority and of those two, one after the other. */
export type TaskKind = 'background' | 'message' | 'two';

const TRIALS = 20;
/** What is rejected on trial; whoever watches a browser from outside may see it. */
export const TRIAL = 'a trial of when rejections are reported';

/**
 * Finds a way by which reports come before the task, so that one task does for both: in Chromium
 * tasks of low priority, in Firefox messages. That is tried, not known: where neither holds, a second
 * task waits for the reports. What holds in one Worker of a browser holds in its others.
 */
export async function findTaskKind(): Promise<TaskKind> {
  for (const kind of ['background', 'message'] as const) {
    const task = taskOf(kind);
    if (task && (await comesAfterReports(task))) return kind;
  }
  return 'two';
}

export function tasksOf(kind: TaskKind): Tasks {
  const macrotask = taskOf(kind) ?? byMessage();
  return { macrotask, settled: kind === 'two' ? macrotask : (then) => then() };
}

function taskOf(kind: TaskKind): Task | null {
  const { scheduler } = globalThis as { scheduler?: Scheduler };
  if (kind === 'message') return byMessage();
  if (!scheduler) return null;
  if (kind === 'two') return (then) => void scheduler.postTask(then);
  return (then) => void scheduler.postTask(then, { priority: 'background' });
}

function byMessage(): Task {
  const { port1, port2 } = new MessageChannel();
  let resume: (() => void) | null = null;
  port1.onmessage = () => {
    const then = resume!;
    resume = null;
    then();
  };
  return (then) => {
    resume = then;
    port2.postMessage(0);
  };
}

/** Whether rejections of one task are reported before the next one that is asked for this way. */
async function comesAfterReports(task: Task): Promise<boolean> {
  let due = 0;
  let allIn = (): void => {};
  const hear = (event: Event): void => {
    event.preventDefault();
    event.stopImmediatePropagation();
    if (--due === 0) allIn();
  };
  addEventListener('unhandledrejection', hear);
  const elsewhere = byMessage();
  for (let trial = 0; due === 0 && trial < TRIALS; trial++) {
    // From a message of another channel, as a process's events come: in Firefox it matters.
    await new Promise<void>((resolve) => elsewhere(resolve));
    const next = new Promise<void>((resolve) => task(resolve));
    due += 2;
    void Promise.reject(new Error(TRIAL));
    void Promise.resolve().then(() => Promise.reject(new Error(TRIAL)));
    await next;
  }
  const holds = due === 0;
  // Late ones are not anybody else's.
  if (!holds) await new Promise<void>((resolve) => (allIn = resolve));
  removeEventListener('unhandledrejection', hear);
  return holds;
}
