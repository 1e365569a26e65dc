import { describe, expect, it } from 'vitest';
import type { CardState } from '../../../src/learning/cards.ts';
import { openBox } from '../../../src/storage/box.ts';
import { answersSpec } from '../../../src/storage/answers.ts';
import { attemptsSpec } from '../../../src/storage/attempts.ts';
import { deckSpec } from '../../../src/storage/deck.ts';
import { editsSpec } from '../../../src/storage/edits.ts';
import { prefsSpec } from '../../../src/storage/prefs.ts';
import { progressSpec } from '../../../src/storage/progress.ts';
import { exportAll, importAll, importFile, MAX_IMPORT } from '../../../src/storage/transfer.ts';
import { fakeBrowser } from './fakes.ts';
import type { FakeBrowser } from './fakes.ts';

const card = (over: Partial<CardState> = {}): CardState => ({
  due: 2000,
  last: 1000,
  stability: 5,
  difficulty: 5,
  days: 5,
  step: 0,
  reps: 3,
  lapses: 0,
  phase: 'review',
  ...over,
});
const boxes = (browser: FakeBrowser) => ({
  progress: openBox(progressSpec, () => browser),
  deck: openBox(deckSpec, () => browser),
  answers: openBox(answersSpec, () => browser),
  prefs: openBox(prefsSpec, () => browser),
  edits: openBox(editsSpec('cache'), () => browser),
  attempts: openBox(attemptsSpec('cache'), () => browser),
});
const filled = () => {
  const browser = fakeBrowser();
  const box = boxes(browser);
  box.progress.update(() => ({
    cache: { readAt: 50, drills: { a: 10 }, quiz: { right: 3, total: 4, at: 7 } },
  }));
  box.deck.update(() => ({
    cards: { 'cache/a': card(), 'cache/b': card({ last: 5 }) },
    log: { '2026-01-31': { asked: 3, remembered: 2 } },
  }));
  box.answers.update(() => ({ cache: { q: { print: 'p', tries: [[0]] } } }));
  box.prefs.update(() => ({ all: { speed: 1 } }));
  box.edits.update(() => ({ 'lb.ts': { text: 'mine', at: 5 } }));
  box.attempts.update(() => ({
    current: 'a1',
    kept: { a1: { name: 'One', files: { 'lb.ts': 'mine' }, at: 5 } },
  }));
  return browser;
};
const file = (parts: object, over: object = {}) =>
  JSON.stringify({ format: 'zero-to-millions', version: 1, boxes: parts, ...over });

