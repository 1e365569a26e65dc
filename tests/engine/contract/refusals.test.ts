/** What a lab's programs cannot have says so by name, at the line that asks for it, and what to do. */
import { describe, expect, it } from 'vitest';
import { journalOnEveryHost, only } from '../support/simulate.ts';

const MODULES: readonly (readonly [name: string, instead: RegExp])[] = [
  ['worker_threads', /one process with one thread: use another machine.*setImmediate/],
  ['child_process', /A machine runs one process: use another machine/],
  ['cluster', /A machine runs one process: use another machine/],
  ['net', /Talk HTTP/],
  ['tls', /Talk HTTP/],
  ['dgram', /Talk HTTP/],
  ['https', /use node:http/],
  ['http2', /Use node:http/],
  ['dns', /is its host name/],
  ['dns/promises', /is its host name/],
  ['zlib', /send them as they are/],
  ['module', /Use import/],
  ['vm', /Run this lab on Node/],
  ['inspector', /Run this lab on Node/],
];

describe('modules that are not there', () => {
  it('say so where they are imported or required', async () => {
    const programs = Object.fromEntries(
      MODULES.flatMap(([name], i) => [
        [`esm-${i}`, `console.log('never');\nimport * as it from 'node:${name}';\nit;`],
        [`cjs-${i}`, `console.log('first');\n\nconst it = require('${name}');`],
        [
          `late-${i}`,
          `\n\n\ntry { await import('${name}'); } catch (error) { console.log(error.code); throw error; }`,
        ],
      ]),
    );
    const events = await journalOnEveryHost({ programs, links: [] }, 10);
    const crashes = only(events, 'crash');
    for (const [i, [name, instead]] of MODULES.entries()) {
      for (const [kind, line] of [
        ['esm', 2],
        ['cjs', 3],
      ] as const) {
        const crash = crashes.find(({ machine }) => machine === `${kind}-${i}`);
        expect(crash?.message).toContain(`node:${name} is not available in the in-page engine. `);
        expect(crash?.message).toMatch(instead);
        expect(`${crash?.path}:${crash?.line}`).toBe(`${kind}-${i}.ts:${line}`);
      }
      const late = crashes.find(({ machine }) => machine === `late-${i}`);
      expect(late?.message).toMatch(instead);
    }
    const said = only(events, 'log').map(({ text }) => text);
    expect(new Set(said)).toEqual(new Set(['first', 'ERR_UNSUPPORTED_IN_PAGE']));
  });
});

describe('events that hand over a bare connection', () => {
  it.each([
    ['server.on("upgrade", () => {})', /server\.on\('upgrade'\) .*no WebSockets.*res\.write/],
    ['server.once("connect", () => {})', /server\.once\('connect'\) .*Forward requests one by one/],
    ['get("http://main/").on("upgrade", () => {})', /request\.on\('upgrade'\) .*no WebSockets/],
    ['get("http://main/").prependListener("connect", () => {})', /request\.prependListener/],
  ])('%s is refused at its line', async (code, words) => {
    const text = `import { createServer, get } from 'node:http';\nconst server = createServer();\n${code};`;
    const crash = only(await journalOnEveryHost({ programs: { main: text } }, 10), 'crash')[0];
    expect(crash?.message).toMatch(words);
    expect(`${crash?.path}:${crash?.line}`).toBe('main.ts:3');
  });
});
