/**
 * The button on a lab's poster. Loads the workbench when it is pressed, never before.
 * On the lab's own page `?start` presses it, `?experiment=ID` also opens that experiment, and a
 * shared link (`#share=…`) is shown first and asked about.
 */
import { loadLabPrefs, saveLabPrefs } from '../../storage/prefs.ts';
import { fetchLab } from '../../workbench/fetch-lab.ts';
import type { Frame } from '../../workbench/panels/Bar.tsx';
import { isShared } from '../../workbench/share/fragment.ts';
import { DISMISSED, TOUR } from '../../workbench/tour/seen.ts';

/** px; below it a lab fills the window at once: a lesson's column is too narrow for it. */
const PHONE = 821;

const asked = new URLSearchParams(location.search);

for (const poster of document.querySelectorAll<HTMLElement>('[data-lab]')) {
  const button = poster.querySelector<HTMLButtonElement>('[data-lab-start]');
  if (!button) continue;
  button.addEventListener('click', () => void start(poster, button));
  button.disabled = false;
  offerHint(poster);
  if (poster.dataset.place !== 'page') continue;
  if (asked.has('start') || asked.has('experiment') || isShared(location.hash)) button.click();
  // A link that is opened here while the lab still stands by; a live one listens for itself.
  addEventListener('hashchange', () => {
    if (isShared(location.hash)) button.click();
  });
}

/** The first of the hints, until they are dismissed; the workbench shows the others. */
function offerHint(poster: HTMLElement): void {
  const hint = poster.querySelector<HTMLElement>('[data-lab-hint]');
  if (!hint || loadLabPrefs('all')[TOUR] === DISMISSED) return;
  hint.hidden = false;
  hint.querySelector('[data-lab-hint-no]')?.addEventListener('click', () => {
    saveLabPrefs('all', { [TOUR]: DISMISSED });
    hint.hidden = true;
    poster.querySelector<HTMLElement>('[data-lab-start]')?.focus();
  });
}

async function start(poster: HTMLElement, button: HTMLButtonElement): Promise<void> {
  const { lab: stage = '', number = '', place, base = '/' } = poster.dataset;
  const say = (part: 'state' | 'error', text: string) => {
    const spot = poster.querySelector(`[data-lab-${part}]`);
    if (spot) spot.textContent = text;
  };
  performance.mark('lab:start');
  button.disabled = true;
  say('state', 'starting');
  say('error', '');
  try {
    // Where it does not load, neither does the workbench, which says so.
    import('../../workbench/boot.ts').then(({ warmEngine }) => warmEngine()).catch(() => undefined);
    const [{ mountWorkbench }, loaded] = await Promise.all([
      import('../../workbench/mount.tsx'),
      fetchLab(stage, base),
    ]);
    const experiment = asked.get('experiment') ?? undefined;
    const shared = place === 'page' && isShared(location.hash) ? location.hash : undefined;
    const mount: Mount = (host, frame) =>
      mountWorkbench(host, frame, loaded, { number, experiment, shared });
    const root = base.replace(/\/$/, '');
    const lessonUrl = `${root}/${stage}/`;
    if (place === 'page') onPage(poster, mount, lessonUrl);
    else inLesson(poster, mount, { lessonUrl, labUrl: `${root}/labs/${stage}/?start` });
  } catch (error) {
    console.error(error);
    say('state', 'standing by');
    say('error', 'The lab did not load. Check the connection and press Start again.');
    button.disabled = false;
  }
}

type Mount = (host: HTMLElement, frame: Frame) => { readonly reframe: (frame: Frame) => void };

/** The whole window is the lab's. */
function onPage(poster: HTMLElement, mount: Mount, lessonUrl: string): void {
  const host = document.createElement('div');
  host.className = 'wb-page';
  document.body.classList.add('is-lab');
  (poster.closest('main') ?? poster).replaceChildren(host);
  mount(host, { lessonUrl });
}

/**
 * A dialog takes the poster's place. Shown as a modal it fills the window, keeps the focus and ends
 * on Escape, without a node moving and the run noticing.
 */
function inLesson(poster: HTMLElement, mount: Mount, urls: Frame): void {
  const dialog = document.createElement('dialog');
  dialog.className = 'lab-live wide';
  dialog.setAttribute('aria-label', poster.getAttribute('aria-label') ?? 'Lab');
  const show = (whole: boolean) => {
    if (dialog.open) dialog.close();
    if (whole) dialog.showModal();
    else dialog.show();
  };
  const frame = (): Frame => ({ ...urls, filled: dialog.matches(':modal'), onFill: fill });
  poster.replaceWith(dialog);
  show(innerWidth < PHONE);
  const mounted = mount(dialog, frame());
  dialog.scrollIntoView({ block: 'start' });

  function fill(whole: boolean): void {
    show(whole);
    mounted.reframe(frame());
  }
  dialog.addEventListener('cancel', (event) => {
    event.preventDefault();
    fill(false);
  });
}
