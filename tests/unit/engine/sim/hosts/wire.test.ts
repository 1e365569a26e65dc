/** What a page sends to its frame with a call, and when it loads what. */
import { describe, expect, it } from 'vitest';
import type { BootPlan } from '../../../../../src/engine/contract.ts';
import {
  RemoteSession,
  type FromFrame,
  type ToFrame,
} from '../../../../../src/engine/sim/hosts/wire.ts';
import type { SqliteBytes } from '../../../../../src/engine/sim/sqlite-parts.ts';

const PARTS: SqliteBytes = { script: 'script', wasm: new ArrayBuffer(4) };
const USES = `import { DatabaseSync } from 'node:sqlite'; void DatabaseSync;`;

/** A session whose frame answers everything at once. */
function open(load: () => Promise<SqliteBytes> = async () => PARTS) {
  const sent: ToFrame[] = [];
  const loads: number[] = [];
  let hear: (message: FromFrame) => void = () => {};
  const session = new RemoteSession(
    {
      post: (message) => {
        sent.push(message);
        hear({ k: 'answer', id: message.id, value: null });
      },
      listen: (receive) => {
        hear = receive;
      },
    },
    () => {
      loads.push(sent.length);
      return load();
    },
    () => {},
  );
  return { session, sent, loads };
}

const plan = (files: Readonly<Record<string, string>>): BootPlan => ({
  machines: [{ id: 'web', entry: 'web.ts' }],
  links: [],
  files,
  seed: 1,
});
const withSqlite = (sent: readonly ToFrame[]) =>
  sent.map(({ verb, sqlite }) => `${verb} ${sqlite === PARTS}`);

describe('node:sqlite', () => {
  it('is not loaded for programs that do not name it', async () => {
    const { session, sent, loads } = open();
    await session.boot(
      plan({ 'web.ts': `// node:sqlite\nexport const name = 'node:sqlite';` }),
      {},
    );
    await session.write('web.ts', `import 'node:http';`);
    await session.runTo(10);
    expect(loads).toEqual([]);
    expect(withSqlite(sent)).toEqual(['boot false', 'write false', 'runTo false']);
  });

  it.each([
    ['an import', { 'web.ts': USES }],
    ['an import of an import', { 'web.ts': `import './db.ts';`, 'db.ts': USES }],
    ['a dynamic import', { 'web.ts': `await import('node:sqlite');` }],
    ['a require', { 'web.ts': `import './db.cjs';`, 'db.cjs': `require('node:sqlite');` }],
  ])('goes with the boot of %s, once', async (_, files) => {
    const { session, sent, loads } = open();
    await session.boot(plan(files), {});
    await session.write('other.ts', USES);
    expect(loads).toEqual([0]);
    expect(withSqlite(sent)).toEqual(['boot true', 'write false']);
  });

  it('goes with the edit that first names it, also one that is planned', async () => {
    const write = { kind: 'write', path: 'web.ts', text: USES } as const;
    for (const edit of [
      (session: RemoteSession) => session.write(write.path, write.text),
      (session: RemoteSession) => session.apply(write),
      (session: RemoteSession) => session.schedule([{ at: 5, action: write }]),
      (session: RemoteSession) => session.play([{ at: 5, action: write }]),
    ]) {
      const { session, sent, loads } = open();
      await session.boot(plan({ 'web.ts': '' }), {});
      await edit(session);
      expect(loads).toEqual([1]);
      expect(sent[1]?.sqlite).toBe(PARTS);
    }
  });

  it('that cannot be loaded fails the call, and the next tries again', async () => {
    let broken = true;
    const { session, sent } = open(async () => {
      if (broken) throw new Error('could not be loaded');
      return PARTS;
    });
    await session.boot(plan({ 'web.ts': '' }), {});
    await expect(session.write('web.ts', USES)).rejects.toThrow('could not be loaded');
    expect(withSqlite(sent)).toEqual(['boot false']);
    broken = false;
    await session.write('web.ts', USES);
    expect(withSqlite(sent)).toEqual(['boot false', 'write true']);
    expect(sent[1]?.compiled.map(({ text }) => text)).toEqual([USES]);
  });
});
