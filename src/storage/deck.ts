/**
 * Schedules of recall cards, and how many were remembered per day. Version 1:
 *   { "cards": { "load-balancer/failure-window": CardState }, "log": { "2026-01-31": { "asked", "remembered" } } }
 */
import { dueKeys, emptyDeck, reduceDeck } from '../learning/cards.ts';
import type { CardState, DayCount, Deck, DeckEvent } from '../learning/cards.ts';
import { openBox } from './box.ts';
import type { BoxSpec } from './box.ts';
import { fields, flag, integer, number, record, time, word } from './guards.ts';

const CARD_KEY = /^[a-z0-9][a-z0-9-]{0,63}\/[a-z0-9][a-z0-9-]{0,63}$/;

const readCard = fields<CardState>(
  {
    due: time,
    last: time,
    stability: number(0.001, 36_500),
    difficulty: number(1, 10),
    days: number(0, 36_500),
    step: integer(0, 100),
    reps: integer(0, 1e6),
    lapses: integer(0, 1e6),
    phase: word('learning', 'review', 'relearning'),
    buriedUntil: time,
    retired: flag,
  },
  ['buriedUntil', 'retired'],
);

const readCount = fields<DayCount>({ asked: integer(0, 1e6), remembered: integer(0, 1e6) });

const readDeckFields = fields<Deck>(
  {
    cards: record(CARD_KEY, readCard),
    log: record(/^\d{4}-\d{2}-\d{2}$/, (value, where, lost) => {
      const count = readCount(value, where, lost);
      return count && count.remembered <= count.asked ? count : undefined;
    }),
  },
  ['cards', 'log'],
);

export const deckSpec: BoxSpec<Deck> = {
  name: 'deck',
  title: 'card schedules',
  version: 1,
  empty: emptyDeck,
  read: (data, lost) => {
    const deck = readDeckFields(data, 'deck', lost);
    return deck && { ...emptyDeck, ...deck };
  },
};

const box = openBox(deckSpec);

export const readDeck = (): Deck => box.read();
export const watchDeck = box.watch;

export function changeDeck(event: DeckEvent, now = Date.now()): void {
  box.update((deck) => reduceDeck(deck, event, now));
}

/** Cards to be asked now, over all stages. */
export const dueCount = (now = Date.now()): number => dueKeys(box.read(), now).length;
