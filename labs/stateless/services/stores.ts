/** How a web server talks to the two shared stores. Throws when one does not answer. */

const SESSIONS = process.env.SESSIONS_URL ?? 'http://sessions:8080';
const OBJECTS = process.env.OBJECTS_URL ?? 'http://objects:8080';

/** ms to wait for a store. */
const PATIENCE = 300;

/** What the session store holds under a key, as it was put; null if it holds nothing. */
export async function getSession(key: string): Promise<unknown> {
  const answer = await ask('GET', `${SESSIONS}/${encodeURIComponent(key)}`);
  return answer.status === 404 ? null : JSON.parse(await answer.text());
}

/** Keeps `value` under a key for `ttl` ms after the last put. */
export async function putSession(key: string, value: unknown, ttl = 1_800_000): Promise<void> {
  await ask('PUT', `${SESSIONS}/${encodeURIComponent(key)}?ttl=${ttl}`, JSON.stringify(value));
}

export async function removeSession(key: string): Promise<void> {
  await ask('DELETE', `${SESSIONS}/${encodeURIComponent(key)}`);
}

/** Keeps an object for good. */
export async function putObject(key: string, text: string): Promise<void> {
  await ask('PUT', `${OBJECTS}/${encodeURIComponent(key)}`, text);
}

export async function getObject(key: string): Promise<string | null> {
  const answer = await ask('GET', `${OBJECTS}/${encodeURIComponent(key)}`);
  return answer.status === 404 ? null : answer.text();
}

async function ask(method: string, url: string, body?: string): Promise<Response> {
  const answer = await fetch(url, { method, body, signal: AbortSignal.timeout(PATIENCE) });
  if (!answer.ok && answer.status !== 404) throw new Error(`${url} answered ${answer.status}`);
  return answer;
}
