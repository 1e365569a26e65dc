/**
 * Runs drills and experiments side by side: one Worker a lane, each with an engine of its own on
 * one thread. A task that does not end has its Worker terminated.
 */
import { Worker } from 'node:worker_threads';
import type { Graded } from '../lab/proof.ts';
import type { Recorded } from '../lab/side-by-side.ts';

export interface DrillTask {
  readonly kind: 'drill';
  readonly stage: string;
  readonly drill: string;
  /** Name of one of the drill's entries (`entriesOf` in src/lab/proof.ts). */
  readonly entry: string;
  readonly seed: number;
}

export interface ExperimentTask {
  readonly kind: 'experiment';
  readonly stage: string;
  readonly experiment: string;
}

export type Task = DrillTask | ExperimentTask;

export interface Results {
  readonly drill: Graded;
  readonly experiment: Recorded;
}

export type Answer = { readonly result: Graded | Recorded } | { readonly error: string };

/** Wall-clock ms after which a task counts as one that never ends. */
const PATIENCE = 120_000;

const LANE = new URL('./lane.ts', import.meta.url);

interface Waiting {
  readonly task: Task;
  readonly resolve: (result: Graded | Recorded) => void;
  readonly reject: (error: Error) => void;
}

export class Lanes {
  readonly #idle: Worker[];
  readonly #all: Set<Worker>;
  readonly #waiting: Waiting[] = [];

  /** @param width How many tasks at once. */
  constructor(width: number) {
    this.#idle = Array.from({ length: width }, () => new Worker(LANE));
    this.#all = new Set(this.#idle);
  }

  /**
   * Resolves with what the task found, once a lane had time for it.
   * @throws Error with the task's own reason, or when it does not end.
   */
  run<Wanted extends Task>(task: Wanted): Promise<Results[Wanted['kind']]> {
    return new Promise((resolve, reject) => {
      const whole = resolve as (result: Graded | Recorded) => void;
      this.#waiting.push({ task, resolve: whole, reject });
      this.#next();
    });
  }

  async close(): Promise<void> {
    await Promise.all([...this.#all].map((worker) => worker.terminate()));
  }

  #next(): void {
    const worker = this.#idle.pop();
    if (worker === undefined) return;
    const waiting = this.#waiting.shift();
    if (waiting === undefined) this.#idle.push(worker);
    else this.#give(worker, waiting);
  }

  #give(worker: Worker, { task, resolve, reject }: Waiting): void {
    const onMessage = (answer: Answer) => {
      over(worker);
      if ('error' in answer) reject(new Error(`${nameOf(task)}: ${answer.error}`));
      else resolve(answer.result);
    };
    const onError = (error: Error) => lost(error.message);
    const deadline = setTimeout(() => {
      lost(`no end after ${PATIENCE / 1000} s: is there a loop in a service that never waits?`);
    }, PATIENCE);
    const lost = (why: string) => {
      void worker.terminate();
      this.#all.delete(worker);
      const fresh = new Worker(LANE);
      this.#all.add(fresh);
      over(fresh);
      reject(new Error(`${nameOf(task)}: ${why}`));
    };
    const over = (next: Worker) => {
      clearTimeout(deadline);
      worker.off('message', onMessage).off('error', onError);
      this.#idle.push(next);
      this.#next();
    };
    worker.on('message', onMessage).on('error', onError).postMessage(task);
  }
}

function nameOf(task: Task): string {
  if (task.kind === 'experiment') return `${task.stage}, experiment ${task.experiment}`;
  return `${task.stage} / ${task.drill}, ${task.entry}, seed ${task.seed}`;
}
