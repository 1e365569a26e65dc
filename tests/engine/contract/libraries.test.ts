/** Modules that come as libraries: each process has its own, whoever it shares a thread with. */
import { describe, expect, it } from 'vitest';
import { at, journalOnEveryHost, logs, only, withSession } from '../support/simulate.ts';

const SHOWS = `
import { getDefaultHighWaterMark, Readable } from 'node:stream';
setTimeout(() => console.log(getDefaultHighWaterMark(false), Readable.mine), 100);
`;

describe('node:stream', () => {
  it('is a process’s own', async () => {
    const changes = `
      import * as all from 'node:stream';
      all.setDefaultHighWaterMark(false, 5);
      all.Readable.mine = 'changed';
    `;
    const events = await journalOnEveryHost(
      { programs: { one: changes + SHOWS, two: SHOWS } },
      200,
    );
    expect([logs(events, 'one'), logs(events, 'two')]).toEqual([
      ['5 changed'],
      ['65536 undefined'],
    ]);
  });

  it('comes with an edit that imports it', async () => {
    await withSession({ programs: { one: 'setTimeout(() => {}, 500);' } }, [], async (run) => {
      await run.session.runTo(10);
      const text =
        "import { Readable } from 'node:stream'; console.log(await Readable.from([1]).toArray());";
      await run.session.write('one.ts', text);
      await run.session.runTo(300);
      expect(logs(run.events, 'one')).toEqual(['[ 1 ]']);
    });
  });

  it('says what to do when it is asked for by a name that is made up', async () => {
    const events = await journalOnEveryHost(
      { programs: { one: "await import('node:' + 'stream');" } },
      100,
      [at(1, { kind: 'mark', name: 'start' })],
    );
    expect(only(events, 'crash')[0]?.message).toContain("`import stream from 'node:stream'`");
  });
});

const STORES = `
import { AsyncLocalStorage } from 'node:async_hooks';
const als = new AsyncLocalStorage();
als.enterWith(process.env.HOST_NAME);
const seen = [];
for (let i = 0; i < 20; i++) {
  await (i % 2 ? Promise.resolve() : new Promise((resolve) => setTimeout(resolve, 1)));
  seen.push(als.getStore());
}
console.log([...new Set(seen)].join());
`;

describe('node:async_hooks', () => {
  it('follows each process by itself', async () => {
    const events = await journalOnEveryHost({ programs: { one: STORES, two: STORES } }, 200);
    expect([logs(events, 'one'), logs(events, 'two')]).toEqual([['one'], ['two']]);
  });

  it('says what to do when it is asked for by a name that is made up', async () => {
    const events = await journalOnEveryHost(
      { programs: { one: "await import('node:async' + '_hooks');" } },
      100,
    );
    expect(only(events, 'crash')[0]?.message).toContain('Import it by its name');
  });
});
