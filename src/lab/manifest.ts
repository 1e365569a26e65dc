/**
 * A lab's manifest: machines, links, load, break-its, drills and experiments of one stage.
 * `labs/<stage>/lab.ts` exports one as its default, made by `defineLab` (`define.ts`), which
 * checks it and says what is wrong, where, and how to mend it.
 *
 * The grid position of each machine is the only layout an author gives: figure, poster, live
 * topology and map are drawn from it.
 */
import type {
  Action,
  Files,
  HandRequest,
  LoadProfile,
  MachineSpec,
  Role,
  TimedAction,
} from '../engine/contract.ts';
import type { JournalView } from './journal-view.ts';

/** A place on the lab's grid. Columns go left to right on wide screens, top to bottom on a phone. */
export interface GridPlace {
  readonly col: number;
  readonly row: number;
}

/** A machine as the reader sees it, and as the engine runs it. */
export interface LabMachine extends MachineSpec {
  readonly role: Role;
  readonly at: GridPlace;
  /** Id of the zone it is drawn in. */
  readonly zone?: string;
  /** A sentence for the equivalent table and the screen reader: what it does here. */
  readonly does: string;
}

/** Where requests come from: drawn as a machine, runs no code. */
export interface LabClients {
  readonly id: string;
  readonly at: GridPlace;
  readonly does: string;
}

export interface LabLink {
  readonly from: string;
  readonly to: string;
  readonly latencyMs?: number;
  /** Drawn dotted: it is there, and nothing uses it while all is well. */
  readonly standby?: boolean;
}

export interface LabZone {
  readonly id: string;
  readonly label: string;
}

/** The load of the live lab; its rate is a control of the workbench. */
export interface LabLoad {
  readonly profile: LoadProfile;
  /** requests/s (open loop) or users (closed loop) that the control offers. */
  readonly range: { readonly min: number; readonly max: number; readonly step: number };
}

/** A press of one button that makes the lesson's incident happen in the live lab. */
export interface BreakIt {
  readonly id: string;
  /** What the button says: `Kill web-2`. */
  readonly title: string;
  /** One sentence: what to look for. */
  readonly watch: string;
  /** Times are ms after the press. */
  readonly timeline: readonly TimedAction[];
}

/** A request by hand that belongs to this lab: offered beside the faults of the machine it goes to. */
export interface LabRequest {
  readonly id: string;
  /** What it does to the machine: `remove the front page`. */
  readonly label: string;
  readonly request: HandRequest;
}

// ---------------------------------------------------------------- drills

/** What is handed in: a reader's edits, and (drills of kind `break`) the faults they planned. */
export interface Attempt {
  /** Whole texts of changed files, by path. */
  readonly files?: Files;
  readonly actions?: readonly TimedAction[];
}

export interface Prediction {
  readonly question: string;
  /** In the order shown; the reader commits to one before the run. */
  readonly options: readonly { readonly id: string; readonly text: string }[];
  /** Which option the run bore out; a pure function of the journal. */
  readonly outcome: (journal: JournalView) => string;
}

export interface Scenario {
  /** ms; the run ends here. */
  readonly until: number;
  readonly timeline: readonly TimedAction[];
  /** Machines (by id) with other sizes or more environment than in the live lab. */
  readonly machines?: MachineChanges;
}

/** By machine id. `env` adds to the machine's own; everything else replaces. */
export type MachineChanges = Readonly<Record<string, Partial<Omit<MachineSpec, 'id'>>>>;

/** A pure function of the journal: the verdict in words, with the moment that shows it. */
export interface Check {
  readonly id: string;
  /** What must hold: `No failed GETs`. */
  readonly title: string;
  readonly judge: (journal: JournalView) => Finding;
}

export interface Finding {
  readonly passed: boolean;
  /** The number that was judged, short: `89`, `3 ms`, `0.62`. */
  readonly value: string;
  /** Evidence in plain words: `Request 412 got a 502: lb sent it to web-2, which was down.` */
  readonly says: string;
  /** ms: the moment that shows it. */
  readonly at?: number;
  /** Id of the `send` event that shows it. */
  readonly request?: number;
}

/** `break`: plan faults that make it fail. `mend`: edit files so that it no longer does. */
export type DrillKind = 'break' | 'mend';

