/**
 * The reader's files: what the course shipped, what was saved over it, what is typed and not yet
 * saved, and what is wrong with it. The only writer of its signals.
 */
import { batch, computed, signal } from '@preact/signals';
import type { ReadonlySignal } from '@preact/signals';
import type { Files, WriteResult } from '../engine/contract.ts';
import type { CrashEvent } from '../engine/journal.ts';
import type { Announcer } from './announcer.ts';
import type { LabFile } from './bundle.ts';

/** Whole texts of changed files, kept in this browser for one stage. Each may throw. */
export interface EditStore {
  load(): Files;
  save(path: string, text: string): void;
  reset(path: string): void;
}

export interface Problem {
  readonly kind: 'syntax' | 'crash';
  readonly path: string;
  /** 1-based. */
  readonly line?: number;
  readonly column?: number;
  readonly message: string;
  /** Who crashed. */
  readonly machine?: string;
}

/** A place to show: `nonce` makes asking for the same place twice two requests. */
export interface Place {
  readonly path: string;
  readonly line?: number;
  readonly nonce: number;
}

export interface FilesParts {
  readonly files: readonly LabFile[];
  /** The path to open first; the first file when absent. */
  readonly first?: string;
  readonly store: EditStore;
  readonly announcer: Announcer;
  /** Hands a saved text to the run; undefined when nothing runs. */
  readonly write: (path: string, text: string) => Promise<WriteResult | undefined>;
}

export interface FilesSlice {
  readonly list: readonly LabFile[];
  readonly open: ReadonlySignal<string>;
  /** Where the editor should go. */
  readonly place: ReadonlySignal<Place>;
  /** Saved texts that differ from the course's, by path. */
  readonly saved: ReadonlySignal<Files>;
  /** Typed and not yet saved, by path. */
  readonly drafts: ReadonlySignal<Files>;
  readonly problems: ReadonlySignal<readonly Problem[]>;
  /** One line about the last save. */
  readonly said: ReadonlySignal<string>;
  /** True while a solution lies over the reader's own version, which can be put back. */
  readonly replaced: ReadonlySignal<boolean>;
  /** Grows when texts change from outside of the editor, which must then show them. */
  readonly revision: ReadonlySignal<number>;

  /** The saved text, or the course's. */
  text(path: string): string;
  /** What the editor shows: the draft, else the saved text, else the course's. */
  shown(path: string): string;
  /** Everything an engine boots. */
  all(): Files;
  /** Takes over what an earlier visit saved. */
  load(): void;
  show(path: string, line?: number): void;
  type(path: string, text: string): void;
  save(path: string): Promise<void>;
  saveAll(): Promise<void>;
  /** Back to the course's text. */
  reset(paths: readonly string[]): Promise<void>;
  /** Lays a known answer over the files, and keeps the reader's version. */
  replace(files: Files): Promise<void>;
  putBack(): Promise<void>;
  /** Says what became of a file; a problem of its text goes on its line. */
  tell(path: string, words: string, problem?: Omit<Problem, 'kind' | 'path'>): void;
  /** Puts other changes in place of all that are here, typed ones too; the caller has kept those. */
  swap(changed: Files): Promise<void>;
  crashed(crash: CrashEvent): void;
  forgetCrashes(): void;
}

