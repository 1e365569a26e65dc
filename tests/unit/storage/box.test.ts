import { describe, expect, it } from 'vitest';
import { decode, openBox, retryHeld, watchHeld } from '../../../src/storage/box.ts';
import type { BoxSpec } from '../../../src/storage/box.ts';
import { ID, number, record } from '../../../src/storage/guards.ts';
import type { Rec } from '../../../src/learning/records.ts';
import { fakeBrowser } from './fakes.ts';

/** Version 3 of a box of numbers: version 1 was a list of pairs, version 2 counted from one. */
const spec: BoxSpec<Rec<number>> = {
  name: 'marks',
  title: 'marks',
  version: 3,
  migrations: {
    1: (data) => Object.fromEntries(data as [string, number][]),
    2: (data) =>
      Object.fromEntries(Object.entries(data as Rec<number>).map(([k, v]) => [k, v - 1])),
  },
  empty: {},
  read: (data, lost) => record(ID, number(0, 100))(data, 'marks', lost),
};
const KEY = 'ztm:marks';
const stored = (data: unknown, v = 3) => JSON.stringify({ v, data });

describe('a box', () => {
  it('is empty at first, and writes nothing by being read', () => {
    const browser = fakeBrowser();
    expect(openBox(spec, () => browser).read()).toBe(spec.empty);
    expect(browser.dump()).toEqual({});
  });
  it('keeps what was put in', () => {
    const browser = fakeBrowser();
    openBox(spec, () => browser).update((m) => ({ ...m, a: 1 }));
    expect(JSON.parse(browser.dump()[KEY] ?? '')).toEqual({ v: 3, data: { a: 1 } });
    expect(openBox(spec, browser.tab).read()).toEqual({ a: 1 });
  });
  it('writes nothing when nothing changed', () => {
    const browser = fakeBrowser();
    let calls = 0;
    const box = openBox(spec, () => browser);
    box.watch(() => calls++);
    box.update((m) => m);
    expect(browser.dump()).toEqual({});
    expect(calls).toBe(0);
  });
  it('gives the same value until it changes', () => {
    const browser = fakeBrowser();
    const box = openBox(spec, () => browser);
    box.update(() => ({ a: 1 }));
    expect(box.read()).toBe(box.read());
  });
  it('is one box, however often it is opened', () => {
    const browser = fakeBrowser();
    const seen: Rec<number>[] = [];
    openBox(spec, () => browser).watch((m) => seen.push(m));
    openBox(spec, () => browser).update(() => ({ a: 1 }));
    expect(seen).toEqual([{ a: 1 }]);
  });
});

describe('two tabs', () => {
  it('do not undo each other', () => {
    const browser = fakeBrowser();
    const [one, two] = [browser.tab(), browser.tab()];
    const [a, b] = [openBox(spec, () => one), openBox(spec, () => two)];
    a.update((m) => ({ ...m, a: 1 }));
    b.update((m) => ({ ...m, b: 2 }));
    a.update((m) => ({ ...m, c: 3 }));
    expect(b.read()).toEqual({ a: 1, b: 2, c: 3 });
  });
  it('hear of each other until they stop listening', () => {
    const browser = fakeBrowser();
    const [one, two] = [browser.tab(), browser.tab()];
    const [a, b] = [openBox(spec, () => one), openBox(spec, () => two)];
    const seen: Rec<number>[] = [];
    const stop = b.watch((m) => seen.push(m));
    a.update(() => ({ a: 1 }));
    stop();
    a.update(() => ({ a: 2 }));
    expect(seen).toEqual([{ a: 1 }]);
  });
  it('see a value that was removed elsewhere', () => {
    const browser = fakeBrowser();
    const [one, two] = [browser.tab(), browser.tab()];
    const box = openBox(spec, () => one);
    box.update(() => ({ a: 1 }));
    two.area.remove(KEY);
    expect(box.read()).toEqual({});
  });
});

