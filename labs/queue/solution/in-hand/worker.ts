/** A worker that keeps a failing job in hand for three attempts, then puts it aside. */
import { setTimeout as sleep } from 'node:timers/promises';
import { ack, bury, take } from './queue-client.ts';
import type { Delivery } from './queue-client.ts';
import { render, send } from './mail.ts';

/** ms before the second attempt and before the third. Together far less than a job is hidden for. */
const PAUSES = [150, 350];

/** Whether the mail is out. The key is the same on every worker, so nobody sends it again. */
async function sent({ job }: Delivery): Promise<boolean> {
  const mail = await render(job);
  for (const pause of [...PAUSES, 0]) {
    try {
      await send(mail, job.name);
      return true;
    } catch (error) {
      console.log(`${job.name}: ${(error as Error).message}`);
      await sleep(pause);
    }
  }
  return false;
}

async function handle(delivery: Delivery): Promise<void> {
  if (await sent(delivery)) await ack(delivery.receipt);
  else await bury(delivery.receipt);
}

async function work(): Promise<never> {
  console.log('up');
  for (;;) {
    const delivery = await take();
    if (delivery !== undefined) await handle(delivery);
  }
}

void work();
