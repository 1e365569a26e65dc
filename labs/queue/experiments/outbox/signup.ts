/** Signing somebody up: row and job in one transaction. A relay takes the job to the queue. */

const DB = process.env.DB_URL ?? 'http://db:8080';

/** @throws when row and job could not be kept. */
export async function signUp(name: string, to: string): Promise<void> {
  const signal = AbortSignal.timeout(1000);
  const body = JSON.stringify({ to, job: `welcome-${name}` });
  const answer = await fetch(`${DB}/signups/${name}`, { method: 'PUT', body, signal });
  await answer.text();
  if (!answer.ok) throw new Error(`the database answered ${answer.status}`);
}