describe('migrations', () => {
  it.each([
    [
      1,
      [
        ['a', 8],
        ['b', 2],
      ],
      { a: 7, b: 1 },
    ],
    [2, { a: 8 }, { a: 7 }],
    [3, { a: 8 }, { a: 8 }],
  ])('from version %d', (v, data, value) => {
    const browser = fakeBrowser();
    browser.area.set(KEY, stored(data, v));
    const box = openBox(spec, () => browser);
    expect(box.read()).toEqual(value);
    expect(browser.dump()[KEY]).toBe(stored(data, v));
    box.update((m) => ({ ...m, z: 0 }));
    expect(JSON.parse(browser.dump()[KEY] ?? '')).toEqual({ v: 3, data: { ...value, z: 0 } });
    expect(browser.notices).toEqual([]);
  });
  it('that cannot take the data lose it into the aside, and break nothing', () => {
    const browser = fakeBrowser();
    browser.area.set(KEY, stored(7, 1));
    expect(openBox(spec, () => browser).read()).toEqual({});
    expect(Object.values(browser.dump())).toContain(stored(7, 1));
  });
  it('never write over a newer version', () => {
    const browser = fakeBrowser();
    const text = stored({ a: 1, new: 'shape' }, 4);
    browser.area.set(KEY, text);
    const box = openBox(spec, () => browser);
    expect(box.read()).toEqual({ a: 1 });
    box.update((m) => ({ ...m, b: 2 }));
    box.update((m) => ({ ...m, c: 3 }));
    expect(box.read()).toEqual({ a: 1, b: 2, c: 3 });
    expect(browser.dump()).toEqual({ [KEY]: text });
    expect(browser.notices).toEqual([{ kind: 'newer', name: 'marks' }]);
  });
});

describe('damage', () => {
  const open = (text: string, room = Infinity) => {
    const browser = fakeBrowser();
    browser.area.set(KEY, text);
    browser.area.room = room;
    return { browser, box: openBox(spec, () => browser) };
  };
  const asides = (dump: Record<string, string>) =>
    Object.entries(dump).filter(([key]) => key.startsWith('ztm:aside:marks:'));

  it.each([
    ['', {}, 1],
    ['{"v":3,"data":{"a":1', {}, 1],
    ['null', {}, 1],
    ['[]', {}, 1],
    ['"x"', {}, 1],
    ['{"data":{"a":1}}', {}, 1],
    ['{"v":"3","data":{"a":1}}', {}, 1],
    ['{"v":0,"data":{"a":1}}', {}, 1],
    ['{"v":1.5,"data":{}}', {}, 1],
    [stored([1, 2]), {}, 1],
    [stored(null), {}, 1],
    [stored({ a: 1, b: 'two', c: 3 }), { a: 1, c: 3 }, 1],
    [stored({ a: 1, b: 101, c: -1, d: null }), { a: 1 }, 3],
    ['{"v":3,"data":{"a":1,"__proto__":5,"b":1e999}}', { a: 1 }, 2],
  ])('in %j keeps %j', (text, value, lost) => {
    const { browser, box } = open(text);
    expect(box.read()).toEqual(value);
    const kept = asides(browser.dump());
    expect(kept.map(([, original]) => original)).toEqual([text]);
    expect(JSON.parse(browser.dump()[KEY] ?? '')).toEqual({ v: 3, data: value });
    expect(browser.notices).toEqual([
      { kind: 'damaged', name: 'marks', lost, aside: kept[0]?.[0] },
    ]);
  });
  it('is told and put aside once', () => {
    const { browser, box } = open(stored({ a: 'x' }));
    box.read();
    box.update((m) => ({ ...m, b: 1 }));
    expect(openBox(spec, browser.tab).read()).toEqual({ b: 1 });
    expect(asides(browser.dump())).toHaveLength(1);
    expect(browser.notices).toHaveLength(1);
  });
  it('keeps the last two originals', () => {
    const browser = fakeBrowser();
    for (const text of ['first', 'second', 'third']) {
      browser.area.set(KEY, text);
      openBox(spec, browser.tab).read();
    }
    expect(
      asides(browser.dump())
        .map(([, text]) => text)
        .sort(),
    ).toEqual(['second', 'third']);
  });
  it('without room for a copy still shows and keeps the rest', () => {
    const text = stored({ a: 1, b: 'x'.repeat(200) });
    const { browser, box } = open(text, text.length + KEY.length + 20);
    expect(box.read()).toEqual({ a: 1 });
    expect(browser.dump()).toEqual({ [KEY]: text });
    expect(browser.notices).toEqual([{ kind: 'damaged', name: 'marks', lost: 1 }]);
    box.update((m) => ({ ...m, c: 3 }));
    expect(JSON.parse(browser.dump()[KEY] ?? '')).toEqual({ v: 3, data: { a: 1, c: 3 } });
  });
  it('cannot reach an object’s prototype', () => {
    const { box } = open('{"v":3,"data":{"__proto__":{"polluted":1},"constructor":7}}');
    const value = box.read();
    expect(Object.hasOwn(value, 'constructor') && value.constructor).toBe(7);
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });
});

