/** What fails three times is called done. */
import { ack, retry, take } from './queue-client.ts';
import type { Delivery } from './queue-client.ts';
import { render, send } from './mail.ts';

async function handle({ job, receipt, attempt }: Delivery): Promise<void> {
  const mail = await render(job);
  try {
    await send(mail, job.name);
  } catch {
    if (attempt < 3) return retry(receipt, 200 * 2 ** (attempt - 1));
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
