/**
 * A worker: takes a job, writes the mail, hands it to the mailer, tells the queue. One at a time.
 *
 * It starts broken on purpose. The places to look at are marked LOOK HERE; what the queue and the
 * mailer can do for you is in queue-client.ts and mail.ts.
 */
import { ack, retry, take } from './queue-client.ts';
import type { Delivery } from './queue-client.ts';
import { render, send } from './mail.ts';

async function handle({ job, receipt }: Delivery): Promise<void> {
  const mail = await render(job);
  try {
    // LOOK HERE (1 of 2). Killed behind this line, and the queue still believes the job undone.
    await send(mail);
  } catch (error) {
    // LOOK HERE (2 of 2). Whatever went wrong, again, and at once, and for ever.
    console.log(`${job.name}: ${(error as Error).message}`);
    return retry(receipt, 0);
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
