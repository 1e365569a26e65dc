/** Tells the queue first. Three attempts in hand, then the dead letters would be too late. */
import { setTimeout as sleep } from 'node:timers/promises';
import { ack, take } from './queue-client.ts';
import type { Delivery } from './queue-client.ts';
import { render, send } from './mail.ts';

async function handle({ job, receipt }: Delivery): Promise<void> {
  await ack(receipt);
  const mail = await render(job);
  for (const pause of [200, 400, 0]) {
    try {
      return await send(mail, job.name);
    } catch {
      await sleep(pause);
    }
  }
}

async function work(): Promise<never> {
  console.log('up');
  for (;;) {
    const delivery = await take();
    if (delivery !== undefined) await handle(delivery);
  }
}

void work();
