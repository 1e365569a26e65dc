/**
 * Named attempts at a lab, one box per stage. What the editor holds is in `edits.ts`; here is every
 * attempt with a name, the one in the editor among them. Version 1:
 *   { "current": "k3f9", "kept": { "k3f9": { "name": "With retries", "files": { "services/lb.ts": "…" }, "at": ms } } }
 */
import { at, put, without } from '../learning/records.ts';
import type { Rec } from '../learning/records.ts';
import { openBox } from './box.ts';
import type { Box, BoxSpec } from './box.ts';
import { MAX_EDIT, PATH } from './edits.ts';
import { fields, ID, record, text, time } from './guards.ts';

export interface KeptAttempt {
  readonly name: string;
  /** Whole texts of changed files, by path. */
  readonly files: Rec<string>;
  /** When it was last changed. */
  readonly at: number;
}

export interface Attempts {
  /** The one in the editor; absent until one is named. */
  readonly current?: string;
  readonly kept: Rec<KeptAttempt>;
}

/** Characters of a name. */
export const MAX_NAME = 60;

const readAttempts = fields<Attempts>(
  {
    current: text(64, ID),
    kept: record(
      ID,
      fields<KeptAttempt>({
        name: text(MAX_NAME, /\S/),
        files: record(PATH, text(MAX_EDIT)),
        at: time,
      }),
    ),
  },
  ['current'],
);

export const attemptsSpec = (stage: string): BoxSpec<Attempts> => ({
  name: `attempts:${stage}`,
  title: 'lab attempts',
  version: 1,
  empty: { kept: {} },
  read: (data, lost) => {
    const read = readAttempts(data, `attempts.${stage}`, lost);
    if (read?.current === undefined || at(read.kept, read.current)) return read;
    // It was among what could not be read.
    return { kept: read.kept };
  },
});

function boxOf(stage: string): Box<Attempts> {
  if (!ID.test(stage)) throw new Error(`"${stage}" is no stage's id.`);
  return openBox(attemptsSpec(stage));
}

export const loadAttempts = (stage: string): Attempts => boxOf(stage).read();

/** Keeps an attempt, new or changed. */
export function keepAttempt(stage: string, id: string, attempt: KeptAttempt): void {
  boxOf(stage).update((all) => {
    const before = at(all.kept, id);
    const same = before?.name === attempt.name && equalTexts(before.files, attempt.files);
    return same ? all : { ...all, kept: put(all.kept, id, attempt) };
  });
}

/** Forgets an attempt. */
export function dropAttempt(stage: string, id: string): void {
  boxOf(stage).update((all) => {
    if (!at(all.kept, id)) return all;
    const kept = without(all.kept, (one) => one === id);
    return all.current === id ? { kept } : { ...all, kept };
  });
}

/** Says which one is in the editor. */
export function chooseAttempt(stage: string, id: string): void {
  boxOf(stage).update((all) => (all.current === id ? all : { ...all, current: id }));
}

/** Calls back when this or another tab changed an attempt. Returns how to stop. */
export const watchAttempts = (stage: string, listener: (all: Attempts) => void) =>
  boxOf(stage).watch(listener);

export function equalTexts(a: Rec<string>, b: Rec<string>): boolean {
  const paths = Object.keys(a);
  return (
    paths.length === Object.keys(b).length && paths.every((path) => at(b, path) === at(a, path))
  );
}

/** Everything of both; of two forms of one attempt the later. */
export function joinAttempts(here: Attempts, there: Attempts): Attempts {
  const news = Object.entries(there.kept).filter(
    ([id, theirs]) => (at(here.kept, id)?.at ?? -1) < theirs.at,
  );
  const current = here.current ?? there.current;
  if (news.length === 0 && current === here.current) return here;
  return {
    ...(current !== undefined && { current }),
    kept: { ...here.kept, ...Object.fromEntries(news) },
  };
}
