/**
 * The queue: jobs wait here until a worker has done them. A job that was taken and not reported
 * done comes back after a while, so it may be done twice. After three tries it is set aside.
 *
 *   POST /jobs    POST /take: a job, or 204 after a while    POST /done/N
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { disk, gauge } from '../../machine.ts';
import { reply, serve } from './net.ts';
import type { Reply } from './net.ts';

/** ms after which a job that was taken is anybody's again, and how often it may be taken. */
const LEASE_MS = 600;
const TRIES = 3;

/** ms that a worker waits for a job before it hears that there is none. */
const LONG_POLL_MS = 1000;

interface Job {
  readonly number: number;
  readonly body: string;
  takenUntil: number;
  tries: number;
}

const jobs = new Map<number, Job>();
let last = 0;

async function add(body: string): Promise<Reply> {
  await disk(2);
  last += 1;
  jobs.set(last, { number: last, body, takenUntil: 0, tries: 0 });
  gauge('backlog', jobs.size);
  return reply(202, { number: last });
}

async function take(): Promise<Reply> {
  for (const until = Date.now() + LONG_POLL_MS; Date.now() < until; await sleep(50)) {
    for (const job of jobs.values()) {
      if (job.takenUntil > Date.now() || job.tries >= TRIES) continue;
      job.takenUntil = Date.now() + LEASE_MS;
      job.tries += 1;
      return reply(200, { number: job.number, ...(JSON.parse(job.body) as object) });
    }
  }
  return { status: 204, body: '' };
}

serve(({ parts, body }) => {
  const [what, number] = parts;
  if (what === 'jobs') return add(body);
  if (what === 'take') return take();
  jobs.delete(Number(number));
  gauge('backlog', jobs.size);
  return reply(200);
});
