import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { get, type IncomingHttpHeaders } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { serve, type SiteServer } from '../../../scripts/serve.ts';

let folder: string;
let site: SiteServer;
const long = '<p>health</p>'.repeat(100);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'serve-'));
  mkdirSync(join(folder, 'site', 'stage'), { recursive: true });
  mkdirSync(join(folder, 'site', '_astro'));
  writeFileSync(join(folder, 'secret.txt'), 'secret');
  writeFileSync(join(folder, 'site', 'index.html'), long);
  writeFileSync(join(folder, 'site', 'stage', 'index.html'), 'stage');
  writeFileSync(join(folder, 'site', '404.html'), 'no such page');
  writeFileSync(join(folder, 'site', '_astro', 'a.js'), 'export {};');
  writeFileSync(join(folder, 'site', 'font.woff2'), 'x'.repeat(1000));
  writeFileSync(join(folder, 'site', 'with space.svg'), '<svg/>');
  writeFileSync(join(folder, 'site', '_headers'), '/stage/*\n  X-Stage: yes\n');
  site = await serve(join(folder, 'site'), { port: 0 });
});

afterAll(async () => {
  await site.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Answer {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** Asks for a path exactly as written, which fetch would tidy up. */
function ask(path: string, headers: Record<string, string> = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    get({ host: '127.0.0.1', port: site.port, path, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({
          status: response.statusCode,
          headers: response.headers,
          body: Buffer.concat(chunks),
        }),
      );
    }).on('error', reject);
  });
}

describe('serve', () => {
  test('a folder answers with its index.html', async () => {
    const answer = await ask('/stage/');
    expect(answer.status).toBe(200);
    expect(answer.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(answer.body.toString()).toBe('stage');
  });

  test('a folder without its slash is sent on, query and all, within the site', async () => {
    const answer = await ask('/stage?x=1');
    expect([answer.status, answer.headers.location]).toEqual([308, '/stage/?x=1']);
    expect((await ask('//stage')).headers.location ?? '').not.toMatch(/^\/\//);
  });

  test('paths get the headers that the folder asks for', async () => {
    expect((await ask('/stage/')).headers['x-stage']).toBe('yes');
    expect((await ask('/')).headers['x-stage']).toBeUndefined();
  });

  test('what does not exist answers 404 with the page for it', async () => {
    const answer = await ask('/nowhere');
    expect([answer.status, answer.body.toString()]).toEqual([404, 'no such page']);
  });

  test.each(['/../secret.txt', '/%2e%2e/secret.txt', '/..%2fsecret.txt', '/%00', '/%zz'])(
    'nothing outside the folder: %s',
    async (path) => {
      const answer = await ask(path);
      expect(answer.status).toBe(404);
      expect(answer.body.toString()).not.toContain('secret');
    },
  );

  test('text is gzipped for those who take it, and only then', async () => {
    const zipped = await ask('/', { 'accept-encoding': 'gzip' });
    expect(zipped.headers['content-encoding']).toBe('gzip');
    expect(Number(zipped.headers['content-length'])).toBe(zipped.body.length);
    expect(gunzipSync(zipped.body).toString()).toBe(long);
    expect((await ask('/')).body.toString()).toBe(long);
    const font = await ask('/font.woff2', { 'accept-encoding': 'gzip' });
    expect(font.headers['content-encoding']).toBeUndefined();
    expect(font.headers['content-type']).toBe('font/woff2');
  });

  test('an unchanged file is not sent twice', async () => {
    const { etag } = (await ask('/')).headers;
    const again = await ask('/', { 'if-none-match': etag ?? '' });
    expect([again.status, again.body.length]).toEqual([304, 0]);
    writeFileSync(join(folder, 'site', 'stage', 'index.html'), 'stage two');
    expect((await ask('/stage/')).body.toString()).toBe('stage two');
  });

  test('hashed assets may be kept for good', async () => {
    expect((await ask('/_astro/a.js')).headers['cache-control']).toContain('immutable');
    expect((await ask('/_astro/b.js')).headers['cache-control']).toBe('no-cache');
    expect((await ask('/')).headers['cache-control']).toBe('no-cache');
  });

  test('names with spaces', async () => {
    expect((await ask('/with%20space.svg')).headers['content-type']).toMatch('image/svg+xml');
  });

  test('a taken port: the next one where allowed, else an error', async () => {
    const second = await serve(folder, { port: site.port, tries: 20 });
    expect(second.port).toBeGreaterThan(site.port);
    await second.close();
    await expect(serve(folder, { port: site.port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });
});
