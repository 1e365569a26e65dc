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

const TRIALS = 20;

/**
 * Finds a way by which reports come before the task, so that one task does for both: in Chromium
 * tasks of low priority, in Firefox messages. That is tried, not known: where neither holds, a second
 * task waits for the reports.
 */
export async function findTasks(): Promise<Tasks> {
  const { scheduler } = globalThis as { scheduler?: Scheduler };
  const posted: Task | null = scheduler ? (then) => void scheduler.postTask(then) : null;
  const last: Task | null = scheduler
    ? (then) => void scheduler.postTask(then, { priority: 'background' })
    : null;
  const sent = byMessage();
  for (const macrotask of [last, sent]) {
    if (macrotask && (await comesAfterReports(macrotask)))
      return { macrotask, settled: (then) => then() };
  }
  const macrotask = posted ?? sent;
  return { macrotask, settled: macrotask };
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
  let reports = 0;
  const hear = (event: Event): void => {
    event.preventDefault();
    event.stopImmediatePropagation();
    reports++;
  };
  addEventListener('unhandledrejection', hear);
  let missed = 0;
  for (let trial = 0; trial < TRIALS; trial++) {
    const before = reports;
    const next = new Promise<void>((resolve) => task(resolve));
    void Promise.reject(new Error('tried'));
    void Promise.resolve().then(() => Promise.reject(new Error('tried, later')));
    await next;
    if (reports !== before + 2) missed++;
  }
  // Late ones are not anybody else's.
  if (missed > 0) await new Promise<void>((resolve) => void setTimeout(resolve));
  removeEventListener('unhandledrejection', hear);
  return missed === 0;
}
