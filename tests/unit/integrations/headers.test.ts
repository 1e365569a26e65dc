import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { headersFor, parseHeaders } from '../../../src/integrations/headers.ts';

describe('a _headers file', () => {
  it('gives each path the headers of every rule that fits, the later ones last', () => {
    const rules = parseHeaders(
      '# all\n/*\n  X-One: a\n  X-Two: b c\n\n/labs/*/file.js\n  X-One: d\r\n',
    );
    expect(headersFor(rules, '/')).toEqual({ 'x-one': 'a', 'x-two': 'b c' });
    expect(headersFor(rules, '/labs/x/y/file.js')).toEqual({ 'x-one': 'd', 'x-two': 'b c' });
    expect(headersFor(parseHeaders('/a.c\n  X: 1'), '/abc')).toEqual({});
  });

  it('says which line is neither a path nor a header', () => {
    expect(() => parseHeaders('/labs/*\n  Nonsense\n')).toThrow(/line 2: " {2}Nonsense"/);
    expect(() => parseHeaders('  X-Header: but no path\n')).toThrow(/line 1/);
  });

  it('isolates labs and the check page, not lessons, and lets frames and Workers into them', () => {
    const rules = parseHeaders(readFileSync('public/_headers', 'utf8'));
    const isolated = {
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-embedder-policy': 'require-corp',
    };
    expect(headersFor(rules, '/labs/cache/')).toEqual(isolated);
    expect(headersFor(rules, '/labs/check/')).toEqual(isolated);
    expect(headersFor(rules, '/cache/')).toEqual({});
    for (const path of ['/engine/container.html', '/_astro/worker.js', '/pagefind/pagefind.js'])
      expect(headersFor(rules, path)).toMatchObject({
        'cross-origin-embedder-policy': 'require-corp',
      });
    // The runtime's host asks for a Referer.
    expect(headersFor(rules, '/engine/container.html')['referrer-policy']).toBe(
      'strict-origin-when-cross-origin',
    );
  });
});
