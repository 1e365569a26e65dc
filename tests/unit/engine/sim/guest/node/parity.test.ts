/** What our `node:*` modules answer, beside what Node's answer to the same calls. */
import { createRequire } from 'node:module';
import { inspect } from 'node:util';
import { describe, expect, it, vi } from 'vitest';
import { outcome, testBuiltins } from './support.ts';

type Module = Record<string, (...args: unknown[]) => unknown>;

const builtins = testBuiltins();
const requireNode = createRequire(import.meta.url);

function both(name: string): [ours: Module, nodes: Module] {
  return [builtins.get(name)['default'] as Module, requireNode(`node:${name}`) as Module];
}

/** Plain data: our Buffers and Node's are different classes. */
function plain(value: unknown): unknown {
  return value instanceof Uint8Array ? [...value] : value;
}

function agree(name: string, calls: readonly [method: string, ...args: unknown[]][]): void {
  const [ours, nodes] = both(name);
  const titled = calls.map(([method, ...args]) => ({
    title: `${name}.${method}(${args.map((arg) => inspect(arg, { breakLength: Infinity })).join(', ')})`,
    method,
    args,
  }));
  it.each(titled)('$title', ({ method, args }) => {
    expect(plain(outcome(() => ours[method]?.(...args)))).toEqual(
      plain(outcome(() => nodes[method]?.(...args))),
    );
  });
}

describe('path', () => {
  agree('path', [
    ['join', '/a', '..', 'b', './c.ts'],
    ['join'],
    ['normalize', '/a//b/../c/.'],
    ['basename', '/a/b.txt', '.txt'],
    ['dirname', '/a/b/c'],
    ['extname', '.profile'],
    ['extname', 'a.tar.gz'],
    ['isAbsolute', './a'],
    ['relative', '/data/a/b', '/data/c'],
    ['resolve', '/a', 'b', '../c'],
    ['parse', '/home/me/file.txt'],
    ['format', { dir: '/a', base: 'b.txt' }],
  ]);
});

describe('querystring', () => {
  agree('querystring', [
    ['parse', 'a=1&b=2&a=3&c'],
    ['parse', 'q=hello+world&x=%C3%A9&bad=%zz'],
    ['parse', 'a:1;b:2', ';', ':'],
    ['parse', ''],
    ['stringify', { a: [1, 2], b: 'x y', c: true, d: null, e: undefined, f: 10n, g: NaN }],
    ['stringify', { "it's": '(*)!~' }],
    ['stringify', 'text'],
    ['escape', 'a b&c/ü'],
    ['unescape', 'a%20b%'],
  ]);
});

describe('url', () => {
  agree('url', [
    ['resolve', '/one/two/three', 'four'],
    ['resolve', 'http://example.com/one', '/two'],
    ['resolve', 'http://example.com/', 'https://other.example/x'],
    ['resolve', 'a/b', 'c'],
    ['format', { protocol: 'http', hostname: 'a', port: 80, pathname: 'x', query: { q: [1, 2] } }],
    ['format', { host: 'a:1', pathname: '/x?y', search: 'z', hash: 'h' }],
    ['fileURLToPath', 'file:///a%20b/c.ts'],
    ['fileURLToPath', 'http://a/b'],
    ['domainToASCII', 'español.com'],
  ]);
  const [ours, nodes] = both('url');
  it.each([
    'http://user:pa%20ss@HOST.com:8080/p/a/t/h?query=string&a=b#hash',
    '/users?id=4',
    '/',
    'db:5432/x',
    'http://a',
    'mailto:a@b.c',
    '//host/path',
    '?only=query',
    '',
    '/a b',
  ])('url.parse(%j)', (text) => {
    for (const withQuery of [false, true]) {
      expect({ ...(ours['parse']?.(text, withQuery) as object) }).toEqual({
        ...(nodes['parse']?.(text, withQuery) as object),
      });
    }
  });
  it('makes file URLs and request options', () => {
    const [a, b] = [ours, nodes].map((url) => String(url['pathToFileURL']?.('/a b/#c%.ts')));
    expect(a).toBe(b);
    const options = [ours, nodes].map((url) => ({
      ...(url['urlToHttpOptions']?.(new URL('http://u:p@h:1/x?y#z')) as object),
    }));
    expect(options[0]).toEqual(options[1]);
  });
});

