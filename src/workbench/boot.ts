/** The effects of a real visit: the one place that names a concrete engine. */
import { inPageEngine } from '../engine/sim/hosts/browser.ts';
import { loadEdits, resetEdit, saveEdit } from '../storage/edits.ts';
import { readProgress, recordProgress } from '../storage/progress.ts';
import type { Effects } from './store.ts';

const engine = inPageEngine(`${import.meta.env.BASE_URL.replace(/\/$/, '')}/engine/frame.html`);

/** Lets the engine load while the screen and the lab's files are still on their way. */
export function warmEngine(): void {
  engine.warm?.();
}

export function realEffects(stage: string): Effects {
  return {
    engine,
    edits: {
      load: () => loadEdits(stage),
      save: (path, text) => {
        saveEdit(stage, path, text);
      },
      reset: (path) => {
        resetEdit(stage, path);
      },
    },
    drillsPassed: {
      before: () => Object.keys(readProgress()[stage]?.drills ?? {}),
      record: (drill) => {
        recordProgress({ type: 'drillPassed', stage, drill });
      },
    },
    mark: (name) => {
      performance.mark(`lab:${name}`);
    },
    frame: (run) => {
      // A hidden page gets no frames, and its run goes on.
      if (document.hidden) setTimeout(run, 100);
      else requestAnimationFrame(run);
    },
    later: (run, ms) => {
      setTimeout(run, ms);
    },
  };
}
