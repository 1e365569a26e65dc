/**
 * The reader's named attempts. The editor holds one of them, or edits that have no name yet; every
 * save is kept with the attempt it belongs to, and whatever the editor held is kept before something
 * else takes its place. The only writer of its signals.
 */
import { computed, signal } from '@preact/signals';
import type { ReadonlySignal } from '@preact/signals';
import type { Files } from '../engine/contract.ts';
import type { Announcer } from './announcer.ts';
import type { FilesSlice } from './files.ts';

/** An attempt as it is kept: whole texts of changed files. */
export interface Kept {
  readonly name: string;
  readonly files: Files;
  /** When it was last changed, ms since the epoch. */
  readonly at: number;
}

/** Kept in this browser for one stage. `keep` may throw. */
export interface AttemptStore {
  load(): { readonly current?: string; readonly kept: Readonly<Record<string, Kept>> };
  keep(id: string, attempt: Omit<Kept, 'at'>): void;
  drop(id: string): void;
  /** Says which one is in the editor. */
  choose(id: string): void;
  /** Calls back when another tab changed something too. Returns how to stop. */
  watch(listener: () => void): () => void;
  newId(): string;
}

export interface AttemptsParts {
  readonly store: AttemptStore;
  readonly files: FilesSlice;
  readonly announcer: Announcer;
}

export interface AttemptEntry extends Kept {
  readonly id: string;
}

export interface AttemptsSlice {
  /** The oldest change first. */
  readonly list: ReadonlySignal<readonly AttemptEntry[]>;
  /** Id of the one in the editor; undefined while its edits have no name. */
  readonly current: ReadonlySignal<string | undefined>;
  /** The one that was deleted last and can be brought back. */
  readonly deleted: ReadonlySignal<AttemptEntry | undefined>;
  /** What could not be done, in words. */
  readonly problem: ReadonlySignal<string | undefined>;

  /** Takes over what an earlier visit kept; after the files did. */
  load(): void;
  /** Names what the editor holds; an attempt that had another name stays as it was saved. */
  saveAs(name: string): Promise<void>;
  open(id: string): Promise<void>;
  /** Opens these files as an attempt of their own, or the one that is equal to them. */
  openAs(name: string, changed: Files): Promise<void>;
  rename(id: string, name: string): void;
  /** What was in the editor leaves it too: the course's texts are there then. */
  remove(id: string): Promise<void>;
  undo(): Promise<void>;
  dispose(): void;
}

/** For edits that never got a name. */
const UNNAMED = 'My edits';
/** For edits that came past this tab: from another one, or from a file of progress. */
const FOUND = 'Other edits';

