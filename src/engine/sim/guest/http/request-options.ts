/** What `http.request` is given, as one set of options that has been checked. */
import { nodeError, unsupported } from '../errors.ts';
import type { HeaderValue } from './headers.ts';
import { checkBoolean, checkInteger, invalidType, timerDuration } from './validate.ts';
import type { Agent } from './agent.ts';
import type { IncomingMessage } from './incoming.ts';

export interface RequestOptions {
  readonly protocol?: string | null;
  readonly host?: string | null;
  readonly hostname?: string | null;
  readonly port?: number | string | null;
  readonly defaultPort?: number;
  readonly path?: string | null;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, HeaderValue | undefined>> | readonly string[];
  readonly agent?: Agent | false | null;
  readonly timeout?: number;
  readonly auth?: string | null;
  readonly signal?: AbortSignal;
  readonly setHost?: boolean;
  readonly setDefaultHeaders?: boolean;
  readonly localAddress?: string;
  readonly family?: number;
  readonly socketPath?: string;
  readonly joinDuplicateHeaders?: boolean;
  readonly insecureHTTPParser?: boolean;
  readonly maxHeaderSize?: number;
  readonly createConnection?: unknown;
}

export type ResponseListener = (response: IncomingMessage) => unknown;

/** Node's arguments `(url | options, options?, listener?)`. */
export function requestOptions(args: readonly unknown[]): {
  options: RequestOptions;
  listener?: ResponseListener;
} {
  const rest = [...args];
  const options = Object.create(null) as Record<string, unknown>;
  const first = rest.shift();
  if (typeof first === 'string' || first instanceof URL) {
    Object.assign(options, fromUrl(typeof first === 'string' ? parse(first) : first));
  } else rest.unshift(first);
  if (typeof rest[0] === 'object' && rest[0] !== null) Object.assign(options, rest.shift());
  const listener = rest.find((arg) => typeof arg === 'function') as ResponseListener | undefined;
  return { options, ...(listener ? { listener } : {}) };
}

/** What cannot be sent, or is not simulated. @throws as Node does */
export function checkOptions(options: RequestOptions, protocol: string): void {
  const { socketPath, createConnection, timeout, maxHeaderSize } = options;
  if (options.path) checkPath(String(options.path));
  const wanted = options.protocol || protocol;
  if (wanted !== (protocol || 'http:')) {
    if (wanted === 'https:') {
      throw unsupported('https', 'Between the machines of a lab use http:.');
    }
    const words = `Protocol "${wanted}" not supported. Expected "${protocol}"`;
    throw nodeError('ERR_INVALID_PROTOCOL', words, TypeError);
  }
  checkHost(options.hostname, 'hostname');
  checkHost(options.host, 'host');
  if (socketPath) throw unsupported('socketPath', 'Use a host and a port.');
  if (createConnection) throw unsupported('createConnection', 'Use a host and a port.');
  if (timeout !== undefined) timerDuration(timeout, 'timeout');
  if (options.method !== undefined && options.method !== null) {
    if (typeof options.method !== 'string') {
      throw invalidType('options.method', 'of type string', options.method);
    }
    if (options.method && !/^[\^_`a-zA-Z\-0-9!#$%&'*+.|~]+$/.test(options.method)) {
      const words = `Method must be a valid HTTP token ["${options.method}"]`;
      throw nodeError('ERR_INVALID_HTTP_TOKEN', words, TypeError);
    }
  }
  if (maxHeaderSize !== undefined) checkInteger(maxHeaderSize, 'maxHeaderSize', 0);
  const { insecureHTTPParser: lenient, joinDuplicateHeaders: joins } = options;
  if (lenient !== undefined) checkBoolean(lenient, 'options.insecureHTTPParser');
  if (joins !== undefined) checkBoolean(joins, 'options.joinDuplicateHeaders');
}

/** @throws TypeError for a path that would break the request's first line */
export function checkPath(path: string): void {
  if (!/[^\x21-\xff]/.test(path)) return;
  const words = 'Request path contains unescaped characters';
  throw nodeError('ERR_UNESCAPED_CHARACTERS', words, TypeError);
}

function checkHost(host: unknown, name: string): void {
  if (host === undefined || host === null || typeof host === 'string') return;
  throw invalidType(`options.${name}`, 'of type string or one of undefined or null', host);
}

function parse(text: string): URL {
  try {
    return new URL(text);
  } catch {
    throw Object.assign(nodeError('ERR_INVALID_URL', 'Invalid URL', TypeError), { input: text });
  }
}

function fromUrl(url: URL): Record<string, unknown> {
  return {
    // What a program added to it counts as well.
    ...url,
    protocol: url.protocol,
    hostname: url.hostname.replace(/^\[(.*)\]$/, '$1'),
    ...(url.port ? { port: Number(url.port) } : {}),
    path: url.pathname + url.search,
    ...(url.username
      ? { auth: `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}` }
      : {}),
  };
}
