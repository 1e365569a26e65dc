import { describe, expect, it } from 'vitest';
import { compile } from '../../../../src/engine/sim/compile.ts';
import { librariesFor, libraryOf } from '../../../../src/engine/sim/libraries.ts';
import { ModuleStore } from '../../../../src/engine/sim/modules.ts';
import { PageCompiler } from '../../../../src/engine/sim/page-compiler.ts';

describe('libraries', () => {
  it.each([
    ['node:stream', 'stream'],
    ['stream', 'stream'],
    ['node:stream/consumers', 'stream'],
    ['node:crypto', 'crypto'],
    ['node:http', undefined],
    ['./stream', undefined],
    ['streams', undefined],
  ])('%s is made by %s', (specifier, library) => {
    expect(libraryOf(specifier)).toBe(library);
  });

  it('are found once among imports', () => {
    const imports = ['node:http', 'node:stream', 'stream/promises'].map((specifier) => ({
      specifier,
    }));
    expect(librariesFor(imports)).toEqual(['stream']);
    expect(librariesFor([])).toEqual([]);
  });

  it('come with the programs that reach an import of one, and with no other', () => {
    const files = {
      'a.ts': "import './b.ts';",
      'b.ts': "const late = () => import('node:stream');",
      'c.ts': "import 'node:http';",
      'd.cjs': "const { Readable } = require('stream');",
    };
    const store = new ModuleStore(files, compile);
    const needed = (entry: string): readonly string[] => {
      const reached = store.reach(entry);
      return reached.ok ? reached.libraries : ['does not compile'];
    };
    expect(['a.ts', 'c.ts', 'd.cjs'].map(needed)).toEqual([['stream'], [], ['stream']]);
  });

  it('are loaded by the page once a text asks for them, and once only', async () => {
    const loaded: string[] = [];
    const page = new PageCompiler({ files: {} }, (name) => {
      loaded.push(name);
      return Promise.resolve(`(x) => x.${name}`);
    });
    const supply = async (text: string) => (await page.supply([{ path: 'a.ts', text }])).libraries;
    expect(await supply("import 'node:http';")).toEqual([]);
    expect(await supply("import 'node:stream';")).toEqual([
      { name: 'stream', script: '(x) => x.stream' },
    ]);
    expect(await supply("import 'node:stream/promises';")).toEqual([]);
    expect(loaded).toEqual(['stream']);
  });
});

describe('a page whose programs use AsyncLocalStorage', () => {
  it('sends every text followed, earlier ones and libraries too', async () => {
    const page = new PageCompiler({ files: {} }, () =>
      Promise.resolve('(function(require,module){return async (x)=>await x})'),
    );
    const supply = async (path: string, text: string) => {
      const { compiled, libraries } = await page.supply([{ path, text }]);
      return [
        compiled.map((one) => `${one.path}${one.followed ? ' followed' : ''}`),
        libraries.map((one) => `${one.name}${one.followed ? ' followed' : ''}`),
      ];
    };
    expect(await supply('a.ts', "import 'node:stream'; await 1;")).toEqual([['a.ts'], ['stream']]);
    expect(await supply('b.ts', "import 'async_hooks';")).toEqual([
      ['b.ts', 'a.ts followed', 'b.ts followed'],
      ['stream followed'],
    ]);
    expect(await supply('c.ts', 'export {};')).toEqual([['c.ts', 'c.ts followed'], []]);
  });

  it('compiles those of its machine alone for it', () => {
    const files = {
      'a.ts': "import './b.ts'; import 'node:async_hooks';",
      'b.ts': 'await 1;',
      'c.ts': "import './b.ts';",
    };
    const store = new ModuleStore(files, compile);
    const codeOf = (entry: string): string => {
      const reached = store.reach(entry);
      return reached.ok ? reached.modules['b.ts']!.code : 'does not compile';
    };
    expect(codeOf('a.ts')).toContain('__follow');
    expect(codeOf('c.ts')).not.toContain('__follow');
  });
});
