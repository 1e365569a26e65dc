/** What survives a loss of power, and what a process that ran ahead of its end leaves. */
import { describe, expect, it } from 'vitest';
import type { Change, DiskChange, NodeImage } from '../../../../src/engine/sim/disk/changes.ts';
import { DurableTree } from '../../../../src/engine/sim/disk/durable.ts';
import { lossInWords, MachineDisk } from '../../../../src/engine/sim/disk/machine-disk.ts';
import { DiskTree } from '../../../../src/engine/sim/disk/tree.ts';

const TMP = 3;
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Every file below the root, by path; folders end with a slash. */
function shown(image: { readonly nodes: readonly NodeImage[] }): Record<string, string> {
  const byId = new Map(image.nodes.map((node) => [node.id, node]));
  const all: Record<string, string> = {};
  const visit = (id: number, path: string): void => {
    const node = byId.get(id)!;
    if (node.bytes) all[path] = new TextDecoder().decode(node.bytes);
    else if (path.split('/').length > 2) all[`${path}/`] = '';
    for (const [name, child] of node.entries ?? []) visit(child, `${path}/${name}`);
  };
  visit(1, '');
  return all;
}

/** A disk with a writer's shorthand for the changes that a process reports. */
function disk() {
  const tree = new DurableTree();
  let t = 0;
  const apply = (change: Change): void => tree.apply(change, ++t);
  return {
    tree,
    make(name: string, text = '', folder = TMP): number {
      const id = tree.next;
      apply({ k: 'make', folder, name, id, isFolder: false, mode: 0o644 });
      if (text) apply({ k: 'write', id, at: 0, bytes: bytes(text) });
      return id;
    },
    folder(name: string, folder = TMP): number {
      const id = tree.next;
      apply({ k: 'make', folder, name, id, isFolder: true, mode: 0o755 });
      return id;
    },
    write: (id: number, at: number, text: string) =>
      apply({ k: 'write', id, at, bytes: bytes(text) }),
    resize: (id: number, size: number) => apply({ k: 'resize', id, size }),
    rename: (name: string, as: string, folder = TMP, to = folder) =>
      apply({ k: 'rename', folder, name, to, as }),
    remove: (name: string, folder = TMP) => apply({ k: 'remove', folder, name }),
    forget: (id: number) => apply({ k: 'forget', id }),
    sync: (...ids: readonly number[]) => ids.forEach((id) => apply({ k: 'sync', id })),
    afterPowerLoss() {
      const loss = tree.losePower();
      return { files: shown(tree.image()), loss: lossInWords(loss) };
    },
  };
}

