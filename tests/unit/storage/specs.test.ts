import { describe, expect, it } from 'vitest';
import { answersSpec } from '../../../src/storage/answers.ts';
import { decode } from '../../../src/storage/box.ts';
import { deckSpec } from '../../../src/storage/deck.ts';
import { attemptsSpec } from '../../../src/storage/attempts.ts';
import { editsSpec, MAX_EDIT } from '../../../src/storage/edits.ts';
import { prefsSpec } from '../../../src/storage/prefs.ts';
import { progressSpec } from '../../../src/storage/progress.ts';

const v1 = (data: unknown) => ({ v: 1, data });
const card = {
  due: 2e12,
  last: 1e12,
  stability: 5,
  difficulty: 5,
  days: 5,
  step: 0,
  reps: 3,
  lapses: 0,
  phase: 'review',
};

describe('progress', () => {
  it('keeps each sound field of a damaged stage', () => {
    const { value, lost } = decode(
      progressSpec,
      v1({
        cache: {
          readAt: 'yesterday',
          drills: { a: 5, B: 6, c: 'x' },
          quiz: { right: 3, total: 4, at: 9 },
        },
        queue: { readAt: 7, drills: [], quiz: { right: 5, total: 4, at: 9 } },
        cdn: { readAt: 8 },
        database: 'done',
      }),
    );
    expect(value).toEqual({
      cache: { drills: { a: 5 }, quiz: { right: 3, total: 4, at: 9 } },
      queue: { readAt: 7, drills: {} },
      cdn: { readAt: 8, drills: {} },
    });
    expect([...lost].sort()).toEqual([
      'progress.cache.drills.B',
      'progress.cache.drills.c',
      'progress.cache.readAt',
      'progress.database',
      'progress.queue.drills',
      'progress.queue.quiz',
    ]);
  });
});

describe('deck', () => {
  const read = (data: unknown) => decode(deckSpec, v1(data));
  it('keeps sound cards and counts', () => {
    const data = {
      cards: { 's/a': card, 's/b': { ...card, buriedUntil: 3e12, retired: true } },
      log: { '2026-01-31': { asked: 3, remembered: 2 } },
    };
    expect(read(data)).toEqual({ value: data, lost: [], newer: false });
  });
  it.each([
    ['due', 8.64e15 + 1],
    ['due', -1],
    ['due', '2026'],
    ['last', null],
    ['stability', 0],
    ['stability', 1e9],
    ['difficulty', 11],
    ['days', -1],
    ['step', 0.5],
    ['reps', 1e99],
    ['phase', 'new'],
    ['phase', 2],
  ])('loses a card whose %s is %j, and no other', (field, value) => {
    const result = read({ cards: { 's/a': { ...card, [field]: value }, 's/b': card }, log: {} });
    expect(Object.keys(result.value.cards)).toEqual(['s/b']);
    expect(result.lost).toEqual(['deck.cards.s/a']);
  });
  it('loses only the field where the card can do without it', () => {
    const result = read({ cards: { 's/a': { ...card, buriedUntil: 'x' } } });
    expect(result.value).toEqual({ cards: { 's/a': card }, log: {} });
    expect(result.lost).toEqual(['deck.cards.s/a.buriedUntil']);
  });
  it.each(['a', 's/', '/a', 's/a/b', 'S/a', '__proto__', '__proto__/a', ''])(
    'loses the key %j',
    (key) => {
      const data: unknown = JSON.parse(
        JSON.stringify({ cards: {} }).replace(
          '{}',
          `{${JSON.stringify(key)}:${JSON.stringify(card)}}`,
        ),
      );
      const result = read(data);
      expect(Object.keys(result.value.cards)).toEqual([]);
      expect(result.lost).toHaveLength(1);
    },
  );
  it('loses impossible counts', () => {
    const result = read({
      cards: {},
      log: { '2026-01-31': { asked: 1, remembered: 2 }, today: { asked: 1, remembered: 1 } },
    });
    expect(result.value.log).toEqual({});
    expect(result.lost).toHaveLength(2);
  });
});

describe('answers', () => {
  it('keeps sound questions', () => {
    const good = { print: 'x', tries: [[0], [1, 2]], gaveUp: true };
    const { value, lost } = decode(
      answersSpec,
      v1({
        cache: {
          good,
          bad: { print: 'x', tries: [['0']] },
          worse: { print: 'x', tries: [[null]] },
          long: { print: 'x', tries: new Array(9).fill([0]) },
          printless: { tries: [] },
        },
        cdn: 4,
      }),
    );
    expect(value).toEqual({ cache: { good } });
    expect(lost).toHaveLength(5);
  });
});

describe('edits', () => {
  const read = (edits: object) => decode(editsSpec('cache'), v1(edits));
  it('keeps sound files', () => {
    const edits = { 'lb.ts': { text: '', at: 1 }, 'services/deep/web-1.ts': { text: 'x', at: 2 } };
    expect(read(edits).value).toEqual(edits);
  });
  it.each([
    '../x.ts',
    'a/../b.ts',
    '/etc/passwd',
    'a//b.ts',
    'a b.ts',
    '__proto__',
    '.env',
    'x'.repeat(201),
    '',
  ])('loses the path %j', (path) => {
    const result = read(Object.fromEntries([[path, { text: 'x', at: 1 }]]));
    expect(Object.keys(result.value)).toEqual([]);
    expect(result.lost).toHaveLength(1);
  });
  it('loses what is too long or no text', () => {
    const edits = {
      'a.ts': { text: 'x'.repeat(MAX_EDIT + 1), at: 1 },
      'b.ts': { text: 5, at: 1 },
      'c.ts': { text: 'x' },
    };
    expect(read(edits).value).toEqual({});
    expect(read(edits).lost).toHaveLength(3);
  });
});

describe('attempts', () => {
  const good = { name: 'With retries', files: { 'services/lb.ts': '// mine' }, at: 5 };
  const read = (data: object) => decode(attemptsSpec('cache'), v1(data));
  it('keeps sound ones, and which is in the editor', () => {
    const all = { current: 'a1', kept: { a1: good, b2: { ...good, files: {} } } };
    expect(read(all)).toMatchObject({ value: all, lost: [] });
  });
  it('loses what is not sound, and the sound rest stays', () => {
    const kept = {
      a1: good,
      'NO ID': good,
      nameless: { ...good, name: '  ' },
      long: { ...good, name: 'x'.repeat(61) },
      timeless: { ...good, at: 'now' },
      half: { ...good, files: { '../x.ts': 'x', 'b.ts': 5, 'c.ts': 'kept' } },
    };
    const { value, lost } = read({ current: 'timeless', kept });
    expect(value).toEqual({ kept: { a1: good, half: { ...good, files: { 'c.ts': 'kept' } } } });
    expect(lost).toHaveLength(6);
  });
  it('is empty where there is nothing to read', () => {
    expect(read([]).value).toEqual({ kept: {} });
    expect(read({ kept: 5 }).value).toEqual({ kept: {} });
  });
});

describe('prefs', () => {
  it('keeps flat words and numbers', () => {
    const { value, lost } = decode(
      prefsSpec,
      v1({ all: { speed: 0.1, tab: 'log', on: true, deep: {}, nothing: null } }),
    );
    expect(value).toEqual({ all: { speed: 0.1, tab: 'log', on: true } });
    expect(lost).toEqual(['prefs.all.deep', 'prefs.all.nothing']);
  });
});
