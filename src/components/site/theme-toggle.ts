/**
 * Buttons that switch between light and dark, and remember. `theme.js` applies it on load. Listens
 * on the document, because a lab brings its own button later.
 */
const root = document.documentElement;
const dark = matchMedia('(prefers-color-scheme: dark)');

document.addEventListener('click', (event) => {
  if (!(event.target instanceof Element) || !event.target.closest('[data-theme-toggle]')) return;
  const isDark = root.dataset.theme ? root.dataset.theme === 'dark' : dark.matches;
  const next = isDark ? 'light' : 'dark';
  root.dataset.theme = next;
  try {
    localStorage.setItem('theme', next);
  } catch {
    // Storage is closed to this page: the choice holds until it is left.
  }
});
