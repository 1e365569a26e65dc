/** The button that switches between light and dark, and remembers. `theme.js` applies it on load. */
const root = document.documentElement;
const dark = matchMedia('(prefers-color-scheme: dark)');

for (const button of document.querySelectorAll<HTMLElement>('[data-theme-toggle]')) {
  button.addEventListener('click', () => {
    const isDark = root.dataset.theme ? root.dataset.theme === 'dark' : dark.matches;
    const next = isDark ? 'light' : 'dark';
    root.dataset.theme = next;
    try {
      localStorage.setItem('theme', next);
    } catch {
      // Storage is closed to this page: the choice holds until it is left.
    }
  });
}
