/** `node:url`: the platform's `URL`, file URLs, and the old `parse`, `format` and `resolve`. */
import { nodeError } from '../errors.ts';
import type { NodeModuleFactory } from '../runtime.ts';
import { parse as parseQuery, stringify as stringifyQuery } from './querystring.ts';

/** What `url.parse` gives: every part or null. */
class Url {
  protocol: string | null = null;
  slashes: boolean | null = null;
  auth: string | null = null;
  host: string | null = null;
  port: string | null = null;
  hostname: string | null = null;
  hash: string | null = null;
  search: string | null = null;
  query: string | null | ReturnType<typeof parseQuery> = null;
  pathname: string | null = null;
  path: string | null = null;
  href = '';
}

const WITH_SLASHES = /^(?:https?|ftp|wss?|file|gopher):$/;

function parse(text: string, parseQueryString = false, slashesDenoteHost = false): Url {
  if (typeof text !== 'string') {
    throw nodeError(
      'ERR_INVALID_ARG_TYPE',
      `The "url" argument must be of type string. Received ${text === null ? 'null' : typeof text}`,
      TypeError,
    );
  }
  const url = new Url();
  let rest = text.trim();
  const hashAt = rest.indexOf('#');
  if (hashAt >= 0) {
    url.hash = rest.slice(hashAt);
    rest = rest.slice(0, hashAt);
  }
  const queryAt = rest.indexOf('?');
  if (queryAt >= 0) {
    url.search = rest.slice(queryAt);
    rest = rest.slice(0, queryAt);
  }
  const query = url.search?.slice(1) ?? '';
  if (parseQueryString) url.query = parseQuery(query);
  else if (url.search !== null) url.query = query;
  const protocol = /^[a-z0-9.+-]+:/i.exec(rest)?.[0];
  if (protocol) {
    url.protocol = protocol.toLowerCase();
    rest = rest.slice(protocol.length);
  }
  const slashes = rest.startsWith('//') && (protocol !== undefined || slashesDenoteHost);
  if (slashes || (url.protocol && !WITH_SLASHES.test(url.protocol))) {
    if (slashes) url.slashes = true;
    const [, authority = '', path = ''] = /^(?:\/\/)?([^/]*)(.*)$/s.exec(rest) ?? [];
    const at = authority.lastIndexOf('@');
    if (at >= 0) url.auth = decodeURIComponent(authority.slice(0, at));
    const [, hostname = '', port] = /^(.*?)(?::(\d*))?$/s.exec(authority.slice(at + 1)) ?? [];
    url.hostname = hostname.toLowerCase().replace(/^\[(.*)\]$/, '$1');
    url.port = port ? port : null;
    url.host = hostname.toLowerCase() + (port ? `:${port}` : '');
    rest = path === '' && WITH_SLASHES.test(url.protocol ?? '') ? '/' : path;
  }
  if (rest !== '')
    url.pathname = rest.replace(/[\s"<>`{}|\\^']/g, (c) =>
      encodeURIComponent(c).replace("'", '%27'),
    );
  if (url.pathname !== null || url.search) url.path = (url.pathname ?? '') + (url.search ?? '');
  url.href = format(url);
  return url;
}

interface FormatOptions {
  readonly auth?: boolean;
  readonly fragment?: boolean;
  readonly search?: boolean;
}

function format(from: URL | Partial<Url> | string, options: FormatOptions = {}): string {
  if (typeof from === 'string') return parse(from).href;
  if (from instanceof URL) {
    const url = new URL(from);
    if (options.auth === false) url.username = url.password = '';
    if (options.fragment === false) url.hash = '';
    if (options.search === false) url.search = '';
    return url.href;
  }
  let protocol = from.protocol ?? '';
  if (protocol && !protocol.endsWith(':')) protocol += ':';
  const auth = from.auth ? `${encodeURIComponent(from.auth).replace(/%3A/i, ':')}@` : '';
  const name = from.hostname?.includes(':') ? `[${from.hostname}]` : from.hostname;
  let host: string | null = null;
  if (from.host) host = auth + from.host;
  else if (name) host = auth + name + (from.port ? `:${from.port}` : '');
  let search = from.search ?? '';
  if (!search && from.query && typeof from.query === 'object') {
    const query = stringifyQuery(from.query);
    search = query && `?${query}`;
  }
  if (search && !search.startsWith('?')) search = `?${search}`;
  let hash = from.hash ?? '';
  if (hash && !hash.startsWith('#')) hash = `#${hash}`;
  let pathname = (from.pathname ?? '').replace(/[?#]/g, encodeURIComponent);
  let start = protocol;
  if (from.slashes || (WITH_SLASHES.test(protocol) && host !== null)) {
    start += `//${host ?? ''}`;
    if (pathname && !pathname.startsWith('/')) pathname = `/${pathname}`;
  } else {
    start += host ?? '';
  }
  return start + pathname + search.replace('#', '%23') + hash;
}

/** Where a link `to` on the page `from` leads; both may be relative, as for a browser. */
function resolve(from: string, to: string): string {
  const base = new URL(from, 'resolve://');
  const target = new URL(to, base);
  if (target.protocol !== 'resolve:') return target.href;
  const path = target.pathname + target.search + target.hash;
  return from.startsWith('/') || to.startsWith('/') ? path : path.slice(1);
}

function fileURLToPath(from: string | URL): string {
  const url = new URL(from);
  if (url.protocol !== 'file:') {
    throw nodeError('ERR_INVALID_URL_SCHEME', 'The URL must be of scheme file', TypeError);
  }
  if (/%2f/i.test(url.pathname)) {
    throw nodeError(
      'ERR_INVALID_FILE_URL_PATH',
      'File URL path must not include encoded / characters',
      TypeError,
    );
  }
  return decodeURIComponent(url.pathname);
}

function pathToFileURL(path: string): URL {
  const url = new URL('file:///');
  url.pathname = path.replace(/[%\\\n\r\t?#]/g, encodeURIComponent);
  return url;
}

function urlToHttpOptions(url: URL): Record<string, unknown> {
  const options: Record<string, unknown> = {
    protocol: url.protocol,
    hostname: url.hostname.replace(/^\[(.*)\]$/, '$1'),
    hash: url.hash,
    search: url.search,
    pathname: url.pathname,
    path: url.pathname + url.search,
    href: url.href,
  };
  if (url.port !== '') options['port'] = Number(url.port);
  if (url.username || url.password) {
    options['auth'] = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
  }
  return options;
}

function domainToASCII(domain: string): string {
  try {
    return new URL(`http://${domain}`).hostname;
  } catch {
    return '';
  }
}

export const create: NodeModuleFactory = () => {
  const named = {
    URL,
    URLSearchParams,
    Url,
    parse,
    format,
    resolve,
    fileURLToPath,
    pathToFileURL,
    urlToHttpOptions,
    domainToASCII,
  };
  return { ...named, default: named };
};
