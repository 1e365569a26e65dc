/** Puts the session in the place of the list of cards that the page has without script. */
import { render } from 'preact';
import { changeDeck } from '../../../storage/deck.ts';
import '../due.ts';
import '../notices.ts';
import { readCourse } from './course.ts';
import { Review } from './Review.tsx';

const stages = readCourse(document);
changeDeck({
  type: 'published',
  keys: new Set(stages.flatMap((stage) => stage.cards.map((card) => card.key))),
});
const root = document.querySelector('[data-review]');
if (root) {
  root.replaceChildren();
  render(<Review stages={stages} />, root);
}
