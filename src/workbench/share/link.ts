/**
 * A whole situation as the fragment of an address: lab, changed files, faults, load and seed.
 *
 *   #share=1.<packed>        1 is the format; `lib/packed.ts` says how the rest is packed
 *
 * Packed is JSON: { lab, files: { path: [[oldStart, newStart, line, …], …] }, faults: [[at, …], …],
 * rate, seed }. A file travels as what differs from the course's own text, with lines around it, so
 * that a link outlives small corrections of the course.
 *
 * A link may be written by anyone. Everything in it is checked against the lab: no path that the
 * lab does not have, none that is read only, no fault out of bounds. One thing that is wrong and
 * nothing of it is taken.
 */
import type { Files, TimedAction } from '../../engine/contract.ts';
import { pack, unpack, UnpackError } from '../../lib/packed.ts';
import type { Lab } from '../../lab/manifest.ts';
import type { LabFile } from '../bundle.ts';
import { applyHunks, hunksOf } from '../diff/lines.ts';
import type { Hunk } from '../diff/lines.ts';
import { LIVE_LOAD } from '../run.ts';
import { inRange, isRecord, packAction, unpackAction } from './actions.ts';
import { FRAGMENT } from './fragment.ts';

/** What a link carries. */
export interface Situation {
  /** Whole texts of files that differ from the course's. */
  readonly files: Files;
  readonly faults: readonly TimedAction[];
  readonly rate: number;
  readonly seed: number;
}

/** A situation cannot become a link, or a link no situation: says why, and what to do. */
export class LinkError extends Error {
  override readonly name = 'LinkError';
}

const FORMAT = 1;
/** Characters of a link that chats and mail programs carry whole. */
export const LONG_LINK = 8 * 1024;
/** Characters; beyond, it is no link any more. */
const MOST_LINK = 64 * 1024;
/** Bytes that a link may unpack to. */
const MOST_UNPACKED = 1_000_000;
/** Characters of one file, as many as an edit may have. */
const MOST_TEXT = 200_000;
const MOST_HUNKS = 2000;
const MOST_FAULTS = 500;
/** ms: an hour of virtual time. */
const LAST = 3_600_000;
/** ms between two changes of the load that are one movement of the control. */
const ONE_MOVE = 250;

/** What a link holds of a run: files that differ, and of what was done all that can be done again. */
export function situationOf(
  lab: Lab,
  files: readonly LabFile[],
  {
    texts,
    done,
    rate,
    seed,
  }: {
    readonly texts: Files;
    readonly done: readonly TimedAction[];
    readonly rate: number;
    readonly seed: number;
  },
): Situation {
  const first = done.find(({ action }) => action.kind === 'load' && action.id === LIVE_LOAD);
  const began = first?.at === 0 ? first : undefined;
  const load = began?.action.kind === 'load' ? began.action.profile : undefined;
  return {
    files: Object.fromEntries(
      files.flatMap(({ path, start }) => {
        const text = texts[path];
        return text === undefined || text === start ? [] : [[path, text]];
      }),
    ),
    faults: settled(done.filter((each) => each !== began && packAction(lab, each.action))),
    rate: load?.rate ?? load?.users ?? rate,
    seed,
  };
}

/**
 * The fragment, with its `#`.
 * @throws LinkError when it is more than a link can hold.
 */
export async function toFragment(
  lab: Lab,
  files: readonly LabFile[],
  situation: Situation,
): Promise<string> {
  const changed = Object.entries(situation.files).map(([path, text]) => {
    const start = files.find((file) => file.path === path)?.start ?? '';
    return [path, hunksOf(start, text).map(packHunk)] as const;
  });
  const faults = situation.faults.flatMap(({ at, action }) => {
    const packed = packAction(lab, action);
    return packed ? [[Math.round(at * 1000) / 1000, ...packed]] : [];
  });
  if (faults.length > MOST_FAULTS) {
    throw new LinkError(
      `This run has ${String(faults.length)} faults, and a link holds ${String(MOST_FAULTS)}. Reset the run and do again what matters.`,
    );
  }
  const { rate, seed } = situation;
  const text = JSON.stringify({
    lab: lab.stage,
    files: Object.fromEntries(changed),
    faults,
    rate,
    seed,
  });
  const fragment = `#${FRAGMENT}${String(FORMAT)}.${await pack(text)}`;
  if (fragment.length > MOST_LINK) {
    throw new LinkError(
      `Your changes are too large for a link (${kilobytes(fragment.length)} KB). Download the lab as a folder and send that.`,
    );
  }
  return fragment;
}

/**
 * What a link says, checked against this lab.
 * @throws LinkError when anything in it is not as it must be.
 */
