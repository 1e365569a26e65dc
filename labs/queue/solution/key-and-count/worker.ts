/**
 * A worker that may die at any line: a job is acknowledged when its mail is out, and carries a key
 * by which the mailer knows it again. What fails three times is put aside.
 */
import { ack, bury, retry, take } from './queue-client.ts';
import type { Delivery } from './queue-client.ts';
import { render, send } from './mail.ts';

const ATTEMPTS = 3;

/** ms before the next attempt: doubled each time, and a tenth more or less, so that not all come back together. */
function pause(attempt: number): number {
  return 200 * 2 ** (attempt - 1) * (0.9 + 0.2 * Math.random());
}

async function handle({ job, receipt, attempt }: Delivery): Promise<void> {
  const mail = await render(job);
  try {
    await send(mail, job.name);
  } catch (error) {
    console.log(`${job.name}, attempt ${attempt}: ${(error as Error).message}`);
    return attempt < ATTEMPTS ? retry(receipt, pause(attempt)) : bury(receipt);
  }
  await ack(receipt);
}

async function work(): Promise<never> {
  console.log('up');
  for (;;) {
    const delivery = await take();
    if (delivery !== undefined) await handle(delivery);
  }
}

void work();
