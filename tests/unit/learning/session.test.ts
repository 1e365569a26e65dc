import { describe, expect, it } from 'vitest';
import { DAY, emptyDeck, reduceDeck } from '../../../src/learning/cards.ts';
import type { Deck, Rating } from '../../../src/learning/cards.ts';
import { rate } from '../../../src/learning/schedule.ts';
import { advance, refresh, startSession, stepBack } from '../../../src/learning/session.ts';
import type { Session } from '../../../src/learning/session.ts';

const now = Date.UTC(2026, 2, 10, 15);

/** One rating through deck and session, as the review page does it. */
const step = (deck: Deck, session: Session, rating: Rating) => {
  const key = session.queue[0];
  if (key === undefined) throw new Error('empty');
  const card = rate(deck.cards[key], rating, now);
  return {
    deck: reduceDeck(deck, { type: 'rated', key, card, rating }, now),
    session: advance(session, deck, card, now),
  };
};

describe('a session', () => {
  it('ends when every card has left for another day', () => {
    let at = { deck: emptyDeck, session: startSession(['a', 'b']) };
    at = step(at.deck, at.session, 1);
    expect(at.session.queue).toEqual(['b', 'a']);
    expect(at.session.done).toEqual([]);
    at = step(at.deck, at.session, 3);
    at = step(at.deck, at.session, 3);
    expect(at.session.queue).toEqual([]);
    expect(at.session.done).toEqual(['b', 'a']);
  });
  it('goes back step by step to where it began', () => {
    const states = [{ deck: emptyDeck, session: startSession(['a', 'b', 'c']) }];
    for (const rating of [1, 3, 4, 3] as const) {
      const last = states.at(-1);
      if (last) states.push(step(last.deck, last.session, rating));
    }
    let at = states.pop();
    while (at && states.length > 0) {
      const back = stepBack(at.session);
      if (!back) throw new Error('nothing to undo');
      at = { deck: reduceDeck(at.deck, back.event, now), session: back.session };
      expect(at).toEqual(states.pop());
    }
    expect(stepBack(startSession(['a']))).toBeUndefined();
  });
  it('is done with a buried card, and can take it back', () => {
    const card = rate(undefined, 1, now);
    const deck: Deck = { cards: { a: card }, log: {} };
    const buried = reduceDeck(deck, { type: 'buried', key: 'a' }, now);
    const session = advance(startSession(['a']), deck, buried.cards.a ?? card, now);
    expect(session.queue).toEqual([]);
    const back = stepBack(session);
    expect(back && reduceDeck(buried, back.event, now)).toEqual(deck);
  });
  it('drops what another tab rated, and keeps what comes back within the sitting', () => {
    const met = { ...rate(undefined, 3, now - 9 * DAY), reps: 2 };
    const cards = {
      due: met,
      again: rate(undefined, 1, now),
      rated: rate(met, 3, now),
      buried: { ...met, buriedUntil: now + DAY },
      retired: { ...met, retired: true },
    };
    const session = startSession([...Object.keys(cards), 'unknown']);
    const after = refresh(session, { cards, log: {} }, now);
    expect(after.queue).toEqual(['due', 'again']);
    expect(refresh(after, { cards, log: {} }, now)).toBe(after);
  });
  it('stays as it is when empty', () => {
    const empty = startSession([]);
    expect(advance(empty, emptyDeck, rate(undefined, 3, now), now)).toBe(empty);
  });
});
