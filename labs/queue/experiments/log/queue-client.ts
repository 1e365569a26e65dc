/** How a worker talks to the log: it says which reader it is. */
import { setTimeout as sleep } from 'node:timers/promises';

const QUEUE = process.env.QUEUE_URL ?? 'http://queue:8080';
const READER = process.env.HOST_NAME ?? '';

export interface Job {
  /** The same each time this job is handed out: `welcome-17`. */
  readonly name: string;
  readonly to: string;
}

/** A job, handed to you. It is hidden from others for a second; then somebody else may get it. */
export interface Delivery {
  readonly job: Job;
  /** Good for this delivery only. */
  readonly receipt: string;
  /** 1 for the first time that anybody was given this job. */
  readonly attempt: number;
}

/** The oldest job in sight, or undefined when there was none for a second. */
export async function take(): Promise<Delivery | undefined> {
  try {
    const answer = await fetch(`${QUEUE}/take`, { method: 'POST', headers: { reader: READER } });
    const text = await answer.text();
    if (answer.status !== 200) return undefined;
    const { receipt, name, attempt, body } = JSON.parse(text) as {
      receipt: string;
      name: string;
      attempt: number;
      body: { to: string };
    };
    return { job: { name, to: body.to }, receipt, attempt };
  } catch {
    await sleep(200);
    return undefined;
  }
}

/** The job is done: the queue forgets it. */
export async function ack(receipt: string): Promise<void> {
  await tell(`/ack/${receipt}`);
}

/** Gives the job back. It may be taken again `afterMs` from now, and keeps its place in the line. */
export async function retry(receipt: string, afterMs: number): Promise<void> {
  await tell(`/retry/${receipt}?after=${Math.round(afterMs)}`);
}

/** Moves the job to the dead letters, where a person will look at it. */
export async function bury(receipt: string): Promise<void> {
  await tell(`/bury/${receipt}`);
}

/** If the queue does not hear it the job comes into sight again, which is safe, so errors end here. */
async function tell(path: string): Promise<void> {
  try {
    const answer = await fetch(QUEUE + path, { method: 'POST', headers: { reader: READER } });
    await answer.text();
    if (answer.status === 409) console.log(`too late: ${path} is no longer ours`);
  } catch (error) {
    console.log(`the queue did not hear ${path}: ${(error as Error).message}`);
  }
}
