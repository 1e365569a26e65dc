import { describe, expect, it } from 'vitest';
import { pack, unpack, UnpackError } from '../../../src/lib/packed.ts';
import type { Unpackable } from '../../../src/lib/packed.ts';

const TEXT = 'Überall the same, überall the same. '.repeat(50);
const reason = (word: string, most = 1e6, streams?: object) =>
  unpack(word, most, streams ?? globalThis).then(
    () => 'fine' as const,
    (error: unknown): Unpackable | 'crash' =>
      error instanceof UnpackError ? error.reason : 'crash',
  );

describe('a packed text', () => {
  it('is small, fit for an address, and comes back', async () => {
    const word = await pack(TEXT);
    expect(word).toMatch(/^z\.[0-9a-z]+\.[\w-]+$/);
    expect(word.length).toBeLessThan(TEXT.length / 10);
    expect(await unpack(word, 1e6)).toBe(TEXT);
  });

  it('is plain where the platform cannot compress, and anyone can read it', async () => {
    const word = await pack(TEXT, {});
    expect(word).toMatch(/^p\./);
    expect(await unpack(word, 1e6, {})).toBe(TEXT);
    expect(await unpack(word, 1e6)).toBe(TEXT);
  });

  it('that is compressed cannot be read without the platform, and that is said', async () => {
    expect(await reason(await pack(TEXT), 1e6, {})).toBe('unsupported');
  });

  it('that was damaged anywhere is known to be, or means the same', async () => {
    for (const word of [await pack(TEXT), await pack(TEXT, {})]) {
      for (let at = 0; at < word.length; at += Math.ceil(word.length / 60)) {
        const other = word[at] === 'A' ? 'B' : 'A';
        const bad = word.slice(0, at) + other + word.slice(at + 1);
        // Deflate has a few bits that nobody reads.
        const text = await unpack(bad, 1e6).catch((error: unknown) => error);
        if (text !== TEXT) expect(text, `at ${at}`).toMatchObject({ reason: 'damaged' });
      }
      for (const cut of [0, 1, 5, word.length - 30, word.length - 2]) {
        expect(await reason(word.slice(0, cut)), `cut at ${cut}`).toBe('damaged');
      }
    }
    expect(await reason('z.0.')).toBe('damaged');
    expect(await reason('q.0.AAAA')).toBe('damaged');
  });

  it('that unpacks to too much stops there', async () => {
    const bomb = await pack('0'.repeat(5_000_000));
    expect(bomb.length).toBeLessThan(10_000);
    expect(await reason(bomb)).toBe('too-large');
    expect(await reason(await pack('0'.repeat(2000), {}), 1000)).toBe('too-large');
  });
});
