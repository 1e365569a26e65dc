/**
 * Serves an engine of this computer to a page of its own site, over loopback. Whoever calls has to know
 * the secret in the address, which stands in that page alone, and to come from the site itself: no
 * other page that is open in the browser can.
 */
import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Engine, Session } from '../contract.ts';
import type {
  Attached,
  AttachedAnswer,
  AttachedCall,
  AttachedNews,
  AttachedRequest,
} from './attach-messages.ts';

/** Bytes of a call: all files of a lab, and more. */
const LONGEST_CALL = 8 << 20;

interface Page {
  readonly tell: (news: AttachedNews) => void;
  readonly sessions: Map<string, Attending>;
}

/** A session that is being booted, or runs. */
interface Attending {
  readonly cancel: AbortController;
  readonly session: Promise<Session>;
}

export interface AttachServer {
  /** What the site's pages have to know. */
  readonly attached: Attached;
  /** Answers what is meant for it; false leaves a request to somebody else. */
  answer(request: IncomingMessage, response: ServerResponse): boolean;
  /** Ends every session. */
  close(): Promise<void>;
}

/** @param port the one that the site is served on */
export function attachServer(engine: Engine, port: () => number): AttachServer {
  const base = `/attached/${randomBytes(18).toString('base64url')}`;
  const pages = new Map<string, Page>();

  const closePage = async (id: string): Promise<void> => {
    const page = pages.get(id);
    pages.delete(id);
    await Promise.all([...(page?.sessions.values() ?? [])].map(end));
  };

  const stream = (url: URL, response: ServerResponse): void => {
    const id = url.searchParams.get('page') ?? '';
    response.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    });
    response.write(': here\n\n');
    pages.set(id, {
      tell: (news) => response.write(`data: ${JSON.stringify(news)}\n\n`),
      sessions: new Map(),
    });
    response.once('close', () => void closePage(id));
  };

  const call = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    let answer: AttachedAnswer;
    try {
      const asked = JSON.parse(await bodyOf(request)) as AttachedRequest;
      const page = pages.get(asked.page);
      if (!page) throw new Error('This page is not attached: reload it.');
      answer = { value: (await obey(engine, page, asked)) ?? null };
    } catch (error) {
      const { name, message } = error instanceof Error ? error : new Error(String(error));
      answer = { error: { name, message } };
    }
    response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' });
    response.end(JSON.stringify(answer));
  };

  return {
    attached: { base, capabilities: engine.capabilities },
    answer(request, response) {
      const url = new URL(request.url ?? '/', 'http://localhost');
      if (!url.pathname.startsWith('/attached/')) return false;
      const problem = strange(request, port());
      const known = url.pathname.startsWith(`${base}/`);
      if (problem !== undefined || !known) {
        response.writeHead(known ? 403 : 404, { 'content-type': 'text/plain; charset=utf-8' });
        response.end(`${problem ?? 'Not found'}\n`);
      } else if (request.method === 'GET' && url.pathname === `${base}/events`) {
        stream(url, response);
      } else if (request.method === 'POST' && url.pathname === `${base}/calls`) {
        void call(request, response);
      } else response.writeHead(405).end();
      return true;
    },
    async close() {
      await Promise.all([...pages.keys()].map(closePage));
    },
  };
}

/** Why a request does not come from the site's own page; undefined when it does. */
function strange({ headers, method }: IncomingMessage, port: number): string | undefined {
  const hosts = [`localhost:${port}`, `127.0.0.1:${port}`];
  // A name of somebody else's that leads here (DNS rebinding).
  if (!hosts.includes(headers.host ?? '')) return 'This address is for localhost alone.';
  const { origin } = headers;
  if (origin !== undefined && origin !== `http://${headers.host}`)
    return 'Another site may not call this one.';
  // A form of another site cannot send it.
  if (method === 'POST' && headers['content-type'] !== 'application/json')
    return 'A call is application/json.';
  return undefined;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    bytes += part.length;
    if (bytes > LONGEST_CALL) throw new Error('That is more than a lab has.');
    parts.push(part);
  }
  return Buffer.concat(parts).toString();
}

async function obey(
  engine: Engine,
  page: Page,
  { page: _, session: id, ...asked }: AttachedRequest,
): Promise<unknown> {
  const call: AttachedCall = asked;
  if (call.verb === 'boot') {
    await boot(engine, page, id, call);
    return null;
  }
  const attending = page.sessions.get(id);
  if (call.verb === 'dispose') {
    page.sessions.delete(id);
    if (attending) await end(attending);
    return null;
  }
  if (!attending) throw new Error('There is no such session.');
  const session = await attending.session;
  switch (call.verb) {
    case 'apply':
      return session.apply(call.action);
    case 'schedule':
      return session.schedule(call.timeline);
    case 'play':
      return session.play(call.timeline);
    case 'write':
      return session.write(call.path, call.text);
  }
}

async function boot(
  engine: Engine,
  page: Page,
  id: string,
  { plan, timeline }: Extract<AttachedCall, { verb: 'boot' }>,
): Promise<void> {
  const cancel = new AbortController();
  const session = engine.boot(plan, {
    timeline,
    signal: cancel.signal,
    onStep: (step) => page.tell({ session: id, k: 'step', step }),
  });
  page.sessions.set(id, { cancel, session });
  const running = await session;
  running.subscribe((batch) => page.tell({ session: id, k: 'batch', batch }));
  void running.died.then((reason) => page.tell({ session: id, k: 'died', reason }));
}

async function end({ cancel, session }: Attending): Promise<void> {
  cancel.abort(new Error('The page has gone.'));
  // One that did not come up has cleared up after itself.
  await session.then(
    (running) => running.dispose(),
    () => undefined,
  );
}