export function createFiles(parts: FilesParts): FilesSlice {
  const { files, store, announcer } = parts;
  const byPath = new Map(files.map((file) => [file.path, file]));
  const first = parts.first ?? files[0]?.path ?? '';
  const saved = signal<Files>({});
  const drafts = signal<Files>({});
  const open = signal(first);
  const place = signal<Place>({ path: first, nonce: 0 });
  const problems = signal<readonly Problem[]>([]);
  const said = signal('');
  const mine = signal<Files | undefined>(undefined);
  const revision = signal(0);

  const start = (path: string) => byPath.get(path)?.start ?? '';
  const text = (path: string) => saved.value[path] ?? start(path);

  /** Takes texts over, all at once: whoever runs the whole never sees half of it. */
  function take(next: Files): void {
    batch(() => {
      for (const [path, content] of Object.entries(next)) {
        saved.value =
          content === start(path)
            ? without(saved.value, path)
            : { ...saved.value, [path]: content };
        drafts.value = without(drafts.value, path);
        problems.value = problems.value.filter((problem) => problem.path !== path);
      }
    });
  }

  /** Keeps texts, in this browser and in the run. */
  async function put(next: Files): Promise<void> {
    const changed = files.filter(({ path, readonly }) => !readonly && Object.hasOwn(next, path));
    take(Object.fromEntries(changed.map(({ path }) => [path, next[path] ?? ''])));
    for (const file of changed) await pass(file);
  }

  /** Hands on what was taken over. */
  async function pass(file: LabFile): Promise<void> {
    const { path } = file;
    // What was saved meanwhile counts.
    const next = text(path);
    const kept = keep(path, next, file.start);
    const result = await parts.write(path, next);
    let words: string;
    if (!result) {
      words = `${file.name} saved. It runs at the next start.`;
    } else if (result.ok) {
      words = `${file.name} saved, ${result.restarted.join(', ') || 'nothing'} restarted.`;
    } else {
      const { problem } = result;
      problems.value = [...problems.value, { ...problem, kind: 'syntax' }];
      words = 'Nothing restarted: the last version that parsed still runs.';
      announcer.say(`${file.name}, line ${String(problem.line ?? '?')}: ${problem.message}`);
    }
    said.value = kept ? words : `${words} This browser did not keep it for the next visit.`;
    announcer.say(said.value.replace(/\.$/, ''));
  }

  /** False when this browser would not. */
  function keep(path: string, next: string, original: string): boolean {
    try {
      if (next === original) store.reset(path);
      else store.save(path, next);
      return true;
    } catch {
      return false;
    }
  }

  async function putAll(next: Files): Promise<void> {
    const other = Object.entries(next).filter(
      ([path, content]) => content !== text(path) || path in drafts.value,
    );
    const done = put(Object.fromEntries(other));
    revision.value += 1;
    await done;
  }

  return {
    list: files,
    open,
    place,
    saved,
    drafts,
    problems,
    said,
    replaced: computed(() => mine.value !== undefined),
    revision,
    text,
    shown: (path) => drafts.value[path] ?? text(path),
    all: () => Object.fromEntries(files.map((file) => [file.path, text(file.path)])),
    load() {
      try {
        const kept = store.load();
        // A file that the course has dropped since is no use any more.
        saved.value = Object.fromEntries(
          Object.entries(kept).filter(([path, kept]) => byPath.has(path) && kept !== start(path)),
        );
      } catch {
        said.value = 'This browser does not let the lab keep your edits.';
      }
      revision.value += 1;
    },
    show(path, line) {
      if (!byPath.has(path)) return;
      open.value = path;
      place.value = { path, line, nonce: place.value.nonce + 1 };
    },
    type(path, next) {
      if (byPath.get(path)?.readonly) return;
      drafts.value =
        next === text(path) ? without(drafts.value, path) : { ...drafts.value, [path]: next };
    },
    save: async (path) => {
      await put({ [path]: drafts.value[path] ?? text(path) });
    },
    async saveAll() {
      await put(drafts.value);
    },
    async reset(paths) {
      mine.value = undefined;
      await putAll(Object.fromEntries(paths.map((path) => [path, start(path)])));
    },
    async replace(next) {
      const before: Record<string, string> = {};
      for (const path of Object.keys(next)) before[path] = drafts.value[path] ?? text(path);
      mine.value = { ...before, ...mine.value };
      await putAll(next);
    },
    async putBack() {
      const before = mine.value;
      mine.value = undefined;
      if (before) await putAll(before);
    },
    tell(path, words, problem) {
      const others = problems.value.filter((old) => old.kind !== 'syntax' || old.path !== path);
      problems.value = problem ? [...others, { ...problem, kind: 'syntax', path }] : others;
      said.value = words;
      announcer.say(words.replace(/\.$/, ''));
    },
    async swap(changed) {
      const next = Object.fromEntries(
        files
          .filter(
            ({ path, start: given, readonly }) => !readonly && (changed[path] ?? given) !== given,
          )
          .map(({ path }) => [path, changed[path] ?? '']),
      );
      const before = saved.value;
      const others = files.filter(({ path }) => before[path] !== next[path]);
      // At once, so that whatever keeps the whole never sees half of it.
      batch(() => {
        saved.value = next;
        drafts.value = {};
        problems.value = [];
        mine.value = undefined;
        said.value = '';
        revision.value += 1;
      });
      for (const file of others) keep(file.path, text(file.path), file.start);
      for (const file of others) {
        const result = await parts.write(file.path, text(file.path));
        if (result?.ok === false) {
          problems.value = [...problems.value, { ...result.problem, kind: 'syntax' }];
        }
      }
    },
    crashed(crash) {
      if (crash.path === undefined || !byPath.has(crash.path)) return;
      const { path, line, column, message, machine } = crash;
      const others = problems.value.filter(
        (old) => !(old.kind === 'crash' && old.path === path && old.machine === machine),
      );
      problems.value = [...others, { kind: 'crash', path, line, column, message, machine }];
    },
    forgetCrashes() {
      problems.value = problems.value.filter((problem) => problem.kind !== 'crash');
    },
  };
}

function without(files: Files, path: string): Files {
  const { [path]: _gone, ...rest } = files;
  return rest;
}
