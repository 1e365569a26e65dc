import { describe, expect, it } from 'vitest';
import { onThisComputer } from '../../../../src/engine/webcontainer/loopback.ts';
import { treeOf } from '../../../../src/engine/webcontainer/tree.ts';

describe('files as a tree', () => {
  it('has folders for what is between slashes', () => {
    expect(treeOf({ 'a/b/c.ts': 'c', 'a/d.ts': 'd', 'e.json': '' })).toEqual({
      a: {
        directory: {
          b: { directory: { 'c.ts': { file: { contents: 'c' } } } },
          'd.ts': { file: { contents: 'd' } },
        },
      },
      'e.json': { file: { contents: '' } },
    });
  });

  it('refuses a file that is a folder, too', () => {
    expect(() => treeOf({ a: '', 'a/b': '' })).toThrow('a/b: a is a file already');
  });
});

it('only this computer’s own names let another host stand in', () => {
  for (const name of ['localhost', '127.0.0.1', '[::1]']) expect(onThisComputer(name)).toBe(true);
  for (const name of ['localhost.example.org', 'example.org', '127.0.0.1.example.org', ''])
    expect(onThisComputer(name)).toBe(false);
});