describe('a loss of power', () => {
  it('takes a new file whose folder was not synced, synced or not', () => {
    const d = disk();
    d.sync(d.make('a', 'text'));
    expect(d.afterPowerLoss()).toEqual({ files: {}, loss: 'names in /tmp' });
  });

  it('leaves an empty file where the name was synced and the content was not', () => {
    const d = disk();
    d.make('a', 'text');
    d.sync(TMP);
    expect(d.afterPowerLoss()).toEqual({ files: { '/tmp/a': '' }, loss: 'data of /tmp/a' });
  });

  it('leaves what was synced both ways, and nothing is lost', () => {
    const d = disk();
    d.sync(d.make('a', 'text'), TMP);
    expect(d.afterPowerLoss()).toEqual({ files: { '/tmp/a': 'text' }, loss: '' });
  });

  it('takes a file back to its last sync: appended, overwritten, cut, grown', () => {
    const d = disk();
    const [a, b, c, e] = ['a', 'b', 'c', 'e'].map((name) => d.make(name, '0123456789')) as [
      number,
      number,
      number,
      number,
    ];
    d.sync(a, b, c, e, TMP);
    d.write(a, 10, 'more');
    d.write(b, 3, 'xyz');
    d.write(b, 10, 'more');
    d.write(b, 0, 'w');
    d.resize(c, 2);
    d.write(c, 2, 'again');
    d.resize(e, 20);
    d.resize(e, 5);
    const { files, loss } = d.afterPowerLoss();
    expect(new Set(Object.values(files))).toEqual(new Set(['0123456789']));
    expect(loss).toBe('data of /tmp/a, /tmp/b, /tmp/c, /tmp/e');
    d.write(a, 0, 'A');
    d.sync(a);
    expect(d.afterPowerLoss().files['/tmp/a']).toBe('A123456789');
  });

  it('brings back what was removed, its content as it was synced, though nobody has it open', () => {
    const d = disk();
    const a = d.make('a', 'kept');
    d.sync(a, TMP);
    d.write(a, 0, 'gone');
    d.remove('a');
    d.forget(a);
    expect(d.afterPowerLoss().files).toEqual({ '/tmp/a': 'kept' });
    d.remove('a');
    d.sync(TMP);
    expect(d.afterPowerLoss().files).toEqual({});
  });

  it('undoes a replacing rename as a whole, or keeps it', () => {
    const d = disk();
    const old = d.make('config', 'old');
    d.sync(old, TMP);
    const fresh = d.make('config.new', 'new');
    d.sync(fresh);
    d.rename('config.new', 'config');
    d.forget(old);
    expect(d.afterPowerLoss().files).toEqual({ '/tmp/config': 'old' });
    const again = d.make('config.new', 'new');
    d.sync(again);
    d.rename('config.new', 'config');
    d.forget(old);
    d.sync(TMP);
    expect(d.afterPowerLoss().files).toEqual({ '/tmp/config': 'new' });
  });

  it('empties a file that was renamed into place before its content was synced', () => {
    const d = disk();
    d.sync(d.make('config', 'old'), TMP);
    d.make('config.new', 'new');
    d.rename('config.new', 'config');
    d.sync(TMP);
    expect(d.afterPowerLoss().files).toEqual({ '/tmp/config': '' });
  });

  it.each([
    ['source', 0],
    ['target', 1],
  ])('moves a file between folders whole: a sync of the %s is enough', (_, which) => {
    const d = disk();
    const [from, to] = [d.folder('from'), d.folder('to')];
    d.sync(d.make('a', 'text', from), from, to, TMP);
    d.rename('a', 'b', from, to);
    d.sync([from, to][which]!);
    expect(d.afterPowerLoss().files).toEqual({
      '/tmp/from/': '',
      '/tmp/to/': '',
      '/tmp/to/b': 'text',
    });
  });

  it('takes a synced folder whose own name was not synced', () => {
    const d = disk();
    const inner = d.folder('inner');
    d.sync(d.make('a', 'text', inner), inner);
    expect(d.afterPowerLoss()).toEqual({ files: {}, loss: 'names in /tmp' });
    expect(d.tree.used).toBe(0);
  });

  it('gives numbers that were never used before to what comes later', () => {
    const d = disk();
    const lost = d.make('a', 'text');
    d.afterPowerLoss();
    expect(d.make('b')).toBeGreaterThan(lost);
  });
});

describe("a machine's disk", () => {
  const change = (t: number, what: Change): DiskChange => ({ t, change: what });
  const made = (t: number, id: number, name: string): DiskChange =>
    change(t, { k: 'make', folder: TMP, name, id, isFolder: false, mode: 0o644 });

  it('is not sent while nobody has written', () => {
    const d = new MachineDisk();
    d.processEnded(5);
    expect(d.facts(false, undefined)).toBeUndefined();
    expect(d.facts(true, 8)).toEqual({ full: true, mb: 8 });
    expect(d.losePower()).toBeNull();
  });

  it('keeps what happened until the end of a process, and nothing later', () => {
    const d = new MachineDisk();
    d.take([made(1, 5, 'a'), made(2, 6, 'b')], 1.5);
    d.take([made(4, 7, 'c'), change(6, { k: 'write', id: 5, at: 0, bytes: bytes('late') })], 2);
    d.processEnded(5);
    expect(shown(d.facts(false, undefined)!.image!)).toEqual({
      '/tmp/a': '',
      '/tmp/b': '',
      '/tmp/c': '',
    });
  });

  it('drops what had no name when the process that had it open ends', () => {
    const d = new MachineDisk();
    d.take(
      [
        made(1, 5, 'a'),
        change(2, { k: 'write', id: 5, at: 0, bytes: bytes('text') }),
        change(3, { k: 'remove', folder: TMP, name: 'a' }),
      ],
      3,
    );
    expect(d.facts(false, undefined)!.image!.nodes.some(({ id }) => id === 5)).toBe(true);
    d.processEnded(4);
    expect(d.facts(false, undefined)!.image!.nodes.some(({ id }) => id === 5)).toBe(false);
  });

  it('comes back from its image as it was, and shares nothing with it', () => {
    const d = disk();
    const a = d.make('a', 'text', d.folder('deep'));
    const image = d.tree.image();
    const copy = new DiskTree(image);
    expect(copy.image()).toEqual(image);
    expect([copy.used, copy.next]).toEqual([d.tree.used, d.tree.next]);
    copy.apply({ k: 'write', id: a, at: 0, bytes: bytes('T') }, 9);
    expect(shown(d.tree.image())['/tmp/deep/a']).toBe('text');
  });
});
