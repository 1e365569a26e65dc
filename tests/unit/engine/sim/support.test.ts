import { describe, expect, it } from 'vitest';
import {
  DIFFERENCES,
  REFUSED_WHEN_USED,
} from '../../../../src/engine/sim/guest/node/differences.ts';
import { engineSurface, nodeSurface } from '../../../../src/engine/sim/hosts/surface.ts';
import { supportTable } from '../../../../src/engine/sim/support.ts';

describe('the support table', () => {
  it(
    'has every module, export, global and process member of Node',
    { timeout: 60_000 },
    async () => {
      const node = await nodeSurface();
      const table = supportTable(node, await engineSurface(node), DIFFERENCES, REFUSED_WHEN_USED);
      expect(table.map(({ name }) => name)).toEqual([
        ...Object.keys(node.modules).map((name) => `node:${name}`),
        'globals',
        'process',
      ]);
      for (const { name, entries, refused } of table) {
        const wanted = name.startsWith('node:')
          ? node.modules[name.slice(5)]
          : node[name as 'globals' | 'process'];
        expect(entries.map((entry) => entry.name)).toEqual(wanted);
        // A module that is not there says what it is called and what to do.
        if (refused !== undefined)
          expect(refused).toContain('is not available in the in-page engine');
      }
      const http = table.find(({ name }) => name === 'node:http')!;
      expect(http.entries.find(({ name }) => name === 'createServer')?.status).toBe('supported');
      expect(table.find(({ name }) => name === 'node:net')?.refused).toContain('Talk HTTP');
    },
  );

  it('refuses words for a name that is not there', () => {
    const surface = { modules: { http: ['get'] }, globals: [], process: [] };
    expect(() => supportTable(surface, surface, { 'http.gone': 'x' }, {})).toThrow(/http\.gone/);
    const [http] = supportTable(surface, surface, { 'http.get': 'slower' }, {});
    expect(http).toEqual({
      name: 'node:http',
      there: 1,
      entries: [{ name: 'get', status: 'differs', words: 'slower' }],
    });
  });
});
