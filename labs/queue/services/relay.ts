/**
 * Takes jobs from the database's outbox to the queue. A job leaves the outbox once the queue has it,
 * so one may come twice and none is lost. It runs in an experiment; the lab's database has no jobs.
 */
import { setTimeout as sleep } from 'node:timers/promises';

const DB = process.env.DB_URL ?? 'http://db:8080';
const QUEUE = process.env.QUEUE_URL ?? 'http://queue:8080';
const EVERY_MS = 100;

async function ask(url: string, method: string, body?: string): Promise<string> {
  const answer = await fetch(url, { method, body });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}`);
  return text;
}

async function carry(): Promise<void> {
  const jobs = JSON.parse(await ask(`${DB}/outbox`, 'GET')) as { job: string; to: string }[];
  for (const { job, to } of jobs) {
    await ask(`${QUEUE}/jobs/${job}`, 'POST', JSON.stringify({ to }));
    await ask(`${DB}/outbox/${job}`, 'DELETE');
  }
}

async function run(): Promise<never> {
  for (;;) {
    await carry().catch((error: unknown) => console.log(String(error)));
    await sleep(EVERY_MS);
  }
}

void run();
