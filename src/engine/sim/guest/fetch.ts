/**
 * `fetch` for one process. `AbortSignal` is the platform's own; `Request`, `Response` and
 * `Headers` are ours: the platform's settle their bodies on real tasks, which virtual time cannot
 * wait for.
 */
import type { Body, SendFacts } from '../protocol.ts';
import { guardRequest } from './abort.ts';
import { BodySource, givenBody, type GivenBody } from './body.ts';
import { LabHeaders, pairsIn, type HeadersInit } from './headers.ts';
import type { Agent, Claim } from './http/agent.ts';
import { findRaw } from './http/headers.ts';
import { byteLength } from './http/outgoing.ts';
import type { ClientConnection, ExchangeListener, Net, Origin } from './net.ts';
import { named } from './platform.ts';
import { LabRequest, methodOf, type RequestInit } from './request.ts';
import { responseOf, type LabResponse } from './response.ts';
import { targetOf, type Target } from './target.ts';

export interface FetchSetup {
  readonly net: Net;
  readonly agent: Agent;
}

/** `fetch` for one process. Connections are kept alive and pooled without limit, as Node's are. */
export function createFetch({
  net,
  agent,
}: FetchSetup): (input: unknown, init?: RequestInit) => Promise<LabResponse> {
  const once = (
    { hostname, port, path, href }: Target,
    method: string,
    headers: string[],
    given: GivenBody | null,
    signal: AbortSignal | null,
    redirected: boolean,
  ): Promise<LabResponse> =>
    new Promise((resolve, reject) => {
      const id = net.nextId();
      const origin: Origin = { host: hostname, port };
      const trace = findRaw(headers, 'x-request-id');
      const facts: SendFacts = { id, method, path, ...(trace === undefined ? {} : { trace }) };
      let connection: ClientConnection | null = null;
      let claim: Claim | null = null;
      let source: BodySource | null = null;
      // Without a word of the server's, as undici: 4 s.
      let keepAlive = 'timeout=5';
      let over = false;
      let unguard = (): void => {};

      const settle = (): void => {
        over = true;
        unguard();
      };
      const failed = (reason: Error): void => {
        settle();
        const cause = socketError(reason);
        const error = Object.assign(new TypeError('fetch failed', { cause }));
        if (source) source.fail(Object.assign(new TypeError('terminated', { cause })));
        else reject(error);
      };
      const onAbort = (): void => {
        if (over) return;
        settle();
        claim?.cancel();
        if (connection) {
          connection.exchange = null;
          const { name } = (signal!.reason ?? {}) as { name?: unknown };
          connection.destroy(name === 'TimeoutError' ? 'ETIMEDOUT' : 'ABORTED');
        }
        if (source) source.fail(signal!.reason as Error);
        else reject(signal!.reason as Error);
      };
      const complete = (): void => {
        settle();
        if (connection) agent.release(connection, keepAlive);
      };
      const write = (): void => {
        const sent = connection!.announced === id;
        connection!.send({
          k: 'req',
          c: connection!.id,
          id,
          method,
          path,
          headers,
          body: given?.known ?? null,
          end: given?.known !== undefined || given === null,
          ...(sent ? { sent } : {}),
        });
        if (given?.known === undefined && given) void stream(given);
      };
      /** Sends a body as the program gives it. */
      const stream = async ({ source: parts }: GivenBody): Promise<void> => {
        const segment = (part: Body | null): void =>
          connection!.send({
            k: 'data',
            c: connection!.id,
            id,
            body: part,
            end: part === null,
          });
        try {
          for (let part = await parts.next(); part !== null; part = await parts.next()) {
            if (over) return parts.cancel(undefined);
            segment(part);
          }
          if (!over) segment(null);
        } catch (error) {
          if (over) return;
          settle();
          connection?.destroy('ABORTED');
          reject(error);
        }
      };
      const exchange: ExchangeListener = {
        onConnected: write,
        onResponse(head) {
          if (head.interim) return;
          keepAlive = findRaw(head.headers, 'keep-alive') ?? keepAlive;
          source = new BodySource();
          source.push(head.body, head.end);
          source.onCancel = () => {
            over = true;
            connection?.destroy('ABORTED');
          };
          resolve(
            responseOf({
              status: head.status,
              statusText: head.message,
              raw: head.headers,
              url: href,
              redirected,
              type: 'basic',
              body: source,
            }),
          );
          if (head.end) complete();
        },
        onData(data) {
          source?.push(data.body, data.end);
          if (data.end) complete();
        },
        onFailed: failed,
      };

      if (signal?.aborted) {
        reject(signal.reason as Error);
        return;
      }
      if (signal) unguard = guardRequest(signal, onAbort);
      claim = agent.claim(origin, exchange, (got) => {
        connection = got;
        if (got.opening) net.open(got, facts);
        else write();
      });
    });

  const fetch = async (input: unknown, init: RequestInit = {}): Promise<LabResponse> => {
    const request = input instanceof LabRequest ? input : null;
    let to = targetOf(request ? request.url : input);
    let method = init.method === undefined ? (request?.method ?? 'GET') : methodOf(init.method);
    const signal = init.signal ?? request?.signal ?? null;
    const redirect = init.redirect ?? request?.redirect ?? 'follow';
    const own = init.body !== undefined && init.body !== null;
    let body = own ? givenBody(init.body) : (request?.passOn() ?? null);
    if (body && (method === 'GET' || method === 'HEAD')) {
      throw new TypeError('Request with GET/HEAD method cannot have body.');
    }
    if (own && body?.known === undefined && init.duplex === undefined) {
      throw new TypeError('RequestInit: duplex option is required when sending a body.');
    }
    let redirected = false;
    for (let hops = 0; ; hops++) {
      const headers = requestHeaders(to, init.headers ?? request?.headers, body, method);
      const response = await once(to, method, headers, body, signal, redirected);
      const location = redirectOf(response);
      if (!location || redirect === 'manual') return response;
      if (redirect === 'error')
        throw new TypeError('fetch failed', { cause: new Error('unexpected redirect') });
      if (hops >= 20)
        throw new TypeError('fetch failed', { cause: new Error('redirect count exceeded') });
      to = targetOf(location, to.href);
      redirected = true;
      if (
        response.status === 303 ||
        (method === 'POST' && (response.status === 301 || response.status === 302))
      ) {
        method = 'GET';
        body = null;
      }
    }
  };
  return named(fetch, 'fetch');
}

