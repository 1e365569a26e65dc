/** Brings a lab to life in an element. Everything heavy is imported from here on. */
import { render } from 'preact';
import type { Lab } from '../lab/manifest.ts';
import { realEffects } from './boot.ts';
import { fetchBundle } from './bundle.ts';
import type { Frame } from './panels/Bar.tsx';
import { createStore } from './store.ts';
import type { Store } from './store.ts';
import { Workbench } from './Workbench.tsx';
import './workbench.css';

/** Manifests hold functions, so they come as modules; each is loaded for its own lab only. */
const manifests = import.meta.glob<Lab>('/labs/*/lab.ts', { import: 'default' });

export interface MountOptions {
  readonly stage: string;
  /** The stage's place in the course: `04`. */
  readonly number: string;
  /** Where the site stands: `/`. */
  readonly base: string;
  /** An experiment to open. */
  readonly experiment?: string;
}

export interface Mounted {
  readonly store: Store;
  /** Draws it again in another frame. */
  reframe(frame: Frame): void;
  dispose(): Promise<void>;
}

/**
 * Loads the lab, draws the workbench into `host` (emptied first) and starts the machines.
 * @throws Error in words when manifest or files cannot be had.
 */
export async function mountWorkbench(
  host: HTMLElement,
  frame: Frame,
  { stage, number, base, experiment }: MountOptions,
): Promise<Mounted> {
  const manifest = manifests[`/labs/${stage}/lab.ts`];
  if (!manifest) throw new Error(`There is no lab for "${stage}".`);
  const [lab, bundle] = await Promise.all([manifest(), fetchBundle(stage, base)]);
  const store = createStore(lab, bundle, number, realEffects(stage));
  store.files.load();
  if (experiment !== undefined && store.experiments.choose(experiment)) store.view.bring('drill');
  const draw = (next: Frame) => render(<Workbench store={store} frame={next} />, host);
  host.replaceChildren();
  draw(frame);
  void store.run.start();
  return {
    store,
    reframe: draw,
    async dispose() {
      render(null, host);
      await store.dispose();
    },
  };
}
