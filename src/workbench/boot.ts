/** The effects of a real visit: the one place that names concrete engines. */
import { attachedHere } from '../engine/node/attached-here.ts';
import { inPageEngine } from '../engine/sim/hosts/browser.ts';
import { SIM_CAPABILITIES } from '../engine/sim/session-capabilities.ts';
import { CONTAINER_CAPABILITIES } from '../engine/webcontainer/capabilities.ts';
import {
  chooseAttempt,
  dropAttempt,
  keepAttempt,
  loadAttempts,
  watchAttempts,
} from '../storage/attempts.ts';
import { loadEdits, resetEdit, saveEdit } from '../storage/edits.ts';
import { retryHeld, watchHeld } from '../storage/box.ts';
import { noticeText, watchNotices } from '../storage/notices.ts';
import { keepRun, loadRuns } from '../storage/runs.ts';
import { loadLabPrefs, saveLabPrefs } from '../storage/prefs.ts';
import { readProgress, recordProgress } from '../storage/progress.ts';
import type { Vocabulary } from './editor/vocabulary.ts';
import type { EngineChoices } from './engines/choice.ts';
import { isShared } from './share/fragment.ts';
import type { Effects } from './store.ts';

const root = import.meta.env.BASE_URL.replace(/\/$/, '');
const inPage = inPageEngine(`${root}/engine/frame.html`);

/** This page is served by `npm run lab`. */
const attached = attachedHere();

const engines: EngineChoices = [
  {
    id: 'in-page',
    name: 'In this page',
    says: 'The course’s own engine, in virtual time: it starts at once, works offline, and gives the same verdict on every device.',
    capabilities: SIM_CAPABILITIES,
    load: async () => inPage,
  },
  {
    id: 'webcontainer',
    name: 'WebContainer',
    says: 'Real Node in this page, with a terminal and npm. Its runtime is loaded from its maker, StackBlitz, when it is first used.',
    note: 'experimental',
    capabilities: CONTAINER_CAPABILITIES,
    isolated: true,
    check: `${root}/labs/check/`,
    load: async () => {
      const [{ webcontainerEngine }, { containerSettings }] = await Promise.all([
        import('../engine/webcontainer/engine.ts'),
        import('../engine/webcontainer/settings.ts'),
      ]);
      const apiKey = import.meta.env['PUBLIC_WEBCONTAINER_API_KEY'] as string | undefined;
      return webcontainerEngine(containerSettings(root, apiKey));
    },
  },
  ...(attached
    ? [
        {
          id: 'local' as const,
          name: 'On this computer',
          says: 'Real Node processes, started by npm run lab, on real ports and in real time.',
          capabilities: attached.capabilities,
          outside: true as const,
          load: async () => (await import('../engine/node/attached.ts')).attachedEngine(attached),
        },
      ]
    : []),
];

let vocabulary: Promise<Vocabulary> | undefined;
/** One that did not load is asked for again. */
async function loadVocabulary(): Promise<Vocabulary> {
  vocabulary ??= fetch(`${root}/engine/names.json`)
    .then((answer) => answer.json() as Promise<Vocabulary>)
    .catch((error: unknown) => {
      vocabulary = undefined;
      throw error;
    });
  return vocabulary;
}

/** Lets the engine load while the screen and the lab's files are still on their way. */
export function warmEngine(): void {
  inPage.warm?.();
}

/** What a site may begin with instead: set when it is built (`PUBLIC_LAB_ENGINE`). */
const usualEngine = attached
  ? 'local'
  : (import.meta.env['PUBLIC_LAB_ENGINE'] as string | undefined);

export function realEffects(stage: string): Effects {
  return {
    engines,
    usualEngine,
    edits: {
      load: () => loadEdits(stage),
      save: (path, text) => {
        saveEdit(stage, path, text);
      },
      reset: (path) => {
        resetEdit(stage, path);
      },
    },
    attempts: {
      load: () => loadAttempts(stage),
      keep: (id, attempt) => {
        keepAttempt(stage, id, { ...attempt, at: Date.now() });
      },
      drop: (id) => {
        dropAttempt(stage, id);
      },
      choose: (id) => {
        chooseAttempt(stage, id);
      },
      watch: (listener) => watchAttempts(stage, listener),
      newId: () => crypto.getRandomValues(new Uint32Array(2)).reduce(inBase36, 'a'),
    },
    lastRuns: {
      load: () => loadRuns(stage),
      keep: (drill, run) => {
        keepRun(stage, drill, { ...run, at: Date.now() });
      },
    },
    keeping: {
      watchHeld: (listener) => watchHeld(listener),
      watchNotices: (listener) =>
        watchNotices((notice) => {
          // What there is no room for is told in full, by what it is.
          if (notice.kind !== 'full') listener(noticeText(notice));
        }),
      retry: () => {
        retryHeld();
      },
    },
    // Each has a kernel of its own, and one for every machine of a changed file.
    lanes: navigator.hardwareConcurrency >= 4 ? 2 : 1,
    vocabulary: loadVocabulary,
    // The same in every lab.
    prefs: {
      load: () => loadLabPrefs('all'),
      save: (prefs) => {
        saveLabPrefs('all', prefs);
      },
    },
    address: new URL(`${root}/labs/${stage}/`, location.href).href,
    forgetLink: () => {
      if (isShared(location.hash))
        history.replaceState(history.state, '', location.pathname + location.search);
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

const inBase36 = (text: string, word: number) => text + word.toString(36);