describe('export and import', () => {
  it('carry everything to an empty browser', () => {
    const from = filled();
    const to = fakeBrowser();
    expect(importAll(exportAll(from), to)).toEqual({
      ok: true,
      found: ['1 stage', '2 cards', '1 quiz', '1 named attempt at cache', '1 edited file in cache'],
      lost: [],
    });
    expect(to.dump()).toEqual(from.dump());
  });
  it('say when, and nothing of damaged originals', () => {
    const browser = filled();
    browser.area.set('ztm:progress', 'damaged');
    const text = exportAll(browser);
    expect(JSON.parse(text)).toMatchObject({ format: 'zero-to-millions', version: 1 });
    expect(text).toMatch(/"exportedAt": "1970-01-01T/);
    expect(text).not.toContain('damaged');
    expect(text).not.toContain('aside');
  });
  it('change nothing when imported where they came from, twice', () => {
    const browser = filled();
    const before = browser.dump();
    for (let i = 0; i < 2; i++) importAll(exportAll(browser), browser);
    expect(browser.dump()).toEqual(before);
  });
  it('are heard by those who watch a box', () => {
    const to = fakeBrowser();
    let seen = 0;
    boxes(to).deck.watch((deck) => (seen = Object.keys(deck.cards).length));
    importAll(exportAll(filled()), to);
    expect(seen).toBe(2);
  });
  it('take older versions through the same migrations as storage', () => {
    const result = importAll(file({ progress: { v: 0, data: {} } }), fakeBrowser());
    expect(result).toEqual({ ok: true, found: [], lost: ['progress'] });
  });
});

describe('joining', () => {
  it('keeps the later of two forms, and everything that only one has', () => {
    const browser = filled();
    const there = fakeBrowser();
    const other = boxes(there);
    other.progress.update(() => ({
      cache: { readAt: 40, drills: { a: 20, b: 30 }, quiz: { right: 4, total: 4, at: 2 } },
      cdn: { drills: {} },
    }));
    other.deck.update(() => ({
      cards: {
        'cache/a': card({ last: 900, reps: 9 }),
        'cache/b': card({ last: 6, reps: 9 }),
        'cdn/c': card(),
      },
      log: { '2026-01-31': { asked: 2, remembered: 2 }, '2026-01-30': { asked: 1, remembered: 1 } },
    }));
    other.answers.update(() => ({
      cache: { q: { print: 'p', tries: [[1], [2]] }, r: { print: 'p', tries: [], gaveUp: true } },
    }));
    other.prefs.update(() => ({ all: { speed: 9, tab: 'log' } }));
    other.edits.update(() => ({
      'lb.ts': { text: 'older', at: 4 },
      'web.ts': { text: 'new', at: 1 },
    }));
    other.attempts.update(() => ({
      current: 'b2',
      kept: {
        a1: { name: 'Older', files: {}, at: 4 },
        b2: { name: 'Two', files: { 'lb.ts': 'two' }, at: 9 },
      },
    }));

    expect(importAll(exportAll(there), browser).ok).toBe(true);
    const here = boxes(browser);
    expect(here.progress.read()).toEqual({
      cache: { readAt: 40, drills: { a: 10, b: 30 }, quiz: { right: 4, total: 4, at: 2 } },
      cdn: { drills: {} },
    });
    expect(here.deck.read()).toEqual({
      cards: { 'cache/a': card(), 'cache/b': card({ last: 6, reps: 9 }), 'cdn/c': card() },
      log: { '2026-01-31': { asked: 3, remembered: 2 }, '2026-01-30': { asked: 1, remembered: 1 } },
    });
    expect(here.answers.read()).toEqual({
      cache: { q: { print: 'p', tries: [[1], [2]] }, r: { print: 'p', tries: [], gaveUp: true } },
    });
    expect(here.prefs.read()).toEqual({ all: { speed: 1, tab: 'log' } });
    expect(here.edits.read()).toEqual({
      'lb.ts': { text: 'mine', at: 5 },
      'web.ts': { text: 'new', at: 1 },
    });
    expect(here.attempts.read()).toEqual({
      current: 'a1',
      kept: {
        a1: { name: 'One', files: { 'lb.ts': 'mine' }, at: 5 },
        b2: { name: 'Two', files: { 'lb.ts': 'two' }, at: 9 },
      },
    });
  });
  it('of attempts takes over which one was open where none is', () => {
    const browser = fakeBrowser();
    importAll(exportAll(filled()), browser);
    expect(boxes(browser).attempts.read().current).toBe('a1');
  });
});

describe('hostile files', () => {
  it.each([
    ['', /not JSON/],
    ['<html>', /not JSON/],
    [exportAll(filled()).slice(0, -20), /not JSON, or it was cut off/],
    ['null', /not an export of Zero to Millions/],
    ['[]', /not an export/],
    ['42', /not an export/],
    ['{}', /not an export/],
    ['{"__proto__":{"format":"zero-to-millions","version":1,"boxes":{}}}', /not an export/],
    [file({}, { format: 'other' }), /not an export/],
    [file({}, { boxes: [] }), /not an export/],
    [file({}, { version: 2 }), /newer version/],
    [file({ deck: { v: 2, data: {} }, progress: { v: 1, data: { cdn: {} } } }), /newer version/],
    ['['.repeat(200_000), /not JSON/],
    [`"${'x'.repeat(MAX_IMPORT)}"`, /too large: 8\.0 MB, at most 8\. /],
  ])('%#: are refused and change nothing', (text, problem) => {
    const browser = filled();
    const before = browser.dump();
    const result = importAll(text, browser);
    expect(result).toMatchObject({ ok: false, problem: expect.stringMatching(problem) as unknown });
    expect(browser.dump()).toEqual(before);
  });
  it('deep nesting is no harm', () => {
    const deep = '['.repeat(50_000) + ']'.repeat(50_000);
    const result = importAll(
      `{"format":"zero-to-millions","version":1,"boxes":{"deck":{"v":1,"data":${deep}}}}`,
      fakeBrowser(),
    );
    expect(result.ok ? result.lost : result.problem).toEqual(['deck']);
  });
  it('give what is sound, and name what is not', () => {
    const browser = fakeBrowser();
    const text = file({
      deck: { v: 1, data: { cards: { 'a/b': card(), 'a/c': 'x' }, log: 5 } },
      progress: 'x',
      secrets: { v: 1, data: {} },
      'edits:../..': { v: 1, data: { 'a.ts': { text: '', at: 1 } } },
      'attempts:__proto__': { v: 1, data: { kept: {} } },
      'constructor:cache': { v: 1, data: {} },
    });
    expect(importAll(text, browser)).toEqual({
      ok: true,
      found: ['1 card'],
      lost: [
        'deck.cards.a/c',
        'deck.log',
        'progress',
        'secrets',
        'edits:../..',
        'attempts:__proto__',
        'constructor:cache',
      ],
    });
    expect(Object.keys(browser.dump())).toEqual(['ztm:deck']);
  });
  it('cannot reach a prototype', () => {
    const evil = `{"format":"zero-to-millions","version":1,"boxes":{
      "__proto__":{"v":1,"data":{}},
      "constructor":{"v":1,"data":{}},
      "progress":{"v":1,"data":{"__proto__":{"readAt":1},"cache":{"drills":{"__proto__":5}}}},
      "edits:cache":{"v":1,"data":{"__proto__":{"text":"x","at":1},"constructor":{"text":"x","at":1}}}}}`;
    const browser = fakeBrowser();
    const result = importAll(evil, browser);
    expect(result.ok && [...result.lost].sort()).toEqual([
      '__proto__',
      'constructor',
      'edits.cache.__proto__',
      'progress.__proto__',
      'progress.cache.drills.__proto__',
    ]);
    expect(Object.keys(Object.prototype)).toEqual([]);
    expect(Object.getPrototypeOf(boxes(browser).progress.read())).toBe(Object.prototype);
  });
  it('that fit in no browser keep the page going', () => {
    const browser = fakeBrowser(2_000);
    const edits = Object.fromEntries(
      Array.from({ length: 20 }, (_, i) => [`f${i}.ts`, { text: 'x'.repeat(1000), at: 1 }]),
    );
    expect(importAll(file({ 'edits:cache': { v: 1, data: edits } }), browser).ok).toBe(true);
    expect(browser.notices).toContainEqual({ kind: 'full' });
    expect(Object.keys(boxes(browser).edits.read())).toHaveLength(20);
  });
});

describe('a chosen file', () => {
  it('is imported', async () => {
    const text = exportAll(filled());
    const file = { size: text.length, text: () => Promise.resolve(text) };
    expect(await importFile(file, fakeBrowser())).toMatchObject({ ok: true, lost: [] });
  });
  it('that is far too large is not read', async () => {
    const text = () => Promise.reject(new Error('read'));
    expect(await importFile({ size: MAX_IMPORT * 5, text }, fakeBrowser())).toMatchObject({
      ok: false,
      problem: expect.stringMatching(/^The file is too large: 40\.0 MB/) as unknown,
    });
  });
  it('that cannot be read says so', async () => {
    const text = () => Promise.reject(new DOMException('gone', 'NotReadableError'));
    expect(await importFile({ size: 5, text }, fakeBrowser())).toEqual({
      ok: false,
      problem: 'The file could not be read. Choose it again.',
    });
  });
});
