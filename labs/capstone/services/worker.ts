/** The worker: does what can wait. Every job may come twice, and doing it twice changes nothing. */
import { setTimeout as sleep } from 'node:timers/promises';
import { cpu } from '../../machine.ts';
import { call, reply, serve } from './net.ts';

interface Job {
  readonly number: number;
  readonly job: 'index' | 'thumbnail';
  readonly id: string;
  readonly title?: string;
}

async function work({ job, id, title }: Job): Promise<void> {
  await cpu(20);
  if (job === 'index') await call('search', `/docs/${id}`, { method: 'PUT', body: title });
  else await call('files', `/small-${id}`, { method: 'PUT', body: JSON.stringify({ small: id }) });
}

async function next(): Promise<void> {
  const { status, body } = await call('queue', '/take', { method: 'POST', ms: 1500 });
  if (status !== 200) return;
  const job = JSON.parse(body) as Job;
  await work(job);
  await call('queue', `/done/${job.number}`, { method: 'POST' });
}

async function loop(): Promise<never> {
  for (;;) {
    try {
      await next();
    } catch (error) {
      console.log(`again in a moment: ${(error as Error).message}`);
      await sleep(200);
    }
  }
}

serve(() => reply(200));
void loop();
