/** Signing somebody up: a row for us, and a job for the workers. */

const DB = process.env.DB_URL ?? 'http://db:8080';
const QUEUE = process.env.QUEUE_URL ?? 'http://queue:8080';

/** @throws when the row or the job could not be kept. */
export async function signUp(name: string, to: string): Promise<void> {
  await ask(`${DB}/signups/${name}`, 'PUT', { to });
  // Killed between these two lines, this person is a member who is never welcomed.
  await ask(`${QUEUE}/jobs/welcome-${name}`, 'POST', { to });
}

async function ask(url: string, method: string, body: unknown): Promise<void> {
  const signal = AbortSignal.timeout(1000);
  const answer = await fetch(url, { method, body: JSON.stringify(body), signal });
  await answer.text();
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}`);
}
