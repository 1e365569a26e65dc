/** The number of due cards in the header, and in every tab at once. */
import { dueCount, watchDeck } from '../../storage/deck.ts';

function draw(): void {
  const count = dueCount();
  for (const badge of document.querySelectorAll<HTMLElement>('[data-due]')) {
    badge.hidden = count === 0;
    const number = badge.querySelector('[data-due-count]');
    if (number) number.textContent = String(count);
  }
}

draw();
watchDeck(draw);
