/**
 * What a service must not reach, one test each. The code is a reader's, or came with a shared link:
 * it may burn its own processor and nothing else. @once
 */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { openEngine } from '../helpers/engine-page.ts';
import { expect, test } from './fixtures.ts';

/** Each tries one way out and logs what came of it. `TARGET` is a real server that counts visitors. */
const ATTEMPTS: readonly { name: string; code: string }[] = [
  {
    name: "fetch('https://example.com')",
    code: `await fetch('https://example.com'); out('reached');`,
  },
  { name: 'fetch of a real server', code: `await fetch(TARGET); out('reached');` },
  {
    name: 'node:http to a real server',
    code: `await new Promise((yes, no) => http.get(TARGET, yes).on('error', no)); out('reached');`,
  },
  {
    name: 'XMLHttpRequest',
    code: `const x = new XMLHttpRequest(); x.open('GET', TARGET); x.send(); out('reached');`,
  },
  { name: 'WebSocket', code: `new WebSocket(TARGET.replace('http', 'ws')); out('reached');` },
  { name: 'EventSource', code: `new EventSource(TARGET); out('reached');` },
  { name: 'WebTransport', code: `new WebTransport('https://example.com'); out('reached');` },
  { name: 'importScripts', code: `importScripts(TARGET); out('reached');` },
  { name: 'importScripts through self', code: `self.importScripts(TARGET); out('reached');` },
  { name: 'a dynamic import of a URL', code: `await import(String(TARGET)); out('reached');` },
  {
    name: 'a native dynamic import',
    code: `await (0, eval)('import(' + JSON.stringify(TARGET) + ')'); out('reached');`,
  },
  { name: 'navigator.sendBeacon', code: `navigator.sendBeacon(TARGET); out('reached');` },
  { name: 'indexedDB', code: `indexedDB.open('x'); out('reached');` },
  { name: 'caches', code: `await caches.open('x'); out('reached');` },
  { name: 'localStorage', code: `localStorage.setItem('x', '1'); out('reached');` },
  { name: 'parent', code: `parent.document.title; out('reached');` },
  { name: 'top', code: `top.location.href; out('reached');` },
  { name: 'opener', code: `opener.location.href; out('reached');` },
  { name: 'document', code: `document.body; out('reached');` },
  { name: 'a nested Worker', code: `new Worker('data:text/javascript,0'); out('reached');` },
  {
    name: 'BroadcastChannel',
    code: `new BroadcastChannel('x').postMessage('hello'); out('reached');`,
  },
  {
    name: 'a font',
    code: `await new FontFace('x', 'url(' + TARGET + ')').load(); out('reached');`,
  },
  {
    name: 'WebAssembly over the network',
    code: `await WebAssembly.compileStreaming(fetch(TARGET)); out('reached');`,
  },
  { name: 'a message past the kernel', code: `self.postMessage({ k: 'done' }); out('reached');` },
  {
    name: 'the constructor of a Worker scope',
    code: `Object.getPrototypeOf(self).importScripts.call(self, TARGET); out('reached');`,
  },
];

test.describe('A service cannot reach @once', () => {
  let server: Server;
  let visits = 0;
  let target = '';

  test.use({ tolerated: [/Content Security Policy|Refused to|violates/i] });

  test.beforeAll(async () => {
    server = createServer((_request, response) => {
      visits++;
      response.setHeader('access-control-allow-origin', '*');
      response.end('hello');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    target = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  });

  test.afterAll(() => {
    server.close();
  });

  for (const { name, code } of ATTEMPTS) {
    test(name, async ({ page }) => {
      visits = 0;
      const engine = await openEngine(page);
      const source = [
        `import http from 'node:http';`,
        `void http;`,
        `const TARGET = ${JSON.stringify(target)};`,
        `const out = (text: string) => console.log(text);`,
        `try { ${code} } catch (error) { out('refused: ' + error); }`,
        `setTimeout(() => out('alive'), 500);`,
      ].join('\n');
      const { events } = await engine.run(
        {
          machines: [{ id: 'web', entry: 'web.ts' }],
          links: [{ from: 'clients', to: 'web' }],
          files: { 'web.ts': source },
          seed: 1,
        },
        [],
        1000,
      );
      const logs = events.flatMap((event) => (event.kind === 'log' ? [event.text] : []));
      const crashes = events.flatMap((event) => (event.kind === 'crash' ? [event.message] : []));
      expect(logs).not.toContain('reached');
      // It failed by an error, or the file was refused before it ran: never by silence alone.
      expect(
        logs.some((text) => text.startsWith('refused:')) || crashes.length > 0,
        `${logs.join()} ${crashes.join()}`,
      ).toBe(true);
      expect(visits).toBe(0);
    });
  }
});
