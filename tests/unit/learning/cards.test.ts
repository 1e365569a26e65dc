import { describe, expect, it } from 'vitest';
import {
  DAY,
  daysBetween,
  dayOf,
  dueAt,
  dueKeys,
  emptyDeck,
  forecast,
  intervalText,
  isDue,
  nextDue,
  reduceDeck,
  retention,
  startOfDay,
} from '../../../src/learning/cards.ts';
import type { CardState, Deck, Rating } from '../../../src/learning/cards.ts';

const MIN = 60_000;
const HOUR = 60 * MIN;
const now = new Date(2026, 2, 10, 15, 0).getTime();
const card = (over: Partial<CardState> = {}): CardState => ({
  due: now - HOUR,
  last: now - 5 * DAY,
  stability: 5,
  difficulty: 5,
  days: 5,
  step: 0,
  reps: 2,
  lapses: 0,
  phase: 'review',
  ...over,
});
const deck = (cards: Record<string, CardState>): Deck => ({ cards, log: {} });

describe('due', () => {
  it.each<[string, Partial<CardState>, boolean]>([
    ['an hour ago', {}, true],
    ['tonight, for a card in days', { due: now + 6 * HOUR }, true],
    ['tomorrow', { due: now + 12 * HOUR }, false],
    ['in a minute, for a card in minutes', { due: now + MIN, days: 0, phase: 'learning' }, false],
    ['a minute ago, in minutes', { due: now - MIN, days: 0, phase: 'learning' }, true],
    ['buried', { buriedUntil: now + HOUR }, false],
    ['buried until a minute ago', { buriedUntil: now - MIN }, true],
    ['retired', { retired: true }, false],
    [
      'rated by a clock that ran years ahead',
      { last: now + 900 * DAY, due: now + 905 * DAY },
      true,
    ],
    ['rated in another time zone, hours ahead', { last: now + HOUR, due: now + 5 * DAY }, false],
  ])('%s', (_, over, due) => expect(isDue(card(over), now)).toBe(due));

  it('asks the longest overdue first', () => {
    const cards = {
      a: card(),
      b: card({ due: now - DAY }),
      c: card({ due: now + 3 * DAY }),
      d: card(),
    };
    expect(dueKeys(deck(cards), now)).toEqual(['b', 'a', 'd']);
  });
  it('forecasts, with everything overdue today', () => {
    const cards = {
      a: card({ due: now - 9 * DAY }),
      b: card(),
      c: card({ due: now + DAY }),
      d: card({ due: now + 3 * DAY }),
      e: card({ due: now + 3 * DAY, retired: true }),
      f: card({ due: now + 14 * DAY }),
      g: card({ due: now + 5 * MIN, days: 0 }),
    };
    const counts = forecast(deck(cards), now, 14);
    expect(counts).toHaveLength(14);
    expect(counts.slice(0, 4)).toEqual([3, 1, 0, 1]);
    expect(counts.slice(4).every((n) => n === 0)).toBe(true);
  });
  it('says when the next one comes', () => {
    expect(nextDue(emptyDeck, now)).toBeUndefined();
    const later = card({ due: now + 2 * DAY });
    expect(nextDue(deck({ a: card(), b: later, c: card({ due: now + 9 * DAY }) }), now)).toBe(
      dueAt(later),
    );
  });
});

