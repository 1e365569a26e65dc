import { describe, expect, it } from 'vitest';
import { HttpScanner } from '../../../../../src/engine/node/fabric/http-scanner.ts';

/** What a scanner makes of a text, handed over whole and byte by byte: the same but for the cuts. */
function messages(make: () => HttpScanner, text: string, ended = false) {
  const read = (pieces: readonly string[]) => {
    const scanner = make();
    const found: { line: string; body: string; end: boolean }[] = [];
    let raw = '';
    const take = (piece: ReturnType<HttpScanner['push']>[number]) => {
      raw += piece.raw.toString('latin1');
      if (piece.head) found.push({ line: piece.head.line.join(' '), body: '', end: false });
      const last = found.at(-1);
      if (!last) return;
      last.body += piece.body?.toString('latin1') ?? '';
      last.end = piece.end;
    };
    for (const piece of pieces) scanner.push(Buffer.from(piece, 'latin1')).forEach(take);
    const rest = ended ? scanner.finish() : undefined;
    if (rest) take(rest);
    return { found, raw };
  };
  const whole = read([text]);
  expect(read([...text])).toEqual(whole);
  expect(whole.raw).toBe(text);
  return whole.found;
}

describe('requests', () => {
  const make = () => HttpScanner.ofRequests();

  it('with and without bodies, one after the other', () => {
    const text =
      'GET /a HTTP/1.1\r\nHost: db\r\n\r\nPOST /b HTTP/1.1\r\nContent-Length: 5\r\n\r\nhelloGET /c HTTP/1.1\r\n\r\n';
    expect(messages(make, text)).toEqual([
      { line: 'GET /a HTTP/1.1', body: '', end: true },
      { line: 'POST /b HTTP/1.1', body: 'hello', end: true },
      { line: 'GET /c HTTP/1.1', body: '', end: true },
    ]);
  });

  it('in chunks, with extensions and trailers', () => {
    const text =
      'POST /b HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n5;x=1\r\nhello\r\nA\r\n, 10 bytes\r\n0\r\nx-sum: 1\r\n\r\nGET /c HTTP/1.1\r\n\r\n';
    expect(messages(make, text)).toEqual([
      { line: 'POST /b HTTP/1.1', body: 'hello, 10 bytes', end: true },
      { line: 'GET /c HTTP/1.1', body: '', end: true },
    ]);
  });

  it('passes on what is no HTTP', () => {
    const scanner = make();
    const [piece] = scanner.push(Buffer.from('\x16\x03\x01 hello\r\n\r\n'));
    expect(piece?.raw.toString()).toBe('\x16\x03\x01 hello\r\n\r\n');
    expect(piece?.head).toBeUndefined();
  });
});

describe('answers', () => {
  const to = (method: string) => () => HttpScanner.ofResponses(() => method);

  it('have no body to HEAD, and with 204 and 304', () => {
    const text =
      'HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n';
    expect(messages(to('HEAD'), text)).toHaveLength(2);
    expect(
      messages(to('GET'), 'HTTP/1.1 304 Not Modified\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n'),
    ).toEqual([
      { line: 'HTTP/1.1 304 Not Modified', body: '', end: true },
      { line: 'HTTP/1.1 204 No Content', body: '', end: true },
    ]);
  });

  it('may come after interim ones', () => {
    const text =
      'HTTP/1.1 103 Early Hints\r\nlink: x\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok';
    expect(messages(to('GET'), text)).toEqual([
      { line: 'HTTP/1.1 103 Early Hints', body: '', end: true },
      { line: 'HTTP/1.1 200 OK', body: 'ok', end: true },
    ]);
  });

  it('of no told length end with the connection', () => {
    const text = 'HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nuntil the end';
    expect(messages(to('GET'), text)).toEqual([
      { line: 'HTTP/1.1 200 OK', body: 'until the end', end: false },
    ]);
    expect(messages(to('GET'), text, true).at(-1)?.end).toBe(true);
  });

  it('that take an upgrade are followed by bytes', () => {
    const scanner = to('GET')();
    const text = 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\nHTTP/1.1 no more';
    const pieces = scanner.push(Buffer.from(text));
    expect(pieces.map(({ head }) => head?.line[1])).toEqual(['101', undefined]);
    expect(pieces[1]?.raw.toString()).toBe('HTTP/1.1 no more');
  });
});
