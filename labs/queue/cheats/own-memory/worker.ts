/** Remembers what it has sent, as long as it lives. */
import { ack, bury, retry, take } from './queue-client.ts';
import type { Delivery } from './queue-client.ts';
import { render, send } from './mail.ts';

const sent = new Set<string>();

async function handle({ job, receipt, attempt }: Delivery): Promise<void> {
  const mail = await render(job);
  try {
    if (!sent.has(job.name)) await send(mail);
    sent.add(job.name);
  } catch {
    return attempt < 3 ? retry(receipt, 200 * 2 ** (attempt - 1)) : bury(receipt);
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
