/** Opens the search dialog, by button or `/`; the search itself loads then. */
const dialog = document.querySelector<HTMLDialogElement>('#find')!;

async function open(): Promise<void> {
  if (dialog.open) return;
  dialog.showModal();
  const { startSearch } = await import('./search.ts');
  startSearch(dialog);
}

const typing = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.matches('input, textarea, select, .cm-editor *'));

for (const button of document.querySelectorAll('[data-search]'))
  button.addEventListener('click', () => void open());

document.addEventListener('keydown', (event) => {
  if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return;
  // A shadow root hides its editor behind its host: the path shows what is really typed into.
  if (typing(event.composedPath()[0] ?? null) || document.querySelector('dialog[open]')) return;
  event.preventDefault();
  void open();
});