export async function fromFragment(
  lab: Lab,
  files: readonly LabFile[],
  fragment: string,
): Promise<Situation> {
  const [, version, packed] = /^#share=(\d{1,6})\.(.*)$/s.exec(fragment) ?? [];
  if (version === undefined || packed === undefined || Number(version) < 1) throw damaged();
  if (Number(version) > FORMAT) {
    throw new LinkError(
      'It was made by a newer version of this site. Reload this page and open the link again.',
    );
  }
  if (fragment.length > MOST_LINK) throw damaged();
  const raw = await unpacked(packed);
  if (!isRecord(raw) || typeof raw.lab !== 'string') throw damaged();
  if (raw.lab !== lab.stage) {
    throw new LinkError(
      `It belongs to another lab (${raw.lab.slice(0, 64)}), and its address was changed. Ask for the link again.`,
    );
  }
  if (!isRecord(raw.files) || !Array.isArray(raw.faults)) throw damaged();
  if (raw.faults.length > MOST_FAULTS) throw damaged();
  if (!inRange(lab, raw.rate)) throw unknown('its load');
  if (!Number.isSafeInteger(raw.seed) || (raw.seed as number) < 0) throw unknown('its seed');
  const texts = Object.entries(raw.files).map(
    ([path, hunks]) => [path, fileOf(files, path, hunks)] as const,
  );
  return {
    // What the course has taken over since is no change any more.
    files: Object.fromEntries(
      texts.filter(([path, text]) => files.find((file) => file.path === path)?.start !== text),
    ),
    faults: (raw.faults as readonly unknown[]).map((fault) => faultOf(lab, fault)),
    rate: raw.rate,
    seed: raw.seed as number,
  };
}

async function unpacked(packed: string): Promise<unknown> {
  try {
    return JSON.parse(await unpack(packed, MOST_UNPACKED)) as unknown;
  } catch (error) {
    if (error instanceof UnpackError && error.reason === 'unsupported') {
      throw new LinkError(
        'This browser cannot unpack links. Open it in a browser of 2023 or later.',
        { cause: error },
      );
    }
    throw damaged(error);
  }
}

function fileOf(files: readonly LabFile[], path: string, hunks: unknown): string {
  const file = files.find((one) => one.path === path);
  if (!file) throw unknown(`the file "${path.slice(0, 80)}"`);
  if (file.readonly) {
    throw new LinkError(
      `It would change ${file.name}, which all labs share and nobody changes. Do not trust where it came from.`,
    );
  }
  if (!Array.isArray(hunks) || hunks.length > MOST_HUNKS) throw damaged();
  const lines = file.start.split('\n').length;
  const text = applyHunks(
    file.start,
    hunks.map((hunk) => unpackHunk(hunk, lines)),
  );
  if (text === undefined) {
    throw new LinkError(
      `Its changes to ${file.name} do not fit the course's ${file.name} of today. Ask for a new link.`,
    );
  }
  if (text.length > MOST_TEXT) throw damaged();
  return text;
}

function faultOf(lab: Lab, fault: unknown): TimedAction {
  if (!Array.isArray(fault)) throw damaged();
  const [at, ...packed] = fault as readonly unknown[];
  if (typeof at !== 'number' || !(at >= 0 && at <= LAST)) throw damaged();
  const action = unpackAction(lab, packed);
  if (!action) throw unknown(`something it does at ${String(at)} ms`);
  return { at, action };
}

const packHunk = ({ oldStart, newStart, lines }: Hunk) => [oldStart, newStart, ...lines];

/** @param last A hunk is looked for from where it says outwards, so nowhere far beyond the text. */
function unpackHunk(raw: unknown, last: number): Hunk {
  if (!Array.isArray(raw)) throw damaged();
  const [oldStart, newStart, ...lines] = raw as readonly unknown[];
  const isLine = (line: unknown) => typeof line === 'string' && /^[ +\\-]/.test(line);
  const isPlace = (place: unknown) => Number.isSafeInteger(place) && (place as number) >= 0;
  if (!isPlace(oldStart) || !isPlace(newStart) || !lines.every(isLine)) throw damaged();
  return {
    oldStart: Math.min(oldStart as number, last),
    newStart: newStart as number,
    lines: lines as readonly string[],
  };
}

/** Without the steps of one movement of the load's control. */
function settled(timeline: readonly TimedAction[]): readonly TimedAction[] {
  return timeline.filter(({ at, action }, index) => {
    const next = timeline[index + 1];
    return !(
      action.kind === 'load' &&
      next?.action.kind === 'load' &&
      next.action.id === action.id &&
      next.at - at < ONE_MOVE
    );
  });
}

export function kilobytes(characters: number): string {
  return (characters / 1024).toFixed(1);
}

function damaged(cause?: unknown): LinkError {
  return new LinkError(
    'It is damaged, or part of it is missing: some programs cut long links. Ask for it again, or copy all of it.',
    { cause },
  );
}

function unknown(what: string): LinkError {
  return new LinkError(
    `This lab does not know ${what}. The link was changed, or made by another version of the course. Ask for a new link.`,
  );
}
