/** One failure, and it is a dead letter. */
import { ack, bury, take } from './queue-client.ts';
import type { Delivery } from './queue-client.ts';
import { render, send } from './mail.ts';

async function handle({ job, receipt }: Delivery): Promise<void> {
  const mail = await render(job);
  try {
    await send(mail, job.name);
  } catch {
    return bury(receipt);
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