describe('util', () => {
  agree('util', [
    [
      'format',
      '%s is %d years, %i, %f, %j, %o, %O, %%, %c.',
      'Ada',
      '36',
      4.7,
      '2.5',
      { a: 1 },
      [1],
      { b: { c: {} } },
      'css',
    ],
    ['format', 'a', 'b', 3, { c: 'd' }],
    ['format', '%s', Symbol('x')],
    ['format', 1, '2'],
    ['inspect', new Map<unknown, unknown>([['a', new Set([1, 2])]])],
    ['inspect', { deep: { deeper: { deepest: { gone: 1 } } } }],
    ['inspect', Array.from({ length: 120 }, (_, i) => i)],
    [
      'inspect',
      [undefined, null, -0, 10n, 'it\'s "quoted"', () => 1, class A {}, /x/g, new Date(0)],
    ],
    ['inspect', Object.assign(Object.create(null) as object, { a: 1 })],
    ['inspect', new URL('http://u:p@h:1/x?y=1#z')],
    ['inspect', { list: new URLSearchParams('a=1&b=2') }],
    ['inspect', new URLSearchParams()],
    ['inspect', { a: 1, b: 2 }, { compact: false }],
    [
      'isDeepStrictEqual',
      { a: [1, new Map([[{ k: 1 }, 2]])] },
      { a: [1, new Map([[{ k: 1 }, 2]])] },
    ],
    ['isDeepStrictEqual', Object.assign(new Array<number>(3), { 0: 1, 2: 3 }), [1, undefined, 3]],
    ['isDeepStrictEqual', 0, -0],
    ['isDeepStrictEqual', new Set([{ a: 1 }, 2]), new Set([2, { a: 1 }])],
    ['isDeepStrictEqual', new Set([undefined, 1]), new Set([1, 2])],
    ['isDeepStrictEqual', new Uint8Array([1, 2]), new Uint8Array([1, 3])],
    ['isDeepStrictEqual', new Date(1), new Date(1)],
    ['isDeepStrictEqual', new Error('a'), new Error('b')],
    ['isDeepStrictEqual', { a: undefined }, {}],
    ['isDeepStrictEqual', new (class A {})(), new (class A {})()],
    ['stripVTControlCharacters', '\u001b[31mred\u001b[39m'],
    ['toUSVString', 'a\ud800b'],
    ['promisify', 5],
  ]);

  it('tells types as Node does', () => {
    const nodes = both('util')[1]['types'] as unknown as Record<
      string,
      (value: unknown) => boolean
    >;
    const ours = both('util')[0]['types'] as unknown as Record<string, (value: unknown) => boolean>;
    const values = [
      1,
      null,
      'a',
      [],
      {},
      new Map(),
      new Set(),
      new Date(),
      /x/,
      new Error(),
      Promise.resolve(),
      new Uint8Array(1),
      new DataView(new ArrayBuffer(1)),
      new ArrayBuffer(1),
      new WeakMap(),
      async () => {},
      function* () {},
      (function* () {})(),
      new Map().entries(),
      Object(1),
      Object('a'),
      Object(Symbol('a')),
      new Float64Array(1),
    ];
    for (const [name, test] of Object.entries(ours)) {
      expect(
        values.map((value) => test(value)),
        name,
      ).toEqual(values.map((value) => nodes[name]?.(value)));
    }
  });

  it('promisifies, callbackifies and deprecates', async () => {
    const util = builtins.get('util') as unknown as typeof import('node:util');
    const read = util.promisify(
      (name: string, done: (error: Error | null, text?: string) => void) => {
        done(name ? null : new Error('no name'), `read ${name}`);
      },
    );
    await expect(read('a')).resolves.toBe('read a');
    await expect(read('')).rejects.toThrow('no name');
    const back = util.callbackify(async (n: number) => Promise.resolve(n + 1));
    await expect(
      new Promise((resolve) => {
        back(1, (_, n) => {
          resolve(n);
        });
      }),
    ).resolves.toBe(2);
    // The process of the program is the one of this test here.
    const warned = vi.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
    const old = util.deprecate(() => 3, 'use new()', 'DEP1');
    expect([old(), old()]).toEqual([3, 3]);
    expect(warned.mock.calls).toEqual([['use new()', 'DeprecationWarning', 'DEP1']]);
  });
});