describe('a browser without room', () => {
  it('works in memory, says so, and saves when there is room again', () => {
    const browser = fakeBrowser(10);
    const box = openBox(spec, () => browser);
    const seen: Rec<number>[] = [];
    box.watch((m) => seen.push(m));
    box.update(() => ({ a: 1 }));
    expect(box.read()).toEqual({ a: 1 });
    expect(seen).toEqual([{ a: 1 }]);
    expect(browser.notices).toContainEqual({ kind: 'full' });
    browser.area.room = 1000;
    box.update((m) => ({ ...m, b: 2 }));
    expect(JSON.parse(browser.dump()[KEY] ?? '')).toEqual({ v: 3, data: { a: 1, b: 2 } });
  });
});

describe('what there was no room for', () => {
  const other: BoxSpec<Rec<number>> = { ...spec, name: 'others', title: 'other marks' };

  it('is told by its title, and written as soon as something else was', () => {
    const browser = fakeBrowser(70);
    const open = (of: BoxSpec<Rec<number>>) => openBox(of, () => browser);
    const held: (readonly string[])[] = [];
    const stop = watchHeld((titles) => held.push(titles), browser);
    open(spec).update(() => ({ a: 1, b: 2, c: 3 }));
    open(other).update(() => ({ a: 1, b: 2, c: 3 }));
    expect(held.at(-1)).toEqual(['other marks']);
    expect(browser.dump()).not.toHaveProperty('ztm:others');
    // What the reader deletes makes room.
    open(spec).update(() => ({}));
    expect(held.at(-1)).toEqual([]);
    expect(JSON.parse(browser.dump()['ztm:others'] ?? '')).toEqual({
      v: 3,
      data: { a: 1, b: 2, c: 3 },
    });
    stop();
    open(other).update(() => ({ 'a-long-name-that-has-no-room-at-all-in-here': 1 }));
    expect(held.at(-1)).toEqual([]);
  });

  it('is tried again when asked, and stays in memory until then', () => {
    const browser = fakeBrowser(10);
    const box = openBox(spec, () => browser);
    let held: readonly string[] = [];
    watchHeld((titles) => (held = titles), browser);
    box.update(() => ({ a: 1 }));
    retryHeld(browser);
    expect(held).toEqual(['marks']);
    expect(box.read()).toEqual({ a: 1 });
    browser.area.room = 1000;
    retryHeld(browser);
    expect(held).toEqual([]);
    expect(JSON.parse(browser.dump()[KEY] ?? '')).toEqual({ v: 3, data: { a: 1 } });
  });
});

it('decode never throws', () => {
  const nasty = [
    undefined,
    null,
    1,
    '',
    [],
    {},
    { v: 1 },
    { v: 2, data: null },
    { v: 3, data: [[]] },
    { v: NaN },
  ];
  for (const value of nasty) expect(decode(spec, value).value).toEqual({});
});
