/** What moves on a lesson page: the contents ruler follows the reader, figures can be paused. */
import { noteWhenRead } from '../learn/read.ts';

const links = [...document.querySelectorAll<HTMLAnchorElement>('.rail .ruler a')];
const heads = links.map((link) => document.getElementById(decodeURIComponent(link.hash.slice(1))));

/** px from the top of the window: a heading above this line has been reached. */
const READING_LINE = 160;

function follow(): void {
  const reached = heads.findLastIndex(
    (head) => head && head.getBoundingClientRect().top < READING_LINE,
  );
  const at = Math.max(0, reached);
  links.forEach((link, index) => {
    link.classList.toggle('done', index <= at);
    if (index === at) link.setAttribute('aria-current', 'true');
    else link.removeAttribute('aria-current');
  });
}
if (links.length > 0) {
  addEventListener('scroll', follow, { passive: true });
  follow();
}

for (const button of document.querySelectorAll<HTMLElement>('[data-pause]'))
  button.addEventListener('click', () => {
    const paused = button.closest('.fig')!.classList.toggle('is-paused-fig');
    button.setAttribute('aria-pressed', String(paused));
  });

const watcher = new IntersectionObserver((entries) => {
  for (const { target, isIntersecting } of entries)
    target.classList.toggle('is-off-screen', !isIntersecting);
});
for (const figure of document.querySelectorAll('.fig')) watcher.observe(figure);

// On a phone the contents are a menu: it closes on the way.
const menu = document.querySelector<HTMLDetailsElement>('.toc-phone');
menu?.addEventListener('click', (event) => {
  if ((event.target as Element).closest('a')) menu.open = false;
});

const lesson = document.querySelector<HTMLElement>('main[data-stage]');
const end = document.querySelector('.pn');
if (lesson && end) noteWhenRead(lesson.dataset.stage!, end);
