/** Calendars that are wrong: `Date` follows the machine's, everything else does not. */
import { describe, expect, it } from 'vitest';
import type { MachineFault } from '../../../src/engine/contract.ts';
import { answers, ask, at, HOSTS, journalOf, logs } from '../support/simulate.ts';

/** Every 100 ms: how far `Date` is from `performance`, and how late the timer rang. */
const WATCH = `
const origin = 1767225600000;
let due = performance.now();
setInterval(() => {
  due += 100;
  const ahead = Date.now() - origin - Math.floor(performance.now());
  console.log(ahead, new Date().getTime() - Date.now(), performance.now() - due);
}, 100);
`;

const clock = (ms: number, machine: string, fault: MachineFault, id = 'clock') =>
  at(ms, { kind: 'machine-fault', id, machine, fault });

describe.each(HOSTS)('in %s', (_, host) => {
  const system = { host, programs: { app: WATCH, other: WATCH } };
  const ahead = (lines: readonly string[]) => lines.map((line) => Number(line.split(' ')[0]));

  it('an offset holds until it heals; timers and performance stay', async () => {
    const events = await journalOf(system, 950, [
      clock(250, 'app', { clockMs: 5000 }),
      clock(450, 'app', { clockMs: -60_000 }, 'second'),
      at(650, { kind: 'heal', id: 'clock' }),
      at(850, { kind: 'heal-all' }),
    ]);
    expect(ahead(logs(events, 'app'))).toEqual([
      0, 0, 5000, 5000, -55_000, -55_000, -60_000, -60_000, 0,
    ]);
    expect(logs(events, 'app').map((line) => line.split(' ').slice(1).join(' '))).toEqual(
      Array.from({ length: 9 }, () => '0 0'),
    );
    expect(new Set(ahead(logs(events, 'other')))).toEqual(new Set([0]));
  });

  it('a drift gains from the fault on, and starts from nothing', async () => {
    const events = await journalOf(system, 1350, [clock(300, 'app', { clockDrift: 0.05 })]);
    const gained = ahead(logs(events, 'app'));
    expect(gained.slice(0, 3)).toEqual([0, 0, 0]);
    gained.slice(3).forEach((ms, i) => {
      expect(Math.abs(ms - 5 * (i + 1))).toBeLessThanOrEqual(1);
    });
  });

  it('is of the machine and not of the process: one that starts finds it wrong', async () => {
    const program = 'console.log(Date.now(), performance.timeOrigin, new Date().toISOString());';
    const events = await journalOf({ host, programs: { app: program } }, 300, [
      clock(50, 'app', { clockMs: 1000, clockDrift: 0.1 }),
      at(100, { kind: 'start', machine: 'app' }),
    ]);
    // It starts 50 ms later, 100 ms after the fault: 1000 ms and 10 ms ahead.
    const shown = 1767225600000 + 150 + 1010;
    expect(logs(events, 'app')[1]).toBe(`${shown} ${shown} ${new Date(shown).toISOString()}`);
  });

  it('shows in the Date header of its answers', async () => {
    const server = `
import http from 'node:http';
http.createServer((req, res) => res.end()).listen(process.env.PORT);`;
    const asker = `
const answer = await fetch('http://server:8080/');
console.log(answer.headers.get('date'));`;
    const events = await journalOf(
      {
        host,
        programs: { server, asker },
        specs: { asker: { autostart: false } },
      },
      500,
      [clock(50, 'server', { clockMs: 86_400_000 }), at(100, { kind: 'start', machine: 'asker' })],
    );
    expect(logs(events, 'asker')).toEqual(['Fri, 02 Jan 2026 00:00:00 GMT']);
  });

  it('is no business of a client', async () => {
    const events = await journalOf(
      {
        host,
        programs: {
          server: `
import http from 'node:http';
http.createServer((req, res) => setTimeout(() => res.end(), 20)).listen(process.env.PORT);`,
        },
      },
      600,
      [
        ask(100, 'server', '/a'),
        clock(200, 'server', { clockMs: 3_600_000 }),
        ask(300, 'server', '/b'),
      ],
    );
    expect(answers(events).map((event) => Math.round(event.ms))).toEqual([22, 21]);
  });
});