describe('assert', () => {
  const shape = { a: 1, b: [1, 2] };
  agree('assert', [
    ['strictEqual', 1, 2],
    ['strictEqual', 'a', 'a'],
    ['strictEqual', 1, 2, 'own words'],
    ['strictEqual', { a: 1 }, { a: 1 }],
    ['deepStrictEqual', { a: [1, 2] }, { a: [1, 3], b: 1 }, 'own words'],
    ['notDeepStrictEqual', { a: 1 }, { a: 1 }],
    ['deepStrictEqual', [1, 2, 3], [1, 2, 4]],
    ['deepEqual', { a: 1 }, { a: 2 }],
    ['notEqual', 1, 1, 'own words'],
    ['equal', 1, '1'],
    ['equal', 1, 2],
    ['notStrictEqual', 1, 1],
    ['deepStrictEqual', shape, { a: 1, b: [1, 2] }],
    ['deepEqual', { a: 1 }, { a: '1' }],
    ['ok', 1],
    ['ok', 0, 'must be truthy'],
    ['match', 'abc', /x/],
    ['doesNotMatch', 'abc', /b/],
    ['ifError', null],
    ['fail', 'gone'],
    ['fail'],
    ['throws', () => undefined],
    [
      'doesNotThrow',
      () => {
        throw new Error('a');
      },
    ],
    [
      'throws',
      () => {
        throw new TypeError('bad');
      },
      TypeError,
    ],
    [
      'throws',
      () => {
        throw new TypeError('bad');
      },
      /worse/,
    ],
    [
      'throws',
      () => {
        throw new TypeError('bad');
      },
      { message: 'bad', name: 'TypeError' },
    ],
    [
      'throws',
      () => {
        throw new TypeError('bad');
      },
      RangeError,
    ],
  ]);

  it('shows what differs', () => {
    const [assert] = both('assert');
    expect(
      outcome(() => assert['deepStrictEqual']?.({ a: 1, b: 2 }, { a: 1, b: 3 })),
    ).toMatchObject({
      code: 'ERR_ASSERTION',
      message:
        'Expected values to be strictly deep-equal:\n+ actual - expected\n\n  {\n    a: 1,\n+   b: 2\n-   b: 3\n  }\n',
    });
    expect(
      outcome(() => (builtins.get('assert/strict')['equal'] as (...a: unknown[]) => void)(1, '1')),
    ).toMatchObject({
      code: 'ERR_ASSERTION',
    });
  });

  it('judges rejections', async () => {
    const assert = builtins.get('assert')['default'] as typeof import('node:assert');
    await assert.rejects(Promise.reject(new Error('no')), /no/);
    await expect(assert.rejects(Promise.resolve(1))).rejects.toThrow('Missing expected rejection.');
    await expect(assert.doesNotReject(() => Promise.reject(new Error('no')))).rejects.toThrow(
      'unwanted',
    );
  });
});

describe('buffer and string_decoder', () => {
  const Ours = builtins.get('buffer')['Buffer'] as typeof Buffer;
  it('writes and reads every encoding', () => {
    for (const encoding of [
      'utf8',
      'hex',
      'base64',
      'base64url',
      'latin1',
      'ascii',
      'utf16le',
    ] as const) {
      const text = 'hi?>~ÿ';
      expect(Ours.from(text).toString(encoding), encoding).toBe(
        Buffer.from(text).toString(encoding),
      );
      const written = Buffer.from('some bytes??>').toString(encoding);
      expect([...Ours.from(written, encoding)], encoding).toEqual([
        ...Buffer.from(written, encoding),
      ]);
      expect(Ours.byteLength(written, encoding), encoding).toBe(
        Buffer.byteLength(written, encoding),
      );
      expect(Ours.isEncoding(encoding)).toBe(true);
    }
    expect(Ours.isEncoding('base65')).toBe(false);
  });

  it('decodes characters cut in two', () => {
    type Decoder = { write(bytes: Uint8Array): string; end(bytes?: Uint8Array): string };
    const Mine = builtins.get('string_decoder')['StringDecoder'] as new (
      encoding: string,
    ) => Decoder;
    const Nodes = (requireNode('node:string_decoder') as { StringDecoder: typeof Mine })
      .StringDecoder;
    const bytes = Buffer.from('aé€😀');
    for (const encoding of ['utf8', 'base64', 'hex', 'utf16le', 'latin1']) {
      for (let cut = 0; cut <= bytes.length; cut++) {
        const [mine, theirs] = [new Mine(encoding), new Nodes(encoding)].map(
          (decoder) => decoder.write(bytes.subarray(0, cut)) + decoder.end(bytes.subarray(cut)),
        );
        expect(mine, `${encoding} at ${cut}`).toBe(theirs);
      }
    }
  });
});

