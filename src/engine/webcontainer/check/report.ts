/** What the check page finds out about a runtime, as it is shown and as it is downloaded. */

/** A program of the conformance suite, and what real Node printed for it (`npm run record`). */
export interface RecordedProgram {
  /** `http/hello` */
  readonly name: string;
  /** Process → its file; `main` is among them. */
  readonly processes: Readonly<Record<string, string>>;
  readonly files: Readonly<Record<string, string>>;
  /** Lines on standard output, by process. */
  readonly out: Readonly<Record<string, readonly string[]>>;
  /** Lines on standard error of a `main` that ended well; absent where it crashed. */
  readonly err?: readonly string[];
  /** How `main` ended. */
  readonly code: number;
}

export interface Recording {
  /** The version that printed it: `v24.21.0`. */
  readonly node: string;
  readonly programs: readonly RecordedProgram[];
}

export interface CheckItem {
  /** `contract/kill`, `program/http/hello`, `drill/cache/newsletter/start` */
  readonly id: string;
  readonly title: string;
}

export interface CheckResult extends CheckItem {
  readonly passed: boolean;
  readonly ms: number;
  /** Why it failed, or what was found. */
  readonly says?: string;
}

export interface CheckReport {
  /** Format of this report. */
  readonly version: 1;
  /** When it began, ISO 8601. */
  readonly at: string;
  readonly site: string;
  readonly userAgent: string;
  /** Version of the runtime's client. */
  readonly client: string;
  /** `default`, or the address of the host that stood in. */
  readonly host: string;
  /** What the runtime says of itself; absent when it did not start. */
  readonly runtime?: Readonly<Record<string, string>>;
  /** Version of Node that the expected outputs were recorded on. */
  readonly recordedOn: string;
  /** ms: the first boot, and everything. */
  readonly bootMs?: number;
  readonly totalMs: number;
  readonly passed: number;
  readonly failed: number;
  /** Items that were asked for and not run, because it was stopped or the runtime would not start. */
  readonly notRun: readonly string[];
  readonly results: readonly CheckResult[];
}
