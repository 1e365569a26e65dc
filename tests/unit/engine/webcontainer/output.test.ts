import { describe, expect, it } from 'vitest';
import { seams } from '../../../../src/engine/webcontainer/output.ts';

function through(...pieces: string[]): string {
  const text = seams();
  return pieces.map((piece) => text.take(piece)).join('') + text.end();
}

/** What a client that decodes each piece alone makes of bytes. */
function decoded(whole: string, at: number): string[] {
  const bytes = new TextEncoder().encode(whole);
  return [bytes.slice(0, at), bytes.slice(at)].map((part) => new TextDecoder().decode(part));
}

describe('pieces of output', () => {
  it('have one unknown character where one was split, wherever', () => {
    for (const letter of ['ü', '世', '🚀']) {
      const size = new TextEncoder().encode(letter).length;
      for (let at = 1; at < size; at++)
        expect(through(...decoded(`a${letter}b`, 1 + at))).toBe('a\uFFFDb');
    }
  });

  it('keep an unknown character that a program wrote in the midst of a piece', () => {
    expect(through('a\uFFFDb', 'c\uFFFD\uFFFDd')).toBe('a\uFFFDbc\uFFFD\uFFFDd');
  });

  it('end lines by a line feed, however they are cut', () => {
    expect(through('one\r\ntwo\r', '\nthree\rfour\r')).toBe('one\ntwo\nthree\rfour\r');
  });

  it('keep control lines as they are', () => {
    expect(through('\x1e{"n":', '1}\n')).toBe('\x1e{"n":1}\n');
  });
});
