/** Brings a lab to life in an element. Everything heavy is imported from here on. */
import { render } from 'preact';
import { realEffects } from './boot.ts';
import type { LoadedLab } from './fetch-lab.ts';
import type { Frame } from './panels/Bar.tsx';
import { isShared } from './share/fragment.ts';
import { createStore } from './store.ts';
import type { Store } from './store.ts';
import { Workbench } from './Workbench.tsx';
import './workbench.css';

export interface MountOptions {
  /** The stage's place in the course: `04`. */
  readonly number: string;
  /** An experiment to open. */
  readonly experiment?: string;
  /** The fragment of a shared link: nothing runs until the reader has answered it. */
  readonly shared?: string;
}

export interface Mounted {
  readonly store: Store;
  /** Draws it again in another frame. */
  reframe(frame: Frame): void;
  dispose(): Promise<void>;
}

/** Starts the machines of a lab and draws the workbench into `host`, which is emptied first. */
export function mountWorkbench(
  host: HTMLElement,
  frame: Frame,
  { lab, bundle }: LoadedLab,
  { number, experiment, shared }: MountOptions,
): Mounted {
  const store = createStore(lab, bundle, number, realEffects(lab.stage));
  store.files.load();
  store.attempts.load();
  if (experiment !== undefined) {
    // One that is not known is told where the others are listed.
    if (!store.experiments.choose(experiment)) store.drills.choose(undefined);
    store.view.bring('drill');
  }
  const draw = (next: Frame) => render(<Workbench store={store} frame={next} />, host);
  // The engine loads while the screen is drawn.
  void (shared === undefined ? store.run.start() : store.sharing.take(shared));
  const onLink = () => {
    if (isShared(location.hash)) void store.sharing.take(location.hash);
  };
  addEventListener('hashchange', onLink);
  host.replaceChildren();
  draw(frame);
  return {
    store,
    reframe: draw,
    async dispose() {
      removeEventListener('hashchange', onLink);
      render(null, host);
      await store.dispose();
    },
  };
}
