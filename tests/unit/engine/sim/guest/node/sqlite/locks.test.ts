/** Who gets a lock of a database file, and of the index of its write-ahead log. */
import { describe, expect, it } from 'vitest';
import { BUSY, OK } from '../../../../../../../src/engine/sim/guest/node/sqlite/api.ts';
import {
  EXCLUSIVE,
  lock,
  NONE,
  PENDING,
  RESERVED,
  SHARED,
  unlock,
} from '../../../../../../../src/engine/sim/guest/node/sqlite/locks.ts';
import { WalIndex } from '../../../../../../../src/engine/sim/guest/node/sqlite/wal-index.ts';

describe('locks of a file', () => {
  const file = () => ({ level: NONE, holders: 0 });
  const holder = () => ({ lock: NONE });

  it('many read, one of them may prepare to write', () => {
    const it = file();
    const [a, b, c] = [holder(), holder(), holder()];
    expect([lock(it, a, SHARED), lock(it, b, SHARED)]).toEqual([OK, OK]);
    expect(lock(it, a, RESERVED)).toBe(OK);
    expect(lock(it, b, RESERVED)).toBe(BUSY);
    expect(lock(it, c, SHARED)).toBe(OK);
    unlock(it, a, NONE);
    expect(lock(it, b, RESERVED)).toBe(OK);
    expect(it).toEqual({ level: RESERVED, holders: 2 });
  });

  it('who is to write waits for those who read, and nobody else begins to', () => {
    const it = file();
    const [writer, reader, late] = [holder(), holder(), holder()];
    lock(it, reader, SHARED);
    lock(it, writer, SHARED);
    lock(it, writer, RESERVED);
    expect(lock(it, writer, EXCLUSIVE)).toBe(BUSY);
    expect(writer.lock).toBe(PENDING);
    expect(lock(it, late, SHARED)).toBe(BUSY);
    unlock(it, reader, NONE);
    expect(lock(it, writer, EXCLUSIVE)).toBe(OK);
    expect(lock(it, late, SHARED)).toBe(BUSY);
    unlock(it, writer, SHARED);
    expect(lock(it, late, SHARED)).toBe(OK);
    unlock(it, writer, NONE);
    unlock(it, writer, NONE);
    unlock(it, late, NONE);
    expect(it).toEqual({ level: NONE, holders: 0 });
  });
});

describe('the index of a write-ahead log', () => {
  const TAKE_SHARED = 2 | 4;
  const TAKE_ALONE = 2 | 8;
  const GIVE_SHARED = 1 | 4;
  const GIVE_ALONE = 1 | 8;

  it('gives slots to many who share, or to one', () => {
    const index = new WalIndex();
    const [a, b] = [new Map<number, number>(), new Map<number, number>()];
    expect(index.lock(a, 3, 1, TAKE_SHARED)).toBe(OK);
    expect(index.lock(b, 3, 1, TAKE_SHARED)).toBe(OK);
    expect(index.lock(a, 0, 1, TAKE_ALONE)).toBe(OK);
    expect(index.lock(b, 0, 1, TAKE_ALONE)).toBe(BUSY);
    expect(index.lock(b, 0, 1, TAKE_SHARED)).toBe(BUSY);
    index.lock(a, 3, 1, GIVE_SHARED);
    // All of them or none.
    expect(index.lock(a, 3, 5, TAKE_ALONE)).toBe(BUSY);
    expect(index.lock(b, 4, 1, TAKE_SHARED)).toBe(OK);
    index.lock(b, 3, 1, GIVE_SHARED);
    index.lock(b, 4, 1, GIVE_SHARED);
    expect(index.lock(a, 3, 5, TAKE_ALONE)).toBe(OK);
    index.lock(a, 3, 5, GIVE_ALONE);
    expect(index.lock(b, 7, 1, TAKE_SHARED)).toBe(OK);
  });

  it('has regions that are made when they are wanted', () => {
    const index = new WalIndex();
    let next = 100;
    const make = () => next++;
    expect(index.region(1, false, make)).toBe(0);
    expect(index.region(1, true, make)).toBe(101);
    expect(index.region(0, false, make)).toBe(100);
    expect(index.region(2, true, () => 0)).toBe(0);
    expect(index.regions).toEqual([100, 101]);
  });
});
