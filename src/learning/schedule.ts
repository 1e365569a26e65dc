/**
 * When a card comes back: FSRS by ts-fsrs, without fuzz, so the same ratings give the same dates.
 * The only file that loads that library; pages import this one when a card is first turned over.
 */
import { createEmptyCard, fsrs, State } from 'ts-fsrs';
import type { Card as FsrsCard } from 'ts-fsrs';
import { RATINGS, WANTED_RETENTION } from './cards.ts';
import type { CardState, Rating } from './cards.ts';

/** A forgotten card comes back once within the sitting; every other rating is in days. */
const scheduler = fsrs({
  request_retention: WANTED_RETENTION,
  enable_fuzz: false,
  enable_short_term: true,
  learning_steps: ['10m'],
  relearning_steps: ['10m'],
  maximum_interval: 365 * 3,
});

/** The card's next state, for a card never rated before as well. */
export function rate(card: CardState | undefined, rating: Rating, now: number): CardState {
  const next = scheduler.next(toFsrs(card, now), new Date(now), rating).card;
  return {
    due: next.due.getTime(),
    last: now,
    stability: next.stability,
    difficulty: next.difficulty,
    days: next.scheduled_days,
    step: next.learning_steps,
    reps: next.reps,
    lapses: next.lapses,
    phase: PHASE[next.state] ?? 'learning',
  };
}

/** ms until the card would come back, for each rating. */
export function intervals(card: CardState | undefined, now: number): Record<Rating, number> {
  return Object.fromEntries(
    RATINGS.map(({ rating }) => [rating, rate(card, rating, now).due - now]),
  ) as Record<Rating, number>;
}

const PHASE: Readonly<Partial<Record<State, CardState['phase']>>> = {
  [State.Learning]: 'learning',
  [State.Review]: 'review',
  [State.Relearning]: 'relearning',
};

const STATE: Readonly<Record<CardState['phase'], State>> = {
  learning: State.Learning,
  review: State.Review,
  relearning: State.Relearning,
};

function toFsrs(card: CardState | undefined, now: number): FsrsCard {
  if (!card) return createEmptyCard(new Date(now));
  // A clock set back must not make time run backwards for the model: it throws on negative spans.
  const last = new Date(Math.min(card.last, now));
  return {
    ...createEmptyCard(last),
    due: new Date(card.due),
    last_review: last,
    stability: card.stability,
    difficulty: card.difficulty,
    scheduled_days: card.days,
    learning_steps: card.step,
    reps: card.reps,
    lapses: card.lapses,
    state: STATE[card.phase],
  };
}
