import { describe, expect, it } from 'vitest';
import { crc32 as nodesCrc32 } from 'node:zlib';
import { crc32 } from '../../../src/lib/crc32.ts';
import { zip } from '../../../src/lib/zip.ts';
import { unzip } from '../../helpers/unzip.ts';

it('the checksum is the one that Node knows', () => {
  for (const text of ['', 'a', 'The quick brown fox', 'ü'.repeat(1000)]) {
    const bytes = new TextEncoder().encode(text);
    expect(crc32(bytes)).toBe(nodesCrc32(bytes));
  }
});

describe('an archive', () => {
  const at = new Date(2026, 0, 31, 12, 34, 56);

  it('gives back every text under its path', () => {
    const files = { 'lab/a.ts': 'const a = 1;\n', 'lab/deep/ü.txt': 'Überall', 'lab/none': '' };
    expect(unzip(zip(files, at))).toEqual(files);
  });

  it('of nothing is an archive too', () => {
    expect(unzip(zip({}, at))).toEqual({});
  });
});
