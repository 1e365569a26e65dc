/** Writing a mail, and handing it to the mailer. */
import { cpu } from '../../machine.ts';
import type { Job } from './queue-client.ts';

const MAILER = process.env.MAILER_URL ?? 'http://mailer:8080';

/** ms of a core to write a mail, and ms to wait for the mailer. */
const RENDER_MS = 20;
const PATIENCE = 800;

export interface Mail {
  readonly name: string;
  readonly to: string;
  readonly text: string;
}

export async function render({ name, to }: Job): Promise<Mail> {
  await cpu(RENDER_MS);
  return { name, to, text: `Welcome, ${to}!` };
}

/**
 * Hands a mail to the mailer. With a `key` the mailer sends at most one mail for that key, however
 * often it is asked.
 * @throws when the mailer refuses, fails, or does not answer in time; the mail may still be out.
 */
export async function send(mail: Mail, key?: string): Promise<void> {
  const answer = await fetch(`${MAILER}/mails/${mail.name}`, {
    method: 'POST',
    headers: key === undefined ? {} : { 'idempotency-key': key },
    body: JSON.stringify(mail),
    signal: AbortSignal.timeout(PATIENCE),
  });
  await answer.text();
  if (!answer.ok) throw new Error(`the mailer answered ${answer.status}`);
}
