/**
 * A lesson's recall cards, one on top of the stack: turn it over, rate it, see when it comes back.
 * The scheduler is loaded when the first card is turned over.
 */
import { at } from '../../learning/records.ts';
import { dueAt, intervalText, isDue, RATINGS } from '../../learning/cards.ts';
import type { CardState, Rating } from '../../learning/cards.ts';
import { changeDeck, readDeck, watchDeck } from '../../storage/deck.ts';
import './due.ts';
import './notices.ts';

function enhance(deck: HTMLElement): void {
  const cards = [...deck.querySelectorAll<HTMLElement>('[data-card]')];
  const foot = deck.querySelector<HTMLElement>('[data-deck-foot]')!;
  const status = deck.querySelector<HTMLElement>('[data-deck-status]')!;
  const places = cards.map((card) => label(card).textContent);
  let current = 0;

  /** Puts card `index` on top; `focus` when the reader asked for it. */
  const show = (index: number, focus = false) => {
    current = (index + cards.length) % cards.length;
    cards.forEach((card, i) => {
      card.hidden = i !== current;
    });
    if (focus) target(cards[current]!).focus();
  };

  const drawLabels = () => {
    const now = Date.now();
    const states = readDeck().cards;
    cards.forEach((card, i) => {
      const state = at(states, card.dataset.card!);
      label(card).textContent = state ? `${places[i]}, ${whenText(state, now)}` : places[i]!;
    });
  };

  const rate = async (card: HTMLElement, rating: Rating) => {
    const key = card.dataset.card!;
    const schedule = await scheduler();
    const now = Date.now();
    const next = schedule.rate(at(readDeck().cards, key), rating, now);
    changeDeck({ type: 'rated', key, card: next, rating }, now);
    turn(card, false);
    const last = cards.indexOf(card) === cards.length - 1;
    const word = RATINGS[rating - 1]!.word;
    const when = `${word}: it comes back in ${intervalText(next.due - now)}.`;
    status.textContent = last ? `${when} That was the last card.` : when;
    show(cards.indexOf(card) + 1, true);
  };

  for (const card of cards) {
    const details = card.querySelector('details')!;
    details.addEventListener('toggle', () => {
      if (details.open) void reveal(card, rate);
    });
    card.addEventListener('keydown', (event) => {
      const rating = Number(event.key);
      if (event.ctrlKey || event.altKey || event.metaKey) return;
      if (!details.open || !RATINGS.some((r) => r.rating === rating)) return;
      event.preventDefault();
      void rate(card, rating as Rating);
    });
    // The reader may have turned it over before this script was there.
    if (details.open) void reveal(card, rate);
  }
  for (const button of foot.querySelectorAll<HTMLElement>('[data-step]'))
    button.addEventListener('click', () => {
      show(current + Number(button.dataset.step));
      status.textContent = places[current]!;
    });

  watchDeck(drawLabels);
  drawLabels();
  deck.classList.add('is-live');
  foot.hidden = cards.length < 2;
  show(
    Math.max(
      0,
      cards.findIndex((card) => card.querySelector('details')?.open),
    ),
  );
}

const label = (card: HTMLElement) => card.querySelector<HTMLElement>('[data-when]')!;

/** What takes the focus on a card: its button, or its answer once turned over. */
const target = (card: HTMLElement) =>
  card.querySelector<HTMLElement>(card.querySelector('details')!.open ? '.rc-a' : 'summary')!;

const scheduler = () => import('../../learning/schedule.ts');

function turn(card: HTMLElement, open: boolean): void {
  card.querySelector('details')!.open = open;
  if (!open) card.querySelector('.rate')?.remove();
}

async function reveal(
  card: HTMLElement,
  rate: (card: HTMLElement, rating: Rating) => Promise<void>,
): Promise<void> {
  target(card).focus({ preventScroll: true });
  const group = document.createElement('div');
  group.className = 'rate';
  group.setAttribute('role', 'group');
  group.setAttribute('aria-label', 'How well did you remember?');
  const body = card.querySelector('.rc-b')!;
  body.querySelector('.rate')?.remove();
  body.append(group);
  try {
    const { intervals } = await scheduler();
    const next = intervals(at(readDeck().cards, card.dataset.card!), Date.now());
    group.replaceChildren(
      ...RATINGS.map(({ rating, word }) => {
        const button = document.createElement('button');
        button.type = 'button';
        button.className = rating === 3 ? 'btn good' : 'btn';
        const small = document.createElement('small');
        small.textContent = intervalText(next[rating]);
        const key = document.createElement('kbd');
        key.textContent = String(rating);
        key.setAttribute('aria-hidden', 'true');
        button.append(word, small, key);
        button.addEventListener('click', () => void rate(card, rating));
        return button;
      }),
    );
  } catch {
    const problem = document.createElement('p');
    problem.className = 'rate-x';
    problem.textContent =
      'The scheduler could not be loaded, so this card cannot be rated now. Check the connection and reload the page.';
    group.replaceWith(problem);
  }
}

function whenText(card: CardState, now: number): string {
  return isDue(card, now) ? 'due now' : `back in ${intervalText(dueAt(card) - now)}`;
}

for (const deck of document.querySelectorAll<HTMLElement>('[data-recall]')) enhance(deck);
