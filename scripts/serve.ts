/**
 * A small static server for the built site, used by `npm start` and by the tests. It does what a
 * static host does: folders answer with their index.html, unknown paths with 404.html, text goes
 * gzipped, an unchanged file is not sent twice, and headers are sent as the folder's `_headers` says.
 */
import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, resolve, sep } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { headersFor, parseHeaders, type HeaderRule } from '../src/integrations/headers.ts';

const compress = promisify(gzip);

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.xml': 'application/xml; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.svg': 'image/svg+xml; charset=utf-8',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.avif': 'image/avif',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.pdf': 'application/pdf',
};

/** Formats that are already compressed gain nothing from gzip. */
const compressible = /^(text\/|application\/(json|xml|manifest|wasm|pdf)|image\/svg)/;

interface Page {
  readonly type: string;
  readonly etag: string;
  readonly body: Buffer;
  readonly zipped: Buffer | undefined;
}

export interface SiteServer {
  /** `http://localhost:4173` */
  readonly url: string;
  readonly port: number;
  close(): Promise<void>;
}

export interface ServeOptions {
  /** 0 picks a free one. */
  readonly port: number;
  /** The address to listen on; this machine alone by default. */
  readonly host?: string;
  /** How many ports above `port` to try when it is taken; 0 by default. */
  readonly tries?: number;
  /** Answers what is no file of the site; false leaves it to the site. */
  readonly answer?: (request: IncomingMessage, response: ServerResponse) => boolean;
  /** Goes before the end of the head of every page. */
  readonly head?: string;
}

/**
 * Serves a folder over HTTP.
 * @throws the system's own error (EADDRINUSE, EACCES) when no port could be had.
 */
export async function serve(folder: string, options: ServeOptions): Promise<SiteServer> {
  const base = resolve(folder);
  const cache = new Map<string, { readonly mtimeMs: number; readonly page: Page }>();
  const rules = parseHeaders(await readFile(join(base, '_headers'), 'utf8').catch(() => ''));
  const site: Site = { base, rules, cache, head: options.head ?? '' };
  const server = createServer((request, response) => {
    if (options.answer?.(request, response) === true) return;
    answer(site, request, response).catch((error: unknown) => {
      response.writeHead(500, { 'content-type': 'text/plain; charset=utf-8' });
      response.end(`This file could not be read: ${String(error)}\n`);
    });
  });
  await listen(server, options);
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://localhost:${port}`,
    port,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

async function listen(server: Server, options: ServeOptions): Promise<void> {
  const host = options.host ?? '127.0.0.1';
  for (let left = options.tries ?? 0, port = options.port; ; left -= 1, port += 1) {
    try {
      await new Promise<void>((done, failed) => {
        server.once('error', failed);
        server.listen(port, host, () => {
          server.off('error', failed);
          done();
        });
      });
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE' || left <= 0) throw error;
    }
  }
}

interface Site {
  readonly base: string;
  /** Headers that the folder asks for. */
  readonly rules: readonly HeaderRule[];
  readonly cache: Map<string, { readonly mtimeMs: number; readonly page: Page }>;
  readonly head: string;
}

async function answer(
  site: Site,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.writeHead(405, { allow: 'GET, HEAD' }).end();
    return;
  }
  const { base, rules } = site;
  const url = new URL(request.url ?? '/', 'http://localhost');
  for (const [name, value] of Object.entries(headersFor(rules, url.pathname)))
    response.setHeader(name, value);
  const wanted = locate(base, url.pathname);
  let status = 200;
  let file = wanted;
  const found = wanted === undefined ? undefined : await look(wanted);
  if (found === 'folder') {
    if (!url.pathname.endsWith('/')) {
      // A relative link in the page needs the slash. The path begins with one slash, never two.
      const path = url.pathname.replace(/^\/+/, '/');
      response.writeHead(308, { location: `${path}/${url.search}` }).end();
      return;
    }
    file = join(wanted as string, 'index.html');
  }
  if (file === undefined || (await look(file)) !== 'file') {
    status = 404;
    file = join(base, '404.html');
    if ((await look(file)) !== 'file') {
      response.writeHead(404, { 'content-type': 'text/plain; charset=utf-8' });
      response.end('Not found\n');
      return;
    }
  }
  const page = await load(file, site);
  const zipped = page.zipped && /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''));
  const etag = zipped ? `"${page.etag}-gz"` : `"${page.etag}"`;
  const body = zipped ? page.zipped : page.body;
  response.setHeader('etag', etag);
  response.setHeader('vary', 'accept-encoding');
  // Built assets carry a hash in their names; everything else is asked for anew, by ETag.
  response.setHeader(
    'cache-control',
    url.pathname.startsWith('/_astro/') && status === 200
      ? 'public, max-age=31536000, immutable'
      : 'no-cache',
  );
  if (status === 200 && request.headers['if-none-match'] === etag) {
    response.writeHead(304).end();
    return;
  }
  response.setHeader('content-type', page.type);
  response.setHeader('x-content-type-options', 'nosniff');
  response.setHeader('content-length', body.length);
  if (zipped) response.setHeader('content-encoding', 'gzip');
  response.writeHead(status);
  response.end(request.method === 'HEAD' ? undefined : body);
}

/** The file or folder that a URL's path names; undefined when it is malformed or leaves `base`. */
export function locate(base: string, pathname: string): string | undefined {
  let path: string;
  try {
    path = decodeURIComponent(pathname);
  } catch {
    return undefined;
  }
  if (path.includes('\0')) return undefined;
  const file = resolve(base, `.${sep}${path}`);
  return file === base || file.startsWith(base + sep) ? file : undefined;
}

async function look(path: string): Promise<'file' | 'folder' | undefined> {
  try {
    return (await stat(path)).isDirectory() ? 'folder' : 'file';
  } catch {
    return undefined;
  }
}

async function load(file: string, { cache, head }: Site): Promise<Page> {
  const { mtimeMs } = await stat(file);
  const known = cache.get(file);
  if (known?.mtimeMs === mtimeMs) return known.page;
  const type = types[extname(file).toLowerCase()] ?? 'application/octet-stream';
  const text = await readFile(file);
  const body =
    head !== '' && type.startsWith('text/html')
      ? Buffer.from(text.toString().replace('</head>', () => `${head}</head>`))
      : text;
  const page: Page = {
    type,
    etag: createHash('sha256').update(body).digest('base64url').slice(0, 22),
    body,
    zipped: compressible.test(type) && body.length > 200 ? await compress(body) : undefined,
  };
  cache.set(file, { mtimeMs, page });
  return page;
}
