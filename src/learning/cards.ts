/**
 * The deck of recall cards: what is due, what comes, what was remembered.
 * Times are ms since the epoch. A day is the reader's own, by their clock.
 */
import { at, put, without } from './records.ts';
import type { Rec } from './records.ts';

export const DAY = 86_400_000;

/** How well a card was remembered; the number is its key on the keyboard. */
export type Rating = 1 | 2 | 3 | 4;
export const RATINGS: readonly { readonly rating: Rating; readonly word: string }[] = [
  { rating: 1, word: 'Again' },
  { rating: 2, word: 'Hard' },
  { rating: 3, word: 'Good' },
  { rating: 4, word: 'Easy' },
];

/** The share of due cards that the schedule means a reader to remember. */
export const WANTED_RETENTION = 0.9;

/** A card's schedule: memory model and due time. It exists from the first rating on. */
export interface CardState {
  readonly due: number;
  /** Time of the last rating. */
  readonly last: number;
  /** Days until recall falls to `WANTED_RETENTION`. */
  readonly stability: number;
  /** 1 (easy) to 10. */
  readonly difficulty: number;
  /** The interval in days; 0 while it comes back within minutes. */
  readonly days: number;
  readonly step: number;
  readonly reps: number;
  readonly lapses: number;
  readonly phase: 'learning' | 'review' | 'relearning';
  /** Not before this time, whatever `due` says. */
  readonly buriedUntil?: number;
  /** The course has no such card now; kept in case it comes back. */
  readonly retired?: boolean;
}

/** Reviews of one day: how many cards beyond their first days were asked, and how many remembered. */
export interface DayCount {
  readonly asked: number;
  readonly remembered: number;
}

export interface Deck {
  /** By `stage/card`. */
  readonly cards: Rec<CardState>;
  /** By local date, `2026-01-31`; the last 60 days. */
  readonly log: Rec<DayCount>;
}

export const emptyDeck: Deck = { cards: {}, log: {} };

export const cardKey = (stage: string, card: string): string => `${stage}/${card}`;

// ---------------------------------------------------------------- due

/** A review is due from the start of its day; a card in its first minutes at its minute. */
export function dueAt(card: CardState): number {
  const due = card.days >= 1 ? startOfDay(card.due) : card.due;
  return Math.max(due, card.buriedUntil ?? 0);
}

/**
 * Whether the card is to be asked now. A card rated in the future means that the clock was wrong
 * then: it is asked now, rather than lost for years.
 */
export const isDue = (card: CardState, now: number): boolean =>
  !card.retired && (dueAt(card) <= now || card.last > now + DAY);

/** Keys of due cards, the longest overdue first. */
export const dueKeys = (deck: Deck, now: number): string[] =>
  Object.entries(deck.cards)
    .filter(([, card]) => isDue(card, now))
    .sort(([a, x], [b, y]) => x.due - y.due || (a < b ? -1 : 1))
    .map(([key]) => key);

/** Cards that fall due on each of the next `days` days; today holds what is overdue too. */
export function forecast(deck: Deck, now: number, days: number): number[] {
  const counts = new Array<number>(days).fill(0);
  for (const card of Object.values(deck.cards)) {
    if (card.retired) continue;
    const day = isDue(card, now) ? 0 : daysBetween(now, dueAt(card));
    if (day >= 0 && day < days) counts[day] = (counts[day] ?? 0) + 1;
  }
  return counts;
}

/** When the next card falls due after `now`; undefined when none will. */
export function nextDue(deck: Deck, now: number): number | undefined {
  const later = Object.values(deck.cards)
    .filter((card) => !card.retired && !isDue(card, now))
    .map(dueAt);
  return later.length > 0 ? Math.min(...later) : undefined;
}

// ---------------------------------------------------------------- events