/** A connection that breaks has a name of its own in Node's fetch. */
function socketError(reason: Error & { code?: string }): Error {
  if (reason.code !== 'ECONNRESET') return reason;
  const error = Object.assign(new Error('other side closed'), { code: 'UND_ERR_SOCKET' });
  error.name = 'SocketError';
  return error;
}

function redirectOf(response: LabResponse): string | null {
  return [301, 302, 303, 307, 308].includes(response.status)
    ? response.headers.get('location')
    : null;
}

function requestHeaders(
  { host }: Target,
  given: HeadersInit | undefined,
  body: GivenBody | null,
  method: string,
): string[] {
  const raw = ['host', host, 'connection', 'keep-alive'];
  const own =
    given === undefined ? null : given instanceof LabHeaders ? given : new LabHeaders(given);
  if (own) for (const [name, value] of pairsIn(own)) raw.push(name, value);
  if (body?.type && !own?.has('content-type')) raw.push('content-type', body.type);
  if (!own?.has('accept')) raw.push('accept', '*/*');
  if (!own?.has('accept-language')) raw.push('accept-language', '*');
  raw.push('sec-fetch-mode', 'cors');
  if (!own?.has('user-agent')) raw.push('user-agent', 'node');
  if (!own?.has('accept-encoding')) raw.push('accept-encoding', 'gzip, deflate');
  if (body && body.known === undefined) raw.push('transfer-encoding', 'chunked');
  else if (body || method === 'POST' || method === 'PUT' || method === 'PATCH')
    raw.push('content-length', String(byteLength(body?.known ?? null)));
  return raw;
}