export function createAttempts({ store, files, announcer }: AttemptsParts): AttemptsSlice {
  const kept = signal<Readonly<Record<string, Kept>>>({});
  const current = signal<string>();
  const removed = signal<{ readonly entry: AttemptEntry; readonly wasOpen: boolean }>();
  const problem = signal<string>();

  const refresh = () => {
    kept.value = store.load().kept;
    // Another tab deleted what is open here: its texts stay, without a name.
    if (current.value !== undefined && !kept.value[current.value]) current.value = undefined;
  };
  const unwatch = store.watch(refresh);
  const unfollow = files.saved.subscribe((saved) => {
    const id = current.peek();
    const attempt = id === undefined ? undefined : kept.peek()[id];
    if (id !== undefined && attempt) keep(id, { name: attempt.name, files: saved });
  });

  function keep(id: string, attempt: Omit<Kept, 'at'>): boolean {
    try {
      store.keep(id, attempt);
      problem.value = undefined;
      refresh();
      return true;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      problem.value = `This browser did not keep “${attempt.name}”. ${reason}`;
      return false;
    }
  }

  /** A name that no other attempt has: `Shared`, `Shared 2`. */
  function free(name: string, mine?: string): string {
    const taken = new Set(list().flatMap((one) => (one.id === mine ? [] : [one.name])));
    let next = name;
    for (let n = 2; taken.has(next); n += 1) next = `${name} ${String(n)}`;
    return next;
  }
  const list = () =>
    Object.entries(kept.value)
      .map(([id, attempt]) => ({ id, ...attempt }))
      .sort((a, b) => a.at - b.at || a.name.localeCompare(b.name));

  /** Everything that differs from the course, typed and saved. */
  const inEditor = () => changedOf({ ...files.saved.value, ...files.drafts.value });
  const changedOf = (texts: Files) =>
    Object.fromEntries(
      files.list.flatMap(({ path, start, readonly }) => {
        const text = texts[path];
        return readonly || text === undefined || text === start ? [] : [[path, text]];
      }),
    );
  const equal = (a: Files, b: Files) =>
    files.list.every(({ path }) => (a[path] ?? undefined) === (b[path] ?? undefined));

  function choose(id: string): void {
    current.value = id;
    store.choose(id);
  }

  /** Keeps what the editor holds. False when this browser would not: then it must stay there. */
  function leave(): boolean {
    const texts = inEditor();
    const id = current.value;
    const attempt = id === undefined ? undefined : kept.value[id];
    if (id !== undefined && attempt) return keep(id, { name: attempt.name, files: texts });
    if (Object.keys(texts).length === 0) return true;
    return keep(store.newId(), { name: free(UNNAMED), files: texts });
  }

  async function enter(id: string): Promise<void> {
    const attempt = kept.value[id];
    if (!attempt) return;
    choose(id);
    announcer.say(`${attempt.name} is in the editor`);
    await files.swap(attempt.files);
  }

  return {
    list: computed(list),
    current,
    deleted: computed(() => removed.value?.entry),
    problem,
    load() {
      const before = store.load();
      kept.value = before.kept;
      const id = before.current;
      const attempt = id === undefined ? undefined : before.kept[id];
      if (id === undefined || !attempt) return;
      const texts = inEditor();
      if (Object.keys(texts).length === 0) {
        void enter(id);
      } else if (equal(texts, changedOf(attempt.files))) {
        current.value = id;
      } else {
        const found = store.newId();
        if (keep(found, { name: free(FOUND), files: texts })) choose(found);
      }
    },
    async saveAs(name) {
      const id = store.newId();
      const wanted = free(name.trim());
      if (!keep(id, { name: wanted, files: inEditor() })) return;
      choose(id);
      announcer.say(`Kept as ${wanted}`);
      await files.saveAll();
    },
    async open(id) {
      if (id !== current.value && leave()) await enter(id);
    },
    async openAs(name, changed) {
      const texts = changedOf(changed);
      // The editor holds the course's texts, and so would the attempt.
      if (current.value === undefined && equal(texts, inEditor())) return;
      if (!leave()) throw new Error(problem.value);
      const same = list().find((one) => equal(texts, changedOf(one.files)));
      const id = same?.id ?? store.newId();
      if (!same && !keep(id, { name: free(name), files: texts })) throw new Error(problem.value);
      await enter(id);
    },
    rename(id, name) {
      const attempt = kept.value[id];
      if (attempt && name.trim() !== '') keep(id, { ...attempt, name: free(name.trim(), id) });
    },
    async remove(id) {
      const wasOpen = id === current.value;
      if (wasOpen && !leave()) return;
      const attempt = kept.value[id];
      if (!attempt) return;
      removed.value = { entry: { id, ...attempt }, wasOpen };
      current.value = wasOpen ? undefined : current.value;
      store.drop(id);
      refresh();
      announcer.say(`${attempt.name} deleted`);
      if (wasOpen) await files.swap({});
    },
    async undo() {
      const last = removed.value;
      if (!last) return;
      const { id, ...attempt } = last.entry;
      if (!keep(id, { ...attempt, name: free(attempt.name, id) })) return;
      removed.value = undefined;
      announcer.say(`${attempt.name} is back`);
      if (last.wasOpen && leave()) await enter(id);
    },
    dispose() {
      unwatch();
      unfollow();
    },
  };
}