export type DeckEvent =
  /** `schedule.ts` made `card` by rating its former state. */
  | {
      readonly type: 'rated';
      readonly key: string;
      readonly card: CardState;
      readonly rating: Rating;
    }
  | { readonly type: 'buried'; readonly key: string }
  /** Puts one card and its day back as they were. */
  | {
      readonly type: 'undone';
      readonly key: string;
      readonly card: CardState | undefined;
      readonly day: string;
      readonly count: DayCount | undefined;
    }
  /** The cards that the course has now. */
  | { readonly type: 'published'; readonly keys: ReadonlySet<string> };

export function reduceDeck(deck: Deck, event: DeckEvent, now: number): Deck {
  switch (event.type) {
    case 'rated': {
      const before = at(deck.cards, event.key);
      const cards = put(deck.cards, event.key, event.card);
      // First meetings say nothing about memory.
      if (before?.phase !== 'review') return { ...deck, cards };
      const day = dayOf(now);
      const count = at(deck.log, day) ?? { asked: 0, remembered: 0 };
      const log = put(recent(deck.log, now), day, {
        asked: count.asked + 1,
        remembered: count.remembered + (event.rating > 1 ? 1 : 0),
      });
      return { cards, log };
    }
    case 'buried': {
      const card = at(deck.cards, event.key);
      if (!card) return deck;
      return {
        ...deck,
        cards: put(deck.cards, event.key, { ...card, buriedUntil: startOfDay(now, 1) }),
      };
    }
    case 'undone': {
      const { key, card, day, count } = event;
      return {
        cards: card ? put(deck.cards, key, card) : without(deck.cards, (k) => k === key),
        log: count ? put(deck.log, day, count) : without(deck.log, (d) => d === day),
      };
    }
    case 'published': {
      let changed = false;
      const cards = Object.fromEntries(
        Object.entries(deck.cards).map(([key, card]) => {
          const retired = !event.keys.has(key);
          if (retired === (card.retired === true)) return [key, card];
          changed = true;
          const { retired: _, ...rest } = card;
          return [key, retired ? { ...rest, retired } : rest];
        }),
      );
      return changed ? { ...deck, cards } : deck;
    }
  }
}

/** The share remembered in the last 30 days, and of how many; undefined below ten answers. */
export function retention(
  deck: Deck,
  now: number,
): { readonly share: number; readonly asked: number } | undefined {
  const from = dayOf(startOfDay(now, -29));
  const today = dayOf(now);
  let asked = 0;
  let remembered = 0;
  for (const [day, count] of Object.entries(deck.log)) {
    if (day < from || day > today) continue;
    asked += count.asked;
    remembered += count.remembered;
  }
  return asked < 10 ? undefined : { share: remembered / asked, asked };
}

// ---------------------------------------------------------------- days and words

/** The reader's own day as `2026-01-31`. */
export function dayOf(time: number): string {
  const date = new Date(time);
  const two = (n: number) => String(n).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** Midnight of the day that holds `time`, `plus` days on; right across clock changes. */
export function startOfDay(time: number, plus = 0): number {
  const date = new Date(time);
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + plus).getTime();
}

/** Calendar days from one time to another; negative when `to` is on an earlier day. */
export const daysBetween = (from: number, to: number): number =>
  Math.round((startOfDay(to) - startOfDay(from)) / DAY);

/** An interval in words for a button: `10 min`, `3 hours`, `1 day`, `5 months`, `2 years`. */
export function intervalText(ms: number): string {
  const count = (n: number, unit: string) => `${n} ${unit}${n === 1 ? '' : 's'}`;
  const minutes = Math.max(1, Math.round(ms / 60_000));
  if (minutes < 60) return `${minutes} min`;
  if (ms < DAY * 0.9) return count(Math.round(minutes / 60), 'hour');
  const days = Math.round(ms / DAY);
  if (days < 60) return count(days, 'day');
  if (days < 700) return count(Math.round(days / 30.44), 'month');
  return count(Math.round(days / 365.25), 'year');
}

const recent = (log: Rec<DayCount>, now: number): Rec<DayCount> => {
  const from = dayOf(startOfDay(now, -60));
  return without(log, (day) => day < from);
};