describe('the deck', () => {
  const rate = (from: Deck, key: string, rating: Rating, at = now) =>
    reduceDeck(from, { type: 'rated', key, card: card({ last: at }), rating }, at);

  it('counts reviews of known cards, not first meetings', () => {
    let it = rate(emptyDeck, 's/a', 3);
    expect(it.log).toEqual({});
    it = rate(it, 's/a', 3);
    it = rate(it, 's/a', 1);
    expect(it.log).toEqual({ [dayOf(now)]: { asked: 2, remembered: 1 } });
    const learning = deck({ 's/b': card({ phase: 'relearning' }) });
    expect(rate(learning, 's/b', 3).log).toEqual({});
  });
  it('keeps sixty days of counts', () => {
    const old = dayOf(startOfDay(now, -61));
    const kept = dayOf(startOfDay(now, -59));
    const from: Deck = {
      cards: { 's/a': card() },
      log: { [old]: { asked: 1, remembered: 1 }, [kept]: { asked: 1, remembered: 1 } },
    };
    expect(Object.keys(rate(from, 's/a', 3).log).sort()).toEqual([kept, dayOf(now)]);
  });
  it('buries until tomorrow, and only what is there', () => {
    const buried = reduceDeck(deck({ a: card() }), { type: 'buried', key: 'a' }, now);
    expect(isDue(buried.cards.a ?? card(), now)).toBe(false);
    expect(isDue(buried.cards.a ?? card({ due: now + DAY }), startOfDay(now, 1))).toBe(true);
    expect(reduceDeck(buried, { type: 'buried', key: 'constructor' }, now)).toBe(buried);
  });
  it('undoes', () => {
    const before = deck({ a: card() });
    const after = rate(before, 'a', 1);
    const day = dayOf(now);
    expect(
      reduceDeck(
        after,
        { type: 'undone', key: 'a', card: before.cards.a, day, count: undefined },
        now,
      ),
    ).toEqual(before);
    const first = rate(emptyDeck, 'a', 1);
    expect(
      reduceDeck(first, { type: 'undone', key: 'a', card: undefined, day, count: undefined }, now),
    ).toEqual(emptyDeck);
  });
  it('retires cards that the course dropped, and takes them back', () => {
    const from = deck({ a: card(), b: card() });
    const without = reduceDeck(from, { type: 'published', keys: new Set(['a']) }, now);
    expect(dueKeys(without, now)).toEqual(['a']);
    const back = reduceDeck(without, { type: 'published', keys: new Set(['a', 'b']) }, now);
    expect(back).toEqual(from);
    expect(reduceDeck(back, { type: 'published', keys: new Set(['a', 'b']) }, now)).toBe(back);
  });
});

describe('retention', () => {
  const log = (days: Record<number, [number, number]>): Deck => ({
    cards: {},
    log: Object.fromEntries(
      Object.entries(days).map(([ago, [asked, remembered]]) => [
        dayOf(startOfDay(now, -Number(ago))),
        { asked, remembered },
      ]),
    ),
  });
  it('is the share of the last thirty days', () => {
    expect(retention(log({ 0: [5, 5], 29: [5, 4], 30: [50, 0] }), now)).toEqual({
      share: 0.9,
      asked: 10,
    });
  });
  it('says nothing below ten answers, nor of the future', () => {
    expect(retention(log({ 0: [9, 9] }), now)).toBeUndefined();
    expect(retention(log({ [-1]: [20, 20] }), now)).toBeUndefined();
  });
});

describe('days and words', () => {
  it('counts calendar days across a clock change', () => {
    for (let month = 0; month < 12; month++)
      for (const day of [1, 14, 27]) {
        const from = new Date(2026, month, day, 23, 30).getTime();
        expect(daysBetween(from, startOfDay(from, 7))).toBe(7);
        expect(daysBetween(from, startOfDay(from, 1))).toBe(1);
        expect(new Date(startOfDay(from, 3)).getHours()).toBe(0);
      }
    expect(daysBetween(now, now - DAY)).toBe(-1);
  });
  it.each([
    [1, '1 min'],
    [10 * MIN, '10 min'],
    [90 * MIN, '2 hours'],
    [60 * MIN, '1 hour'],
    [DAY, '1 day'],
    [23.5 * HOUR, '1 day'],
    [21 * DAY, '21 days'],
    [59 * DAY, '59 days'],
    [61 * DAY, '2 months'],
    [365 * DAY, '12 months'],
    [730 * DAY, '2 years'],
    [365 * 3 * DAY, '3 years'],
  ])('%d ms is %s', (ms, text) => expect(intervalText(ms)).toBe(text));
});
