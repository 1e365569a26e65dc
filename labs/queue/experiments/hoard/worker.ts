/** Takes whatever it can get up to HOARD jobs, and works through them one at a time. */
import { ack, retry, take } from './queue-client.ts';
import type { Delivery } from './queue-client.ts';
import { render, send } from './mail.ts';

const HOARD = Number(process.env.HOARD ?? 1);
const held: Delivery[] = [];
let wake: (() => void) | undefined;

async function handle({ job, receipt }: Delivery): Promise<void> {
  try {
    await send(await render(job), job.name);
  } catch {
    return retry(receipt, 200);
  }
  await ack(receipt);
}

/** As a broker that pushes: keeps up to HOARD jobs here that are not acknowledged yet. */
async function receive(): Promise<never> {
  for (;;) {
    const delivery = await take();
    if (delivery === undefined) continue;
    held.push(delivery);
    wake?.();
    while (held.length >= HOARD) await new Promise((done) => setTimeout(done, 5));
  }
}

async function work(): Promise<never> {
  console.log('up');
  for (;;) {
    const [delivery] = held;
    if (delivery === undefined) {
      await new Promise<void>((done) => (wake = done));
      continue;
    }
    await handle(delivery);
    held.shift();
  }
}

void receive();
void work();
