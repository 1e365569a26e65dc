import { describe, expect, it } from 'vitest';
import type { JournalEvent } from '../../../../src/engine/journal.ts';
import { JournalWriter } from '../../../../src/engine/sim/journal-writer.ts';

function hashOf(...events: readonly JournalEvent[]): string {
  const writer = new JournalWriter();
  for (const event of events) writer.add(event, 0);
  writer.settle(Infinity);
  return writer.hash();
}

const crash = (message: string, more: object = {}): JournalEvent => ({
  t: 1,
  kind: 'crash',
  machine: 'web',
  message,
  stack: message,
  path: 'web.ts',
  line: 3,
  ...more,
});
const log = (text: string): JournalEvent => ({
  t: 1,
  kind: 'log',
  machine: 'web',
  stream: 'err',
  text,
});

describe('the hash of a journal', () => {
  it('leaves out how a JavaScript engine words a mistake, and its columns', () => {
    const one = crash("TypeError: Cannot read properties of undefined (reading 'a')", {
      column: 7,
    });
    const other = crash('TypeError: x is undefined', { column: 3, stack: 'a@b:3' });
    expect(hashOf(one)).toBe(hashOf(other));
    expect(hashOf(log('failed: TypeError: x is undefined'))).toBe(
      hashOf(log('failed: TypeError: undefined is not an object')),
    );
    const down = (reason: string): JournalEvent => ({
      t: 1,
      kind: 'machine',
      machine: 'web',
      state: 'down',
      incarnation: 1,
      reason,
    });
    expect(hashOf(down('RangeError: a'))).toBe(hashOf(down('InternalError: b')));
    expect(hashOf(down('exit code 1'))).not.toBe(hashOf(down('exit code 2')));
  });

  it('leaves out the lines of a stack that a program prints', () => {
    const said = log('Error: no row');
    const frames = [log('    at read (cache/db.ts:5:9)'), log('    at async web.ts:2:3 {')];
    expect(hashOf(said, ...frames)).toBe(hashOf(said));
    expect(hashOf(said, log('    at least one'))).not.toBe(hashOf(said));
  });

  it('counts what a program says itself, and where it crashed', () => {
    expect(hashOf(log('Error: no row'))).not.toBe(hashOf(log('Error: no column')));
    expect(hashOf(crash('Error: a'))).not.toBe(hashOf(crash('Error: b')));
    expect(hashOf(crash('TypeError: a'))).not.toBe(hashOf(crash('TypeError: a', { line: 4 })));
  });
});
