/**
 * The workbench's state: slices that each write their own signals, and what joins them. Panels
 * read signals and call verbs; nothing else changes anything.
 *
 * Effects come in as a parameter (`Effects`); `boot.ts` has the real ones.
 */
import { signal } from '@preact/signals';
import type { ReadonlySignal } from '@preact/signals';
import type { Capabilities, Role } from '../engine/contract.ts';
import type { Lab } from '../lab/manifest.ts';
import { createAnnouncer } from './announcer.ts';
import type { Announcer } from './announcer.ts';
import { createAttempts } from './attempts.ts';
import type { AttemptsSlice, AttemptStore } from './attempts.ts';
import { labFiles } from './bundle.ts';
import type { LabBundle } from './bundle.ts';
import { createDrills } from './drills.ts';
import type { DrillsSlice } from './drills.ts';
import type { EngineChoices } from './engines/choice.ts';
import { createEngines } from './engines/engines.ts';
import type { EnginesSlice } from './engines/engines.ts';
import { createExperiments } from './experiments.ts';
import type { ExperimentsSlice } from './experiments.ts';
import { samplePathOf } from '../lab/sample-path.ts';
import { createFiles } from './files.ts';
import type { Vocabulary } from './editor/vocabulary.ts';
import type { EditStore, FilesSlice } from './files.ts';
import { traceAt, traceOf } from './folds/traces.ts';
import type { Trace } from './folds/traces.ts';
import { Recording } from './history/recording.ts';
import type { Verdict } from '../lab/drill.ts';
import { createKeeping } from './keeping.ts';
import type { KeepingEffects, KeepingSlice } from './keeping.ts';
import { knowingOwnFiles } from './own-files.ts';
import { createSplits } from './layout/splits.ts';
import type { Prefs, SplitsSlice } from './layout/splits.ts';
import { createRun } from './run.ts';
import type { Run } from './run.ts';
import { createSharing } from './sharing.ts';
import type { SharingSlice } from './sharing.ts';
import { checksWords } from './tries/compare.ts';
import { createLastRuns } from './tries/last-runs.ts';
import type { LastRunsSlice, LastRunStore } from './tries/last-runs.ts';
import { createSeeds } from './tries/seeds.ts';
import type { SeedsSlice } from './tries/seeds.ts';
import { createTour } from './tour/tour.ts';
import type { TourSlice } from './tour/tour.ts';
import { createView } from './view.ts';
import type { Panel, ViewSlice } from './view.ts';

export interface Effects {
  /** What can run the lab; the first is what others fall back to. */
  readonly engines: EngineChoices;
  /** Id of the engine that the site begins with. */
  readonly usualEngine?: string | undefined;
  readonly edits: EditStore;
  readonly attempts: AttemptStore;
  readonly lastRuns: LastRunStore;
  readonly keeping: KeepingEffects;
  /** Runs that this device can do side by side. */
  readonly lanes: number;
  /** What of Node the engine has, for the editor to complete. */
  readonly vocabulary: () => Promise<Vocabulary>;
  /** How the reader set up their labs. */
  readonly prefs: Prefs;
  /** The lab's own page, whole, without a fragment: what links to it begin with. */
  readonly address: string;
  /** Takes a link that was dealt with out of the address bar. */
  readonly forgetLink: () => void;
  /** Ids of drills that the reader passed, kept in this browser. */
  readonly drillsPassed: {
    readonly before: () => readonly string[];
    readonly record: (drill: string) => void;
  };
  /** Marks a moment for whoever measures how fast a lab starts. */
  readonly mark: (name: string) => void;
  /** Runs its argument once, at the next frame. */
  readonly frame: (run: () => void) => void;
  /** Runs its argument once, after so many ms. */
  readonly later: (run: () => void, ms: number) => void;
}

export interface Store {
  readonly lab: Lab;
  /** The stage's place in the course: `04`. */
  readonly number: string;
  /** Of the engine that runs, or that is about to. */
  readonly capabilities: ReadonlySignal<Capabilities>;
  readonly engines: EnginesSlice;
  readonly announcer: Announcer;
  /** What of Node the engine has; loaded once. */
  readonly vocabulary: () => Promise<Vocabulary>;
  readonly run: Run;
  readonly files: FilesSlice;
  readonly attempts: AttemptsSlice;
  readonly sharing: SharingSlice;
  readonly drills: DrillsSlice;
  readonly keeping: KeepingSlice;
  readonly lastRuns: LastRunsSlice;
  readonly seeds: SeedsSlice;
  readonly experiments: ExperimentsSlice;
  readonly view: ViewSlice;
  readonly splits: SplitsSlice;
  /** The hints of a first visit. */
  readonly tour: TourSlice;
  /** `run.version` a few times a second: for what is read, not watched. */
  readonly slowVersion: ReadonlySignal<number>;
  /** Machines that clients can reach, the load's own first. */
  readonly entries: readonly string[];
  /** A path that the load asks for. */
  readonly samplePath: string;

