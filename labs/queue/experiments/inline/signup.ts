/** Signing somebody up, with the mail sent before the answer. */
import { render, send } from './mail.ts';

const DB = process.env.DB_URL ?? 'http://db:8080';

/** @throws when the row could not be kept, or the mail not sent. */
export async function signUp(name: string, to: string): Promise<void> {
  const signal = AbortSignal.timeout(1000);
  const body = JSON.stringify({ to });
  const answer = await fetch(`${DB}/signups/${name}`, { method: 'PUT', body, signal });
  await answer.text();
  await send(await render({ name: `welcome-${name}`, to }));
}