export interface Drill {
  readonly id: string;
  readonly kind: DrillKind;
  readonly title: string;
  /** Two or three sentences: the story, and what must hold in the end. */
  readonly brief: string;
  readonly prediction: Prediction;
  readonly scenario: Scenario;
  readonly checks: readonly Check[];
  /** Files that the reader is expected to change (`mend`); the first is opened. */
  readonly edits?: readonly string[];
  /** Files that must stay as they are, beside `machine.ts`: changing what work costs is no answer. */
  readonly keeps?: readonly string[];
  /** Actions the reader may plan (`break`): a pattern each, matched on the fields given. */
  readonly allows?: readonly Partial<Action>[];
  /** One at a time; each says a little more. */
  readonly hints: readonly string[];
  /** Known answers by name, ours first. Files come from `labs/<stage>/solution/<name>/`. */
  readonly solutions: readonly NamedAttempt[];
  /** What must not pass. Files come from `labs/<stage>/cheats/<name>/`. */
  readonly cheats: readonly NamedAttempt[];
}

export interface NamedAttempt {
  /** Also the folder's name where `files` is true. */
  readonly name: string;
  /** One line: what it does, and for a cheat why it is no answer. */
  readonly says: string;
  /** Its folder holds files that lie over the services. */
  readonly files?: boolean;
  readonly actions?: readonly TimedAction[];
}

// ---------------------------------------------------------------- experiments

/** Proves or bounds claims of the ledger: variants side by side, numbers, a pass condition. */
export interface Experiment {
  readonly id: string;
  /** Ids of the ledger's claims: `load-balancer-03`. */
  readonly claims: readonly string[];
  readonly title: string;
  /** Machines and links that are there only in this experiment, in every variant. */
  readonly adds?: {
    readonly machines: readonly LabMachine[];
    readonly links: readonly LabLink[];
  };
  readonly variants: readonly Variant[];
  readonly scenario: Scenario;
  /** Numbers by name from the journals of the variants; rounded as they are to be shown. */
  readonly measure: (
    journals: Readonly<Record<string, JournalView>>,
  ) => Readonly<Record<string, number>>;
  /** Counts and ratios only. */
  readonly passes: (values: Readonly<Record<string, number>>) => boolean;
  /** The condition in words: `no checks: at least 25% of late requests fail; …`. */
  readonly condition: string;
  /**
   * Rows of the table of its variants where names of values do not say enough: a name of a value by
   * variant. All other values find their place by name (`side-by-side.ts`).
   */
  readonly rows?: readonly ExperimentRow[];
  /** How a lesson shows it: the big number, its unit, and one line under it. */
  readonly reading: (values: Readonly<Record<string, number>>) => Reading;
}

export interface ExperimentRow {
  /** What was measured, in words: `writes/s`. */
  readonly label: string;
  readonly values: Readonly<Record<string, string>>;
}

export interface Reading {
  /** What the number is: `failed requests, web-2 killed`. */
  readonly label: string;
  /** `98`, or `110 → 0` as two. */
  readonly value: string;
  readonly unit?: string;
  readonly detail?: string;
}

export interface Variant {
  readonly id: string;
  readonly label: string;
  /** The first variant is the baseline unless one says so. */
  readonly baseline?: boolean;
  /** Folder whose files lie over the services: `experiments/<name>`, or `solution/<name>`. */
  readonly overlay?: string;
  /** Machines (by id) with other sizes or environment, on top of the scenario's. */
  readonly machines?: MachineChanges;
  /** Added to the scenario's timeline. */
  readonly timeline?: readonly TimedAction[];
}

// ---------------------------------------------------------------- lab

export interface Lab {
  /** The stage's id. */
  readonly stage: string;
  readonly title: string;
  /** Whether the services work as given; a broken start is labelled as meant. */
  readonly start: { readonly works: true } | { readonly works: false; readonly says: string };
  readonly clients: readonly LabClients[];
  readonly machines: readonly LabMachine[];
  readonly links: readonly LabLink[];
  readonly zones?: readonly LabZone[];
  readonly load: LabLoad;
  /** ms above which an answer counts as slow on the charts. */
  readonly slowMs: number;
  readonly breakIts: readonly BreakIt[];
  readonly requests?: readonly LabRequest[];
  readonly drills: readonly Drill[];
  readonly experiments: readonly Experiment[];
  /** Gauges of this stage for the charts, beside the standard ones. */
  readonly gauges?: readonly {
    readonly name: string;
    readonly label: string;
    readonly unit?: string;
  }[];
}
