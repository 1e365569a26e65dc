/**
 * One sitting of reviews. The queue is fixed when it starts; a card rated Again goes to its end,
 * and is done only when it leaves for another day. Everything can be undone, step by step.
 */
import { at } from './records.ts';
import { dayOf, isDue } from './cards.ts';
import type { CardState, DayCount, Deck, DeckEvent } from './cards.ts';

/** A card due within this time is asked again in the same sitting. */
const LEARN_AHEAD = 20 * 60_000;

export interface Session {
  /** Cards still to ask; the first is on the table. */
  readonly queue: readonly string[];
  readonly done: readonly string[];
  /** Steps taken, the last first. */
  readonly past: readonly Step[];
}

interface Step {
  readonly key: string;
  readonly queue: readonly string[];
  readonly done: readonly string[];
  readonly card: CardState | undefined;
  readonly day: string;
  readonly count: DayCount | undefined;
}

export const startSession = (keys: readonly string[]): Session => ({
  queue: keys,
  done: [],
  past: [],
});

/**
 * After the card on the table was rated or buried.
 * @param before the deck as it was; @param after the card as it is now.
 */
export function advance(session: Session, before: Deck, after: CardState, now: number): Session {
  const [key, ...rest] = session.queue;
  if (key === undefined) return session;
  const soon = comesBackSoon(after, now);
  const day = dayOf(now);
  return {
    queue: soon ? [...rest, key] : rest,
    done: soon ? session.done : [...session.done, key],
    past: [
      {
        key,
        queue: session.queue,
        done: session.done,
        card: at(before.cards, key),
        day,
        count: at(before.log, day),
      },
      ...session.past,
    ],
  };
}

/** The session without cards that another tab has dealt with meanwhile. */
export function refresh(session: Session, deck: Deck, now: number): Session {
  const queue = session.queue.filter((key) => {
    const card = at(deck.cards, key);
    return card && (isDue(card, now) || comesBackSoon(card, now));
  });
  return queue.length === session.queue.length ? session : { ...session, queue };
}

const comesBackSoon = (card: CardState, now: number) =>
  card.days < 1 && card.due - now <= LEARN_AHEAD && !card.buriedUntil && !card.retired;

/** The session one step back, and the event that puts the deck back; undefined at the start. */
export function stepBack(session: Session): { session: Session; event: DeckEvent } | undefined {
  const [step, ...past] = session.past;
  if (!step) return undefined;
  const { key, card, day, count } = step;
  return {
    session: { queue: step.queue, done: step.done, past },
    event: { type: 'undone', key, card, day, count },
  };
}
