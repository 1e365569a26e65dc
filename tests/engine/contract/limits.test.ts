/** Programs that take too much: each ends alone, at a count and not at a time, and says why. */
import { describe, expect, it } from 'vitest';
import { openInlineEngine } from '../../../src/engine/sim/hosts/inline.ts';
import type { JournalEvent } from '../../../src/engine/journal.ts';
import {
  answers,
  ask,
  COUNTER,
  endOf,
  engine,
  journalOf,
  only,
  planOf,
  states,
} from '../support/simulate.ts';

const HTTP = `import http from 'node:http';\n`;

const said = (events: readonly JournalEvent[]): string[] => [
  ...only(events, 'crash').map(({ message }) => message),
  ...only(events, 'notice').map(({ text }) => text),
  ...states(events, 'hog'),
];

const LIMITED: readonly { name: string; hog: string; ends: RegExp; says: RegExp }[] = [
  {
    name: 'timers',
    hog: `setTimeout(() => {\n  for (;;) setTimeout(() => {}, 1e6);\n}, 50);`,
    ends: /^down/,
    says: /100,000 timers are set at once/,
  },
  {
    name: 'process.nextTick',
    hog: `const spin = () => process.nextTick(spin);\nsetTimeout(spin, 50);`,
    ends: /^stuck/,
    says: /process\.nextTick is called for ever/,
  },
  {
    name: 'queueMicrotask',
    hog: `const spin = () => queueMicrotask(spin);\nsetTimeout(spin, 50);`,
    ends: /^stuck/,
    says: /queueMicrotask is called for ever/,
  },
  {
    name: 'setImmediate',
    hog: `const spin = () => setImmediate(spin);\nspin();\nsetTimeout(() => process.exit(3), 300);`,
    ends: /^down/,
    says: /exit code 3/,
  },
  {
    name: 'the log',
    hog: `for (;;) console.log('x');`,
    ends: /^down/,
    says: /100,000 lines to its log/,
  },
  {
    name: 'a body',
    hog: `${HTTP}http.request(process.env.CALM_URL ?? 'http://calm:8080', { method: 'POST' }).on('error', () => {}).end('x'.repeat(1e8));`,
    ends: /^down/,
    says: /95 MB is too long/,
  },
  {
    name: 'bodies that nobody reads',
    hog: `${HTTP}const kept = [];
http.createServer((req) => kept.push(req)).listen(8080);
setInterval(() => {
  const asked = http.request('http://localhost:8080', { method: 'POST' });
  asked.on('error', () => {}).end('x'.repeat(15e6));
}, 1);`,
    ends: /^down/,
    says: /JavaScript heap out of memory: more than 256 MB of bodies .* not read/,
  },
  {
    name: 'headers',
    hog: `${HTTP}http.get('http://calm:8080', { headers: { x: 'y'.repeat(1e6) } }).on('error', () => {});`,
    ends: /^down/,
    says: /Headers of 1,000,\d+ characters/,
  },
  {
    name: 'ports',
    hog: `${HTTP}for (let i = 0; i < 200; i++) http.createServer().listen(2000 + i);`,
    ends: /^down/,
    says: /listens on 100 ports/,
  },
];

describe('a limit', () => {
  it.each(LIMITED)(
    'of $name ends the process, and it alone, the same on every host',
    async ({ hog, ends, says }) => {
      const system = { programs: { hog, calm: COUNTER } };
      const timeline = [ask(400, 'calm', '/calm')];
      const events = await journalOf(system, 600, timeline);
      expect(states(events, 'hog').at(-1)).toMatch(ends);
      expect(said(events).join('\n')).toMatch(says);
      expect(answers(events).map(endOf)).toEqual(['200']);
      const hashes = await Promise.all(
        [engine, openInlineEngine()].map(async (host) => {
          const session = await host.boot(planOf(system), { timeline });
          await session.runTo(600);
          const hash = await session.hash();
          await session.dispose();
          return hash;
        }),
      );
      expect(new Set(hashes).size).toBe(1);
    },
  );

  it('says where, and a program that catches it has ended all the same', async () => {
    const hog = `setInterval(() => console.log('still here'), 10);\nsetTimeout(() => {\n  try {\n    for (;;) setTimeout(() => {}, 1e6);\n  } catch {}\n}, 50);`;
    const events = await journalOf({ programs: { hog } }, 300);
    expect(only(events, 'crash')).toMatchObject([
      { machine: 'hog', path: 'hog.ts', line: 4, t: 50 },
    ]);
    expect(only(events, 'log').every(({ t }) => t <= 50)).toBe(true);
    expect(states(events, 'hog').at(-1)).toMatch(/^down 1: LimitError: /);
  });

  it('of memory is the death of its machine and of nothing else', async () => {
    const hog = `setTimeout(() => {\n  const all = [];\n  setInterval(() => all.push(new Array(1e6).fill(1.5)), 1);\n}, 50);`;
    const events = await journalOf({ programs: { hog, calm: COUNTER } }, 1500, [
      ask(1200, 'calm', '/calm'),
    ]);
    expect(states(events, 'hog').at(-1)).toMatch(/^down 1: JavaScript heap out of memory/);
    expect(answers(events).map(endOf)).toEqual(['200']);
  });
});
