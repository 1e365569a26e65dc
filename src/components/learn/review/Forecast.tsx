/** Cards due on the next fourteen days, and how many were remembered. */
import { forecast, retention, WANTED_RETENTION } from '../../../learning/cards.ts';
import type { Deck } from '../../../learning/cards.ts';

const DAYS = 14;
const BAR = 15;
const STEP = 19.6;
const BASE = 74;
const TALLEST = 54;

export function Forecast({ deck, now }: { deck: Deck; now: number }) {
  const counts = forecast(deck, now, DAYS);
  const most = Math.max(1, ...counts);
  const today = counts[0] ?? 0;
  const todayHeight = (today / most) * TALLEST;
  const names = counts
    .map((n, day) => ({ n, day }))
    .filter(({ n }) => n > 0)
    .map(({ n, day }) => `${day === 0 ? 'today' : day === 1 ? 'tomorrow' : `in ${day} days`} ${n}`);
  return (
    <>
      <h2>Next fourteen days</h2>
      <svg
        class="fc-chart"
        viewBox="0 0 270 96"
        role="img"
        aria-label={names.length > 0 ? `Cards due: ${names.join(', ')}` : 'No cards due'}
      >
        {counts.map((n, day) => {
          const height = (n / most) * TALLEST;
          return (
            <rect
              key={day}
              class={day === 0 ? 't' : ''}
              x={day * STEP}
              y={BASE - height}
              width={BAR}
              height={height}
              rx="1"
            />
          );
        })}
        <path class="axis" d="M0 74.5H270" />
        <text x="0" y="91">
          today
        </text>
        <text x={7 * STEP} y="91">
          in a week
        </text>
        {today > 0 && (
          <text x={STEP} y={BASE - todayHeight + 9}>
            {today}
          </text>
        )}
      </svg>
      <Remembered deck={deck} now={now} />
    </>
  );
}

function Remembered({ deck, now }: { deck: Deck; now: number }) {
  const found = retention(deck, now);
  if (!found) return null;
  const wanted = Math.round(WANTED_RETENTION * 100);
  const near = Math.abs(found.share - WANTED_RETENTION) <= 0.05;
  return (
    <>
      <p class="v">{Math.round(found.share * 100)}%</p>
      <p class="v-note">
        of {found.asked} cards remembered in the last 30 days. The schedule aims at {wanted}%
        {near ? ', so the intervals are about right.' : '.'}
      </p>
    </>
  );
}
