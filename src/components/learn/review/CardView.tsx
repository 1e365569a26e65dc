/** The card on the table: question, then answer and ratings. */
import { useLayoutEffect, useRef } from 'preact/hooks';
import { intervalText, RATINGS } from '../../../learning/cards.ts';
import type { CardState, Rating } from '../../../learning/cards.ts';
import { intervals } from '../../../learning/schedule.ts';
import type { CourseCard, CourseStage } from './course.ts';
import { seenText } from './words.ts';

interface Props {
  readonly card: CourseCard;
  readonly stage: CourseStage;
  readonly state: CardState;
  readonly now: number;
  readonly turned: boolean;
  /** Whether the card takes the focus: the reader is at work, and did not just arrive. */
  readonly focus: boolean;
  readonly onTurn: () => void;
  readonly onRate: (rating: Rating) => void;
}

export function CardView({ card, stage, state, now, turned, focus, onTurn, onRate }: Props) {
  const answer = useRef<HTMLDivElement>(null);
  const show = useRef<HTMLButtonElement>(null);
  // Before the next key press, not some frames later.
  useLayoutEffect(() => {
    if (turned) answer.current?.focus({ preventScroll: true });
    else if (focus) show.current?.focus({ preventScroll: true });
  }, [card, turned, focus]);
  const next = turned ? intervals(state, now) : undefined;
  return (
    <article class="rc" aria-label="Card">
      <header class="rc-h">
        <span>
          {stage.number} {stage.title.toLowerCase()}
        </span>
        <span>{seenText(state, now)}</span>
      </header>
      <div class="rc-b">
        <p class="rc-q" dangerouslySetInnerHTML={{ __html: card.front }} />
        {next ? (
          <>
            <div
              class="rc-a"
              tabIndex={-1}
              ref={answer}
              dangerouslySetInnerHTML={{ __html: card.back }}
            />
            <div class="rate" role="group" aria-label="How well did you remember?">
              {RATINGS.map(({ rating, word }) => (
                <button
                  key={rating}
                  class={rating === 3 ? 'btn good' : 'btn'}
                  type="button"
                  onClick={() => {
                    onRate(rating);
                  }}
                >
                  {word}
                  <small>{intervalText(next[rating])}</small>
                  <kbd aria-hidden="true">{rating}</kbd>
                </button>
              ))}
            </div>
          </>
        ) : (
          <>
            <p class="rc-hint">
              <b>hint</b> <span dangerouslySetInnerHTML={{ __html: card.hint }} />
            </p>
            <div class="rc-f">
              <button class="btn go big" type="button" ref={show} onClick={onTurn}>
                Show answer
              </button>
              <span class="hintkey only-wide">
                or press <kbd>space</kbd>
              </span>
            </div>
          </>
        )}
      </div>
    </article>
  );
}
