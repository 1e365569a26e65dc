import { expect, it } from 'vitest';
import { compile } from '../../../../src/engine/sim/compile.ts';
import { ModuleStore } from '../../../../src/engine/sim/modules.ts';

const files = {
  'web.ts': "import './lib.ts';",
  'lib.ts': 'export const one = 1;',
  'db.ts': 'export {};',
};

it('vets an entry when all that it loads is vetted and unchanged', () => {
  const store = new ModuleStore(files, compile, ['web.ts', 'lib.ts']);
  expect(store.vets('web.ts')).toBe(true);
  expect(store.vets('db.ts')).toBe(false);
  store.write('lib.ts', 'while (true);');
  expect(store.vets('web.ts')).toBe(false);
  store.write('lib.ts', files['lib.ts']);
  expect(store.vets('web.ts')).toBe(true);
});

it('vets nothing by default, nor what does not parse or is not there', () => {
  expect(new ModuleStore(files, compile).vets('web.ts')).toBe(false);
  expect(new ModuleStore({ 'a.ts': 'let' }, compile, ['a.ts']).vets('a.ts')).toBe(false);
  const store = new ModuleStore({ 'a.ts': "import './b.ts';" }, compile, ['a.ts', 'b.ts']);
  store.write('b.ts', 'while (true);');
  expect(store.vets('a.ts')).toBe(false);
});
