/**
 * The files a reader edited in a lab, one box per stage. Version 1, by path:
 *   { "services/lb.ts": { "text": "…", "at": ms } }
 */
import { put, without } from '../learning/records.ts';
import type { Rec } from '../learning/records.ts';
import { openBox } from './box.ts';
import type { Box, BoxSpec } from './box.ts';
import { fields, ID, record, text, time } from './guards.ts';

export interface Edit {
  readonly text: string;
  /** When it was saved. */
  readonly at: number;
}

/** A service is some hundred lines; this is far beyond, and within what the browser stores. */
export const MAX_EDIT = 200_000;

/** Of a file in a lab: relative, without `..`. */
export const PATH = /^(?=.{1,200}$)[A-Za-z0-9][\w.-]*(\/[A-Za-z0-9][\w.-]*)*$/;

export const editsSpec = (stage: string): BoxSpec<Rec<Edit>> => ({
  name: `edits:${stage}`,
  title: 'lab edits',
  version: 1,
  empty: {},
  read: (data, lost) =>
    record(PATH, fields<Edit>({ text: text(MAX_EDIT), at: time }))(data, `edits.${stage}`, lost),
});

function boxOf(stage: string): Box<Rec<Edit>> {
  if (!ID.test(stage)) throw new Error(`"${stage}" is no stage's id.`);
  return openBox(editsSpec(stage));
}

const textsOf = (edits: Rec<Edit>): Rec<string> =>
  Object.fromEntries(Object.entries(edits).map(([path, edit]) => [path, edit.text]));

/** The reader's texts of this lab, by path; files they left alone are missing. */
export const loadEdits = (stage: string): Rec<string> => textsOf(boxOf(stage).read());

/**
 * Keeps the reader's text of one file.
 * @throws when the path or the size is not one that could be read back.
 */
export function saveEdit(stage: string, path: string, content: string, now = Date.now()): void {
  if (!PATH.test(path))
    throw new Error(`"${path}" cannot be saved: use a relative path of letters, digits, - and _.`);
  if (content.length > MAX_EDIT)
    throw new Error(
      `${path} is too long to be saved: ${content.length} characters, at most ${MAX_EDIT}.`,
    );
  boxOf(stage).update((edits) =>
    Object.hasOwn(edits, path) && edits[path]?.text === content
      ? edits
      : put(edits, path, { text: content, at: now }),
  );
}

/** Forgets the reader's text of one file, or of all files of the lab. */
export function resetEdit(stage: string, path?: string): void {
  boxOf(stage).update((edits) => without(edits, (p) => path === undefined || p === path));
}

/** Calls back when this or another tab changed an edit. Returns how to stop. */
export const watchEdits = (stage: string, listener: (texts: Rec<string>) => void) =>
  boxOf(stage).watch((edits) => {
    listener(textsOf(edits));
  });
