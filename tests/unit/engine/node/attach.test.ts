/** The server that a page is attached to: who may call it, and what becomes of sessions. */
import { createServer, request, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { BootPlan, Engine } from '../../../../src/engine/contract.ts';
import type { AttachedNews } from '../../../../src/engine/node/attach-messages.ts';
import { attachServer, type AttachServer } from '../../../../src/engine/node/attach-server.ts';
import { inlineEngine } from '../../../../src/engine/sim/hosts/inline.ts';

const plan: BootPlan = {
  machines: [{ id: 'a', entry: 'a.ts' }],
  links: [],
  files: { 'a.ts': "console.log('here');" },
  seed: 1,
};
let disposed = 0;
const engine: Engine = {
  ...inlineEngine,
  async boot(asked, options) {
    const session = await inlineEngine.boot(asked, { ...options, speed: 1 });
    const dispose = session.dispose.bind(session);
    session.dispose = () => {
      disposed += 1;
      return dispose();
    };
    return session;
  },
};
let attached: AttachServer;
let port = 0;
const server = createServer((asked, answer) => {
  if (!attached.answer(asked, answer)) answer.writeHead(200).end('site');
});

beforeEach(async () => {
  disposed = 0;
  attached = attachServer(engine, () => port);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  port = (server.address() as AddressInfo).port;
});
afterEach(async () => {
  await attached.close();
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
});

interface Asked {
  readonly path?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

async function post({ path = `${attached.attached.base}/calls`, headers, body }: Asked) {
  const all = { host: `localhost:${port}`, 'content-type': 'application/json', ...headers };
  const asked = request({ port, host: '127.0.0.1', method: 'POST', path, headers: all });
  asked.end(body ?? '{}');
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    asked.once('response', resolve).once('error', reject);
  });
  let text = '';
  for await (const part of answer) text += String(part);
  return { status: answer.statusCode, text };
}

/** Opens a page's stream. */
async function open(page: string) {
  const path = `${attached.attached.base}/events?page=${page}`;
  const asked = request({ port, host: '127.0.0.1', path, headers: { host: `localhost:${port}` } });
  asked.end();
  const news: AttachedNews[] = [];
  const answer = await new Promise<IncomingMessage>((resolve) => asked.once('response', resolve));
  answer.setEncoding('utf8').on('data', (text: string) => {
    for (const [, data] of text.matchAll(/^data: (.*)$/gm)) {
      news.push(JSON.parse(data ?? '') as AttachedNews);
    }
  });
  answer.on('error', () => undefined);
  return { news, close: () => asked.destroy() };
}

it('refuses other hosts, other sites, other formats and who does not know the secret', async () => {
  const status = async (asked: Asked) => (await post(asked)).status;
  expect(await status({ headers: { host: `evil.example:${port}` } })).toBe(403);
  expect(await status({ headers: { origin: 'http://evil.example' } })).toBe(403);
  expect(await status({ headers: { origin: `http://localhost:${port + 1}` } })).toBe(403);
  expect(await status({ headers: { 'content-type': 'text/plain' } })).toBe(403);
  expect(await status({ path: '/attached/guess/calls' })).toBe(404);
  expect(await status({ headers: { origin: `http://localhost:${port}` } })).toBe(200);
  expect((await post({ path: '/labs/' })).text).toBe('site');
});

it('boots, tells the journal, and ends sessions with their page', async () => {
  const page = await open('p1');
  const call = async (what: object) => {
    const body = JSON.stringify({ page: 'p1', session: 's1', ...what });
    return JSON.parse((await post({ body })).text) as Record<string, unknown>;
  };
  expect(await call({ verb: 'boot', plan, timeline: [] })).toEqual({ value: null });
  const answer = await call({ verb: 'apply', action: { kind: 'mark', name: 'here' } });
  expect(answer['value']).toBeTypeOf('number');
  const kinds = () =>
    page.news
      .flatMap((news) => (news.k === 'batch' ? news.batch.events : []))
      .map(({ kind }) => kind);
  await vi.waitUntil(() => kinds().includes('action'));
  expect(kinds()).toContain('log');
  const bad = { verb: 'boot', session: 's2', plan: { ...plan, files: {} }, timeline: [] };
  expect(await call(bad)).toMatchObject({ error: { name: 'BootError' } });
  expect(await call({ verb: 'boot', plan, timeline: [] })).toMatchObject({
    error: { message: 'This session has begun.' },
  });
  expect(disposed).toBe(0);
  page.close();
  await vi.waitUntil(() => disposed === 1);
  expect(await call({ verb: 'apply', action: { kind: 'heal-all' } })).toMatchObject({
    error: { message: 'This page is not attached: reload it.' },
  });
});
