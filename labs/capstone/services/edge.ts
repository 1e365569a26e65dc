/** A machine of the CDN: keeps static files close to people, and passes everything else on. */
import { cpu, gauge } from '../../machine.ts';
import { call, reply, serve } from './net.ts';
import type { Ask, Reply } from './net.ts';

/** ms that a file is kept. Its name changes whenever it does, so this may be long. */
const TTL = 60_000;

/** ms to wait for the origin. */
const PATIENCE = 3000;

const files = new Map<string, { readonly answer: Reply; readonly until: number }>();

/** What the name service said last; when it is gone, that is still good. */
let addresses: readonly string[] = ['lb-1', 'lb-2'];
let freshUntil = 0;

async function balancers(): Promise<readonly string[]> {
  if (Date.now() < freshUntil) return addresses;
  freshUntil = Date.now() + 500;
  try {
    const { body } = await call('dns', '/shop', { ms: 100 });
    const news = JSON.parse(body) as { addresses: string[]; ttlMs: number };
    addresses = news.addresses;
    freshUntil = Date.now() + news.ttlMs;
  } catch {
    console.log('no answer from the name service: using the last one');
  }
  return addresses;
}

/** Sends to the first balancer. A GET that it refuses goes to the second. */
async function origin({ method, url, body, trace }: Ask): Promise<Reply> {
  const [first = '', second = ''] = await balancers();
  const path = url.pathname + url.search;
  const options = { method, body, trace, ms: PATIENCE };
  try {
    return await call(first, path, options);
  } catch (error) {
    if (method !== 'GET' || (error as Error).name === 'TimeoutError') throw error;
    return call(second, path, options);
  }
}

async function answer(ask: Ask): Promise<Reply> {
  const { pathname } = ask.url;
  const kept = files.get(pathname);
  await cpu(0.2);
  if (kept !== undefined && kept.until > Date.now()) return kept.answer;
  const result = await origin(ask).catch((error: Error) => reply(502, { error: error.message }));
  if (ask.parts[0] === 'static' && result.status === 200) {
    files.set(pathname, { answer: result, until: Date.now() + TTL });
    gauge('files', files.size);
  }
  return result;
}

serve(answer);
