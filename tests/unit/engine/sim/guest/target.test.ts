import { describe, expect, it } from 'vitest';
import { targetOf } from '../../../../../src/engine/sim/guest/target.ts';

/** As the platform reads it. */
function byUrl(text: string): object {
  const url = new URL(text);
  return {
    hostname: url.hostname.replace(/^\[(.*)\]$/, '$1'),
    port: Number(url.port || 80),
    host: url.host,
    path: url.pathname + url.search,
    href: url.href,
  };
}

const HOSTS = ['db', 'web-1', 'a1', 'DB', 'x.y', '10.0.0.2', '1', '0x7f', 'xn--a', 'a_b', '[::1]'];
const PORTS = ['', ':8080', ':80', ':080', ':65535', ':65536', ':', ':x'];
const PATHS = [
  '',
  '/',
  '/a/b.c/d-e_f~g',
  '/a//b/',
  '/a/./b',
  '/a/../b',
  '/..',
  '/.hidden',
  '/%2e%2E/a',
  '/%20a',
  '/%zz',
  "/it's",
  '/a b',
  '/ä',
  '/a"b',
  '/a|b^c`d',
  '/{x}',
  '/a\\b',
  '/a;b=c,d@e:f!g$h&i(j)*k+l',
];
const QUERIES = [
  '',
  '?',
  '?a=b&c=%20',
  '?a=../b',
  "?it's",
  '?x y',
  '?é',
  '?a?b',
  '?<>',
  '#part',
  '?a#b',
];

describe('where a request goes', () => {
  it('is what URL makes of it, whichever way it was read', () => {
    for (const host of HOSTS)
      for (const port of PORTS)
        for (const path of PATHS)
          for (const query of QUERIES) {
            const text = `http://${host}${port}${path}${query}`;
            if (!URL.canParse(text)) {
              expect(() => targetOf(text), text).toThrow(`Failed to parse URL from ${text}`);
            } else {
              expect(targetOf(text), text).toEqual(byUrl(text));
            }
          }
  });

  it('may be relative to another', () => {
    expect(targetOf('../c?d', 'http://db:8080/a/b').href).toBe('http://db:8080/c?d');
    expect(targetOf('//web/x', 'http://db:8080/a').host).toBe('web');
  });

  it('is refused for what a lab does not reach', () => {
    expect(() => targetOf('https://db/')).toThrow('fetch failed');
    expect(() => targetOf('ftp://db/')).toThrow('fetch failed');
    expect(() => targetOf('http://db:25/')).toThrow('fetch failed');
    expect(() => targetOf('/only/a/path')).toThrow('Failed to parse URL from /only/a/path');
  });
});
