/**
 * The button on a lab's poster. Loads the workbench when it is pressed, never before.
 * `?start` on the lab's own page presses it; `?experiment=ID` also opens that experiment.
 */
import type { Frame } from '../../workbench/panels/Bar.tsx';
import type { MountOptions } from '../../workbench/mount.tsx';

/** px; below it a lab fills the window at once: a lesson's column is too narrow for it. */
const PHONE = 821;

for (const poster of document.querySelectorAll<HTMLElement>('[data-lab]')) {
  const button = poster.querySelector<HTMLButtonElement>('[data-lab-start]');
  if (!button) continue;
  button.addEventListener('click', () => void start(poster, button));
  button.disabled = false;
  const asked = new URLSearchParams(location.search);
  if (poster.dataset.place === 'page' && (asked.has('start') || asked.has('experiment'))) {
    button.click();
  }
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
  const root = base.replace(/\/$/, '');
  const urls = { lessonUrl: `${root}/${stage}/`, labUrl: `${root}/labs/${stage}/?start` };
  const experiment = new URLSearchParams(location.search).get('experiment') ?? undefined;
  const options: MountOptions = { stage, number, base, experiment };
  try {
    const { mountWorkbench } = await load();
    if (place === 'page') {
      const host = document.createElement('div');
      host.className = 'wb-page';
      await mountWorkbench(host, { lessonUrl: urls.lessonUrl }, options);
      document.body.classList.add('is-lab');
      (poster.closest('main') ?? poster).replaceChildren(host);
    } else {
      await inLesson(poster, (host, frame) => mountWorkbench(host, frame, options), urls);
    }
  } catch (error) {
    say('state', 'standing by');
    say('error', error instanceof Error ? error.message : String(error));
    button.disabled = false;
  }
}

/** A chunk that does not come is the only thing that goes wrong here. */
async function load() {
  try {
    return await import('../../workbench/mount.tsx');
  } catch (cause) {
    throw new Error('The lab did not load. Check the connection and press Start again.', { cause });
  }
}

type Mount = (host: HTMLElement, frame: Frame) => Promise<{ reframe: (frame: Frame) => void }>;

/**
 * A dialog takes the poster's place. Shown as a modal it fills the window, keeps the focus and ends
 * on Escape, without a node moving and the run noticing.
 */
async function inLesson(
  poster: HTMLElement,
  mount: Mount,
  urls: Pick<Frame, 'lessonUrl' | 'labUrl'>,
): Promise<void> {
  const dialog = document.createElement('dialog');
  dialog.className = 'lab-live wide';
  dialog.setAttribute('aria-label', poster.getAttribute('aria-label') ?? 'Lab');
  const frame = (): Frame => ({ ...urls, filled: dialog.matches(':modal'), onFill: fill });
  const mounted = await mount(dialog, frame());
  poster.replaceWith(dialog);

  function fill(whole: boolean): void {
    if (dialog.open) dialog.close();
    if (whole) dialog.showModal();
    else dialog.show();
    mounted.reframe(frame());
  }
  dialog.addEventListener('cancel', (event) => {
    event.preventDefault();
    fill(false);
  });
  fill(innerWidth < PHONE);
}
