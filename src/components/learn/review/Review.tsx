/** The review page: what is due, one card at a time. */
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { dueKeys, intervalText, nextDue, RATINGS } from '../../../learning/cards.ts';
import type { DeckEvent, Rating } from '../../../learning/cards.ts';
import { at } from '../../../learning/records.ts';
import { rate } from '../../../learning/schedule.ts';
import { advance, refresh, startSession, stepBack } from '../../../learning/session.ts';
import type { Session } from '../../../learning/session.ts';
import { changeDeck, readDeck, watchDeck } from '../../../storage/deck.ts';
import { CardView } from './CardView.tsx';
import type { CourseStage } from './course.ts';
import { Forecast } from './Forecast.tsx';
import { Idle } from './Idle.tsx';
import { Ruler } from './Ruler.tsx';
import { Side } from './Side.tsx';
import { Transfer } from './Transfer.tsx';
import { headline } from './words.ts';

export function Review({ stages }: { stages: readonly CourseStage[] }) {
  const cards = useMemo(
    () =>
      new Map(stages.flatMap((stage) => stage.cards.map((card) => [card.key, { card, stage }]))),
    [stages],
  );
  const begin = () => startSession(dueKeys(readDeck(), Date.now()).filter((key) => cards.has(key)));
  const [session, setSession] = useState<Session>(begin);
  const [deck, setDeck] = useState(readDeck);
  const [turned, setTurned] = useState(false);
  const [said, setSaid] = useState('');
  const [working, setWorking] = useState(false);
  const table = useRef<HTMLElement>(null);
  const now = Date.now();

  // Another tab, or an import: what it dealt with leaves the queue, what it brought starts a session.
  useEffect(
    () =>
      watchDeck((next) => {
        setDeck(next);
        setSession((old) => {
          const left = refresh(old, next, Date.now());
          return left.queue.length === 0 && left.past.length === 0 ? begin() : left;
        });
      }),
    [],
  );

  const key = session.queue[0];
  const onTable = key === undefined ? undefined : cards.get(key);
  const state = key === undefined ? undefined : at(deck.cards, key);
  const total = session.queue.length + session.done.length;

  /** Changes the deck first, then the session, in one step for the reader. */
  const step = (next: Session, event: DeckEvent, says: string) => {
    setSession(next);
    setTurned(false);
    setWorking(true);
    setSaid(says);
    changeDeck(event, Date.now());
  };
  const onRate = (rating: Rating) => {
    if (key === undefined) return;
    const time = Date.now();
    const card = rate(state, rating, time);
    const word = RATINGS[rating - 1]?.word ?? '';
    const says = `${word}: back in ${intervalText(card.due - time)}.`;
    step(advance(session, deck, card, time), { type: 'rated', key, card, rating }, says);
  };
  const onBury = () => {
    if (key === undefined || !state) return;
    const time = Date.now();
    const buried = { ...state, buriedUntil: time };
    step(advance(session, deck, buried, time), { type: 'buried', key }, 'Put off until tomorrow.');
  };
  const onUndo = () => {
    const back = stepBack(session);
    if (back) step(back.session, back.event, 'The last step is undone.');
  };

  // Before the paint: keys act on the card that is seen, never on the one before.
  useLayoutEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
      const focus = document.activeElement;
      const inside = table.current?.contains(focus) ?? false;
      // A space on a button presses it; digits count only while the reader is at the card.
      if (event.key === ' ' && !turned && (focus === document.body || focus === table.current)) {
        event.preventDefault();
        setTurned(true);
      }
      const rating = RATINGS.find((one) => String(one.rating) === event.key);
      if (rating && turned && inside) {
        event.preventDefault();
        onRate(rating.rating);
      }
    };
    addEventListener('keydown', onKey);
    return () => {
      removeEventListener('keydown', onKey);
    };
  });

  return (
    <>
      <header class="rvh">
        <h1>Review</h1>
        <p>{headline(session.queue.length, total)}</p>
        {total > 0 && <Ruler done={session.done.length} total={total} />}
      </header>
      <Side stages={stages} session={session} />
      <section class="rvmain" aria-label="Card" ref={table} tabIndex={-1}>
        {onTable && state ? (
          <CardView
            {...onTable}
            state={state}
            now={now}
            turned={turned}
            focus={working}
            onTurn={() => {
              setTurned(true);
            }}
            onRate={onRate}
          />
        ) : (
          <Idle
            stages={stages}
            deck={deck}
            done={session.done.length}
            next={nextDue(deck, now)}
            now={now}
            due={dueKeys(deck, now).filter((k) => cards.has(k)).length}
            onMore={() => {
              setSession(begin());
            }}
          />
        )}
        <div class="rvact">
          {session.past.length > 0 && (
            <button class="btn bare" type="button" onClick={onUndo}>
              <svg class="i" width="14" height="14" viewBox="0 0 16 16" aria-hidden="true">
                <use href="#i-back" />
              </svg>
              Undo last
            </button>
          )}
          {onTable && (
            <button class="btn bare" type="button" onClick={onBury}>
              Bury until tomorrow
            </button>
          )}
          <span class="hintkey">
            {onTable && `Card ${Math.min(session.done.length + 1, total)} of ${total}`}
          </span>
        </div>
        <p class="rvsaid" role="status">
          {said}
        </p>
      </section>
      <aside class="rvnote">
        {Object.keys(deck.cards).length > 0 && <Forecast deck={deck} now={now} />}
        <Transfer />
      </aside>
    </>
  );
}
