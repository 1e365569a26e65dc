/** The table without a card: nothing met yet, nothing due, or done for now. */
import { at } from '../../../learning/records.ts';
import type { Deck } from '../../../learning/cards.ts';
import type { CourseStage } from './course.ts';
import { count, whenText } from './words.ts';

interface Props {
  readonly stages: readonly CourseStage[];
  readonly deck: Deck;
  /** Cards done in this session. */
  readonly done: number;
  /** Cards due by now that the session does not hold. */
  readonly due: number;
  /** When the next card is due. */
  readonly next: number | undefined;
  readonly now: number;
  readonly onMore: () => void;
}

export function Idle({ stages, deck, done, due, next, now, onMore }: Props) {
  const fresh = stages
    .map((stage) => ({
      stage,
      cards: stage.cards.filter((card) => !at(deck.cards, card.key)).length,
    }))
    .filter(({ cards }) => cards > 0);
  const met = Object.keys(deck.cards).length > 0;
  return (
    <div class="idle">
      {due > 0 ? (
        <>
          <p class="rc-q">{done > 0 ? 'Done, and some are due again.' : 'Some cards are due.'}</p>
          <button class="btn go" type="button" onClick={onMore}>
            Review {count(due, 'card')}
          </button>
        </>
      ) : met ? (
        <>
          <p class="rc-q">{done > 0 ? 'Done for now.' : 'Nothing is due.'}</p>
          {next !== undefined && <p>The next card comes back {whenText(next, now)}.</p>}
        </>
      ) : (
        <>
          <p class="rc-q">No cards here yet.</p>
          <p>
            Each lesson ends with a few. Rate one there, and it comes back here on the day you are
            about to forget it.
          </p>
        </>
      )}
      {fresh.length > 0 && (
        <>
          <h2>Cards you have not met</h2>
          <ul>
            {fresh.map(({ stage, cards }) => (
              <li key={stage.id}>
                <a href={stage.url}>
                  <span>{stage.number}</span>
                  {stage.title}
                  <span>{count(cards, 'card')}</span>
                </a>
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}