  hides(panel: Panel): boolean;
  roleOf(machine: string): Role;
  isFile(path: string): boolean;
  /** Brings the editor to front, at a line. */
  openFile(path: string, line?: number): void;
  openLog(machine: string): void;
  openDrill(drill: string): void;
  /** Ends what runs and begins anew, with the same files, on another engine. */
  switchEngine(id: string): Promise<void>;
  /** Stops waiting for an engine that is starting, and starts the first one. */
  giveUpEngine(): Promise<void>;
  sendByHand(request: { to: string; method: string; path: string; body?: string }): Promise<void>;
  /** Goes to a moment of a drill's own run, and to the request that shows it. */
  showMoment(drill: string, at: number, request?: number): void;
  /** The request that the trace panel shows, as far as it is known. */
  shownTrace(): Trace | undefined;
  dispose(): Promise<void>;
}

/** Where an experiment stands on a wide screen. */
const BESIDE: readonly Panel[] = ['code', 'log', 'trace'];
/** ms between two changes of `slowVersion`. */
const SLOW = 120;

export function createStore(lab: Lab, bundle: LabBundle, number: string, effects: Effects): Store {
  const { edits, drillsPassed, mark, frame, later } = effects;
  const announcer = createAnnouncer(later);
  const engines = createEngines({
    choices: effects.engines,
    usual: effects.usualEngine,
    prefs: effects.prefs,
    announcer,
    later,
    knowing: (one) => knowingOwnFiles(one, bundle),
  });
  const { engine } = engines;
  const keeping = createKeeping(effects.keeping, announcer);
  const view = createView();
  const files: FilesSlice = createFiles({
    files: labFiles(lab, bundle.files),
    // Where the reader will have work to do.
    first: lab.drills.find((drill) => drill.edits?.[0] !== undefined)?.edits?.[0],
    store: edits,
    announcer,
    write: (path, text) => run.write(path, text),
  });
  const run: Run = createRun({
    engine,
    lab,
    files: () => files.all(),
    announcer,
    frame,
    onCrash: (crash) => files.crashed(crash),
    onFirstAnswer: () => {
      mark('first-answer');
    },
    onBoot: () => {
      engines.trying();
      files.forgetCrashes();
      if (view.trace.value?.source !== 'drill') view.showTrace(undefined);
      view.point(undefined);
    },
    onRunning: () => engines.runs(),
    onFailure: (reason) => engines.fallBack(reason),
  });
  const attempts = createAttempts({ store: effects.attempts, files, announcer });
  const sharing = createSharing({
    lab,
    files,
    attempts,
    run,
    address: effects.address,
    forget: effects.forgetLink,
  });
  const lastRuns = createLastRuns({
    store: effects.lastRuns,
    lab,
    start: bundle.files.start,
  });
  const drills = createDrills({
    engine,
    lab,
    files: bundle.files,
    announcer,
    handIn: async () => {
      await files.saveAll();
      return files.saved.value;
    },
    replace: (next) => files.replace(next),
    hold: () => run.hold(),
    onRun: (drill) => {
      if (run.past.look.value?.drill === drill) void run.past.back();
      const shown = view.trace.value;
      if (shown?.source === 'drill' && shown.drill === drill) view.showTrace(undefined);
    },
    onVerdict: (verdict, attempt, again) => {
      // What many seeds showed was of the files of then.
      if (!again) seeds.forget(verdict.drill);
      lastRuns.judged(verdict, attempt, !again);
      const past = lastRuns.since(verdict);
      if (past) announcer.say(`Since your last run: ${checksWords(past.since)}`);
    },
    passed: drillsPassed,
  });
  const seeds: SeedsSlice = createSeeds({
    engine,
    lab,
    start: bundle.files.start,
    announcer,
    handIn: (drill) => drills.attempt(drill),
    hold: () => run.hold(),
    lanes: effects.lanes,
    breathe: () => new Promise((resolve) => later(resolve, 0)),
  });
  const experiments = createExperiments({ engine, lab, bundle, announcer, hold: () => run.hold() });

  const slowVersion = signal(0);
  let due = false;
  const unfollow = run.version.subscribe(() => {
    if (due) return;
    due = true;
    later(() => {
      due = false;
      slowVersion.value += 1;
    }, SLOW);
  });

  // Who goes to a moment sees it in the next frame.
  const unlook = run.past.look.subscribe(() => {
    slowVersion.value += 1;
  });

  const recordings = new WeakMap<Verdict, Recording>();
  function recordingOf(verdict: Verdict): Recording {
    let recording = recordings.get(verdict);
    if (!recording) {
      const { events, end } = verdict.journal;
      recording = Recording.of(events, end, lab.slowMs);
      recordings.set(verdict, recording);
    }
    return recording;
  }

  /** The trace that was shown last: its way is found again when others have pushed it out. */
  let pinned: Trace | undefined;
  function liveTrace(choice: { source: 'live' | 'hand'; id: string }): Trace | undefined {
    const { look, recording } = run.past;
    const traces = run.traces();
    const found = choice.source === 'hand' ? traces.ofLoad(choice.id) : traces.get(choice.id);
    const same = choice.source === 'hand' ? pinned?.load === choice.id : pinned?.id === choice.id;
    // A drill's own run has requests of the same numbers, and others.
    if (look.value?.drill !== undefined) return same ? pinned : undefined;
    if (!look.value) {
      if (found) pinned = found;
      return found ?? (same ? pinned : undefined);
    }
    const known = found ?? (same ? pinned : undefined);
    const [first] = known?.hops ?? [];
    if (!known || !first) return undefined;
    const whole = pinned?.id === known.id && pinned.hops.every((hop) => hop.ended !== undefined);
    if (!whole) pinned = recording().trace(known.id, first.sent) ?? known;
    return pinned && traceAt(pinned, look.value.t);
  }

  /** What is asked for is seen: an experiment that stands there makes room. */
  function bring(panel: Panel): void {
    if (view.layout.value === 'wide' && BESIDE.includes(panel)) experiments.choose(undefined);
    view.bring(panel);
  }

  /** What runs on sessions of its own, beside the lab. */
  function cancelRuns(): void {
    drills.cancel();
    seeds.cancel();
    experiments.cancel();
  }

  const { profile } = lab.load;
  const sources = new Set(lab.clients.map((source) => source.id));
  const reachable = lab.links.filter((link) => sources.has(link.from)).map((link) => link.to);

  return {
    lab,
    number,
    capabilities: engines.capabilities,
    engines,
    announcer,
    vocabulary: effects.vocabulary,
    run,
    files,
    attempts,
    sharing,
    drills,
    keeping,
    lastRuns,
    seeds,
    experiments,
    view,
    splits: createSplits(effects.prefs),
    tour: createTour(effects.prefs, announcer, () => !engine.capabilities.virtualTime),
    slowVersion,
    entries: [...new Set([profile.to, reachable].flat())],
    samplePath: samplePathOf(lab),

    hides(panel) {
      const front = view.panel.value;
      // An experiment takes the right side: it runs none of what is in the editor.
      if (view.layout.value === 'wide') {
        return experiments.open.value !== undefined && BESIDE.includes(panel);
      }
      if (view.layout.value === 'narrow') return panel !== front;
      if (panel === 'map' || panel === 'code') return false;
      // The others share a place; the drill is there until another one is asked for.
      return panel !== (front === 'map' || front === 'code' ? 'drill' : front);
    },
    roleOf: (id) => lab.machines.find((machine) => machine.id === id)?.role ?? 'client',
    isFile: (path) => path in bundle.files.start,
    openFile(path, line) {
      files.show(path, line);
      bring('code');
    },
    openLog(machine) {
      view.filterLog(machine);
      bring('log');
    },
    openDrill(drill) {
      experiments.choose(undefined);
      drills.choose(drill);
      view.bring('drill');
    },
    async switchEngine(id) {
      if (!engines.choose(id)) return;
      cancelRuns();
      await run.reset();
    },
    async giveUpEngine() {
      engines.giveUp();
      await run.reset();
    },
    async sendByHand(request) {
      const id = await run.request(request);
      view.showTrace({ source: 'hand', id });
      bring('trace');
    },
    showMoment(id, at, request) {
      const { phase } = drills.state(id);
      if (phase.kind !== 'judged') return;
      run.past.visit(id, recordingOf(phase.verdict), at);
      if (request !== undefined) {
        view.showTrace({ source: 'drill', drill: id, request });
        view.bring('trace');
      } else view.bring('map');
    },
    shownTrace() {
      const choice = view.trace.value;
      if (!choice) return undefined;
      if (choice.source !== 'drill') return liveTrace(choice);
      const { phase } = drills.state(choice.drill);
      if (phase.kind !== 'judged') return undefined;
      return traceOf(phase.verdict.journal.events, choice.request);
    },
    async dispose() {
      unfollow();
      attempts.dispose();
      keeping.dispose();
      unlook();
      cancelRuns();
      await run.stop();
    },
  };
}
