/** Inks in the map and the ladder as far as this browser's progress says, and moves the strip on. */
import { dueKeys } from '../../learning/cards.ts';
import type { StageProgress } from '../../learning/progress.ts';
import { readDeck, watchDeck } from '../../storage/deck.ts';
import { readProgress, watchProgress } from '../../storage/progress.ts';

type StageState = 'done' | 'nextup' | 'later';

/** A stage is done when its lesson was read and one of its drills or its quiz was finished. */
const isDone = (progress: StageProgress | undefined): boolean =>
  progress?.readAt !== undefined &&
  (progress.quiz !== undefined || Object.keys(progress.drills).length > 0);

const rungs = [...document.querySelectorAll<HTMLElement>('.ladder li')];
const written = rungs.filter((rung) => !rung.classList.contains('unwritten'));
const idOf = (rung: HTMLElement) => rung.dataset.stage!;

function drawProgress(): void {
  const progress = readProgress();
  const done = new Set(written.map(idOf).filter((id) => isDone(progress[id])));
  const next = written.find((rung) => !done.has(idOf(rung)));
  const stateOf = (id: string): StageState =>
    done.has(id) ? 'done' : next && idOf(next) === id ? 'nextup' : 'later';

  for (const part of document.querySelectorAll<SVGElement>('.hmap [data-stage]')) {
    part.classList.remove('done', 'nextup', 'later');
    part.classList.add(stateOf(part.dataset.stage!));
  }
  for (const zone of document.querySelectorAll<SVGElement>('.hmap [data-zone]'))
    zone.classList.toggle('inked', done.has(zone.dataset.zone!));

  for (const rung of rungs) {
    const state = stateOf(idOf(rung));
    rung.classList.toggle('ok', state === 'done');
    rung.classList.toggle('now', state === 'nextup');
    rung.classList.toggle('later', state === 'later');
    rung.querySelector('[data-state]')!.textContent =
      state === 'done' ? 'done' : state === 'nextup' ? 'next' : '';
  }
  const count = document.querySelector<HTMLElement>('[data-done-count]')!;
  if (done.size > 0) count.textContent = `${done.size} of ${count.dataset.total} done`;
  for (const title of document.querySelectorAll('.hmap title'))
    title.textContent = describe(
      written.filter((rung) => done.has(idOf(rung))),
      next,
    );
  moveStrip(next, Object.keys(progress).length > 0);
}

const titleOf = (rung: HTMLElement) => rung.dataset.title!;

function describe(done: readonly HTMLElement[], next: HTMLElement | undefined): string {
  const inked =
    done.length > 0
      ? `Inked in so far: ${done.map(titleOf).join(', ')}.`
      : 'None of its parts is inked in yet.';
  return `The finished architecture. ${inked}${next ? ` Next: ${titleOf(next)}.` : ''}`;
}

/** The strip speaks of the stage that comes next; with all written ones done it stays at the last. */
function moveStrip(next: HTMLElement | undefined, begun: boolean): void {
  const at = next ?? written.at(-1);
  if (!at) return;
  const set = (key: string, text: string) => {
    const field = document.querySelector(`[data-next="${key}"]`);
    if (field) field.textContent = text;
  };
  set('number', at.querySelector('.n')!.textContent);
  set('broke', at.querySelector('.w')!.textContent);
  set('title', titleOf(at));
  set('minutes', at.dataset.minutes!);
  set('verb', next ? (begun ? 'Continue' : 'Start') : 'Read again');
  document.querySelector('[data-next="href"]')?.setAttribute('href', `/${idOf(at)}/`);
}

function drawDue(): void {
  const keys = dueKeys(readDeck(), Date.now());
  document.querySelector('[data-due-total]')!.textContent = String(keys.length);
  for (const label of document.querySelectorAll<HTMLElement>('[data-due-of]')) {
    const own = keys.filter((key) => key.startsWith(`${label.dataset.dueOf}/`)).length;
    label.textContent = own > 0 ? `${own} due` : '';
  }
}

/** Pointing at a rung lights its parts on the map. */
function light(rung: HTMLElement, on: boolean): void {
  for (const part of document.querySelectorAll(`.hmap .m[data-stage="${idOf(rung)}"]`))
    part.classList.toggle('hot', on);
}

drawProgress();
drawDue();
watchProgress(drawProgress);
watchDeck(drawDue);
for (const rung of rungs) {
  for (const event of ['pointerenter', 'focusin'])
    rung.addEventListener(event, () => light(rung, true));
  for (const event of ['pointerleave', 'focusout'])
    rung.addEventListener(event, () => light(rung, false));
}
