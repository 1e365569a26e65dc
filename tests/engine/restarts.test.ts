/** Processes that share a realm come and go: what they share is not changed again by each. */
import { expect, it } from 'vitest';
import { openInlineEngine } from '../../src/engine/sim/hosts/inline.ts';
import { at, planOf } from './support/simulate.ts';

const PROGRAM = `
const shared = [Date.prototype.toLocaleString, String.prototype.localeCompare, Intl.NumberFormat];
globalThis.before ??= shared;
console.log(shared.map((it, i) => it === globalThis.before[i]).join());
console.log(new Date(0).constructor === Date, new Date().getTime() === Date.now());
setInterval(() => {}, 1000);
`;

it('a realm is settled once, however often a machine restarts', async () => {
  const restarts = [100, 200, 300].map((ms) => at(ms, { kind: 'restart', machine: 'web' }));
  const session = await openInlineEngine().boot(
    planOf({ programs: { web: PROGRAM, other: PROGRAM } }),
    {
      timeline: restarts,
    },
  );
  const lines: string[] = [];
  session.subscribe(({ events }) => {
    for (const event of events) if (event.kind === 'log') lines.push(event.text);
  });
  await session.runTo(500);
  await session.dispose();
  expect(lines).toHaveLength(10);
  expect(new Set(lines)).toEqual(new Set(['true,true,true', 'true true']));
});
