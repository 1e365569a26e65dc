/** Tells the queue on receipt, then works. */
import { ack, take } from './queue-client.ts';
import type { Delivery } from './queue-client.ts';
import { render, send } from './mail.ts';

async function handle({ job, receipt }: Delivery): Promise<void> {
  await ack(receipt);
  await send(await render(job));
}

async function work(): Promise<never> {
  console.log('up');
  for (;;) {
    const delivery = await take();
    if (delivery !== undefined) await handle(delivery).catch(() => undefined);
  }
}

void work();