describe('crypto', () => {
  const ours = builtins.get('crypto') as unknown as typeof import('node:crypto');
  const nodes = requireNode('node:crypto') as typeof import('node:crypto');
  it.each(['md5', 'sha1', 'sha224', 'SHA256', 'sha384', 'sha512', 'ripemd160'])(
    'hashes with %s',
    (name) => {
      const hex = (crypto: typeof nodes): string =>
        crypto
          .createHash(name)
          .update('héllo')
          .update(new Uint8Array([1, 2]))
          .update('ff', 'hex')
          .digest('hex');
      expect(hex(ours)).toBe(hex(nodes));
      const mac = (crypto: typeof nodes): string =>
        crypto.createHmac(name, 'key').update('x').digest('base64url');
      expect(mac(ours)).toBe(mac(nodes));
    },
  );
  it('derives keys, copies and compares', () => {
    const derive = (crypto: typeof nodes): string[] => [
      crypto.scryptSync('pw', 'salt', 32, { N: 64 }).toString('hex'),
      crypto.pbkdf2Sync('pw', 'salt', 10, 20, 'sha256').toString('hex'),
      crypto.hash('sha256', 'x'),
      crypto.createHash('sha256').update('a').copy().update('b').digest('base64'),
    ];
    expect(derive(ours)).toEqual(derive(nodes));
    expect(ours.timingSafeEqual(Buffer.from('ab'), Buffer.from('ab'))).toBe(true);
    expect(ours.timingSafeEqual(Buffer.from('ab'), Buffer.from('ac'))).toBe(false);
  });
  it('refuses as Node does', () => {
    const wrong: ((crypto: typeof nodes) => unknown)[] = [
      (crypto) => crypto.timingSafeEqual(Buffer.from('a'), Buffer.from('ab')),
      (crypto) => crypto.createHash('sha256').update(5 as never),
      (crypto) => {
        const hash = crypto.createHash('sha256');
        hash.digest();
        return hash.update('a');
      },
      (crypto) => crypto.randomInt(5, 5),
    ];
    for (const run of wrong) {
      const [mine, theirs] = [ours, nodes].map(
        (crypto) => outcome(() => run(crypto)) as { code: string; name: string },
      );
      expect([mine?.code, mine?.name]).toEqual([theirs?.code, theirs?.name]);
    }
    expect(() => ours.createHash('sha9')).toThrow('Digest method not supported');
  });
  it('draws everything from the seed', async () => {
    const draw = (seed: number): unknown[] => {
      const crypto = testBuiltins(seed).get('crypto') as unknown as typeof nodes;
      return [
        crypto.randomUUID(),
        crypto.randomBytes(8).toString('hex'),
        crypto.randomInt(100),
        crypto.randomFillSync(new Uint8Array(4)),
      ];
    };
    expect(draw(1)).toEqual(draw(1));
    expect(draw(1)).not.toEqual(draw(2));
    expect(draw(1)[0]).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
    const bytes = await new Promise<Buffer>((resolve) => {
      ours.randomBytes(3, (_, value) => {
        resolve(value);
      });
    });
    expect(bytes).toHaveLength(3);
  });
});

describe('what is missing', () => {
  it.each([
    ['net', /^node:net .*Talk HTTP/],
    ['node:zlib', /^node:zlib .*send them as they are/],
    ['vm', /^node:vm .*Run this lab on Node/],
  ])('%s', (name, message) => {
    expect(() => builtins.get(name)).toThrow(message);
    expect(() => builtins.exportsOf(name)).toThrow(message);
  });
  it('os describes the machine', () => {
    const os = builtins.get('os') as unknown as typeof import('node:os');
    expect([os.hostname(), os.uptime(), os.platform()]).toEqual(['web-1', 5, 'linux']);
  });
});
