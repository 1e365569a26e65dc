/**
 * A queue: a job stays here until a worker has said that it is done. The same program on another
 * machine keeps the dead letters. All is in memory; a real queue would also write to disk.
 *
 *   POST /jobs/NAME              keeps the body as a job, or 503 when MAX_JOBS are here
 *   POST /take                   hands out the oldest job in sight and hides it for VISIBLE_MS;
 *                                waits a second for one, then says 204
 *   POST /ack/RECEIPT            the job is done and forgotten
 *   POST /retry/RECEIPT?after=MS the job comes back into sight so many ms later
 *   POST /bury/RECEIPT           the job moves to the dead letters
 *   GET  /jobs                   how many are here
 *
 * Each handing out has a receipt of its own; one that is no longer good is told 409.
 */
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { gauge } from '../../machine.ts';

interface Job {
  readonly name: string;
  readonly body: string;
  readonly since: number;
  /** How often it was handed out. It is counted here, where no dying worker can forget it. */
  attempt: number;
  /** Nobody is shown it before this time. */
  hiddenUntil: number;
  receipt?: string;
}

/** ms that a job stays hidden after it was handed out. Whoever needs longer loses it to another. */
const VISIBLE_MS = Number(process.env.VISIBLE_MS ?? 1000);
const MAX_JOBS = Number(process.env.MAX_JOBS ?? Infinity);
const DEAD = process.env.DEAD_URL;
const WAIT_MS = 1000;

/** Jobs in the order they came; workers that asked while none was in sight. */
const jobs = new Set<Job>();
const waiting = new Set<ServerResponse>();
let receipts = 0;
let alarm: ReturnType<typeof setTimeout> | undefined;

function json(response: ServerResponse, status: number, body: unknown = {}): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

/** Gives jobs in sight to workers who wait, and wakes up when the next comes into sight. */
function handOut(): void {
  const now = Date.now();
  for (const job of jobs) {
    const [response] = waiting;
    if (response === undefined) break;
    if (job.hiddenUntil > now) continue;
    waiting.delete(response);
    receipts += 1;
    job.attempt += 1;
    job.hiddenUntil = now + VISIBLE_MS;
    job.receipt = String(receipts);
    const { name, body, attempt, receipt } = job;
    json(response, 200, { receipt, name, attempt, body: JSON.parse(body) as unknown });
  }
  clearTimeout(alarm);
  if (waiting.size > 0 && jobs.size > 0) {
    const next = Math.min(...[...jobs].map((job) => job.hiddenUntil));
    alarm = setTimeout(handOut, Math.max(1, next - now));
  }
  const [oldest = { since: now }] = jobs;
  gauge('backlog', jobs.size);
  gauge('age', now - oldest.since);
}

function take(response: ServerResponse): void {
  waiting.add(response);
  const timer = setTimeout(() => {
    if (waiting.delete(response)) response.writeHead(204).end();
  }, WAIT_MS);
  response.on('close', () => {
    // Answered, or the worker died while it waited.
    clearTimeout(timer);
    waiting.delete(response);
  });
  handOut();
}

async function settle(verb: string, receipt: string, url: URL): Promise<number> {
  const job = [...jobs].find((each) => each.receipt === receipt);
  if (job === undefined) return 409;
  if (verb === 'retry') {
    job.hiddenUntil = Date.now() + Number(url.searchParams.get('after') ?? 0);
    job.receipt = undefined;
    return 200;
  }
  if (verb === 'bury') await fetch(`${DEAD}/jobs/${job.name}`, { method: 'POST', body: job.body });
  jobs.delete(job);
  return 200;
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://queue');
  const [, verb = '', id = ''] = url.pathname.split('/');
  let body = '';
  for await (const part of request) body += part;
  if (verb === 'take') return take(response);
  if (request.method === 'GET') return json(response, 200, { jobs: jobs.size });
  if (verb !== 'jobs') {
    json(response, await settle(verb, id, url));
  } else if (jobs.size < MAX_JOBS) {
    jobs.add({ name: id, body, since: Date.now(), attempt: 0, hiddenUntil: 0 });
    json(response, 202);
  } else json(response, 503, { error: 'full' });
  handOut();
}

const server = createServer((request, response) => {
  answer(request, response).catch(() => json(response, 503, { error: 'not now' }));
});

server.listen(Number(process.env.PORT ?? 8080), () => {
  console.log('up, and empty');
});
