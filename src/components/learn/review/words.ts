/** The review page's sentences. */
import { DAY, dayOf, daysBetween, intervalText } from '../../../learning/cards.ts';
import type { CardState } from '../../../learning/cards.ts';

const SMALL = 'no one two three four five six seven eight nine ten eleven twelve'.split(' ');

/** Numbers up to twelve as words. */
export const inWords = (n: number): string => SMALL[n] ?? String(n);

export const count = (n: number, one: string, more = `${one}s`): string =>
  `${inWords(n)} ${n === 1 ? one : more}`;

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** Half a minute a card: read, recall, rate. */
export function headline(left: number, total: number): string {
  if (left === 0) return total === 0 ? 'Nothing is due.' : `All ${count(total, 'card')} done.`;
  const minutes = count(Math.ceil(left / 2), 'minute');
  const cards = count(left, 'card');
  const of = left === total ? `${cards} due` : `${cards} left of ${inWords(total)}`;
  return capital(`${of}, about ${minutes}.`);
}

/** `seen 3 times, last 9 days ago`. */
export function seenText(card: CardState, now: number): string {
  const times = card.reps === 1 ? 'once' : `${card.reps} times`;
  const days = daysBetween(card.last, now);
  const last = days <= 0 ? 'today' : days === 1 ? 'yesterday' : `${intervalText(days * DAY)} ago`;
  return `seen ${times}, last ${last}`;
}

/** When something is due, seen from now: `today at 17:20`, `tomorrow`, `in 5 days`. */
export function whenText(time: number, now: number): string {
  if (dayOf(time) === dayOf(now)) {
    const clock = new Date(time).toLocaleTimeString('en-GB', {
      hour: '2-digit',
      minute: '2-digit',
    });
    return `today at ${clock}`;
  }
  const days = daysBetween(now, time);
  return days === 1 ? 'tomorrow' : `in ${intervalText(days * DAY)}`;
}
