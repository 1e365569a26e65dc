/**
 * A box: one value under one key of the reader's browser.
 *
 * Shape. `ztm:<name>` holds `{"v": <version>, "data": …}`. Each box's own file says what `data` is.
 *   ztm:progress        lessons read, drills passed, quiz scores      progress.ts
 *   ztm:deck            schedules of recall cards                     deck.ts
 *   ztm:answers         quiz answers                                  answers.ts
 *   ztm:edits:<stage>   files edited in a lab                         edits.ts
 *   ztm:attempts:<stage> named attempts at a lab                     attempts.ts
 *   ztm:runs:<stage>    the last run of each drill of a lab               runs.ts
 *   ztm:prefs           how the reader set up their labs              prefs.ts
 *   ztm:aside:<name>:<time>  the original of a damaged box, the last two of each
 *
 * Lifecycle. A box is read when it is asked for, and written whole by `update`, which reads it again
 * first, so that two tabs do not undo each other. Nothing is written before the reader does something.
 * Another tab's change reaches `watch` through the storage event. A value is immutable.
 *
 * Migrations. `version` counts up when `data` changes its shape; `migrations[n]` turns data of version n
 * into version n + 1 and is never removed. They run on reading, are written with the next update, and
 * work on unchecked data: they move and rename, `read` judges. A box of a later version than this code
 * knows is shown as far as it can be read and never written: a stale tab must not cut down new data.
 *
 * Damage. `read` keeps every sound entry and names the others. Then the original text is put aside, the
 * sound rest takes its place, and the reader is told once. A text that is no JSON counts as one entry.
 *
 * Refusal. Without storage, or without room, the value lives in memory, the reader is told once, and
 * the next update tries again. `watchHeld` tells which values those are, and `retryHeld` tries them.
 */
import { browserArea } from './area.ts';
import type { Area } from './area.ts';
import { isObject } from './guards.ts';
import type { Lost } from './guards.ts';
import { Held } from './held.ts';
import { notify } from './notices.ts';
import type { Notice } from './notices.ts';

const PREFIX = 'ztm:';
const ASIDE = `${PREFIX}aside:`;
const ASIDES_KEPT = 2;

export interface BoxSpec<T> {
  /** `progress`, `edits:cache`. */
  readonly name: string;
  /** What the reader calls it: `quiz answers`. */
  readonly title: string;
  readonly version: number;
  readonly migrations?: Readonly<Record<number, (data: unknown) => unknown>>;
  readonly empty: T;
  /** Keeps what is sound; undefined where nothing is. Must not throw on any JSON value. */
  readonly read: (data: unknown, lost: Lost) => T | undefined;
}

export interface Box<T> {
  readonly read: () => T;
  /** Changes the value; a change that returns the value it was given writes nothing. */
  readonly update: (change: (value: T) => T) => void;
  /** Calls back after each change, by this tab or another. Returns how to stop. */
  readonly watch: (listener: (value: T) => void) => () => void;
}

/** What a box does to the world. */
export interface Effects {
  readonly area: Area;
  readonly now: () => number;
  readonly notify: (notice: Notice) => void;
}

/** A box as stored or exported. */
export interface Stored {
  readonly v: number;
  readonly data: unknown;
}

export interface Decoded<T> {
  readonly value: T;
  /** Paths of what could not be read. */
  readonly lost: readonly string[];
  /** Written by a later version than this code knows. */
  readonly newer: boolean;
}

/** What a stored value says, as far as it can be read. Never throws. */
export function decode<T>(spec: BoxSpec<T>, stored: unknown): Decoded<T> {
  const ruined: Decoded<T> = { value: spec.empty, lost: [spec.name], newer: false };
  if (!isObject(stored) || !Number.isInteger(stored.v) || (stored.v as number) < 1) return ruined;
  const version = stored.v as number;
  const lost: string[] = [];
  try {
    let data = stored.data;
    for (let v = version; v < spec.version; v++) data = spec.migrations?.[v]?.(data);
    const value = spec.read(data, (where) => lost.push(where));
    if (value === undefined) return { ...ruined, newer: version > spec.version };
    return { value, lost, newer: version > spec.version };
  } catch {
    // A migration met data that nobody foresaw.
    return ruined;
  }
}

export const encode = <T>(spec: BoxSpec<T>, value: T): Stored => ({ v: spec.version, data: value });

/** Names of all boxes kept in an area. */
export const namesOf = (area: Area): string[] =>
  area
    .keys()
    .filter((key) => key.startsWith(PREFIX) && !key.startsWith(ASIDE))
    .map((key) => key.slice(PREFIX.length))
    .sort();

let shared: Effects | undefined;

/** The browser's effects, made once and only when a box is first used. */
export function browserEffects(): Effects {
  if (!shared) {
    shared = { area: browserArea(), now: () => Date.now(), notify };
    if (!shared.area.lasting) notify({ kind: 'blocked' });
  }
  return shared;
}

const opened = new WeakMap<Effects, Map<string, unknown>>();
const holders = new WeakMap<Effects, Held>();

function heldOf(effects: Effects): Held {
  const held = holders.get(effects) ?? new Held();
  holders.set(effects, held);
  return held;
}

/** Calls back with the titles of values that there was no room for, now and at each change. */
export const watchHeld = (
  listener: (titles: readonly string[]) => void,
  effects: Effects = browserEffects(),
): (() => void) => heldOf(effects).watch(listener);

/** Tries to write them again. */
export const retryHeld = (effects: Effects = browserEffects()): void => heldOf(effects).retry();

/** The box of this name: one for all who open it, so that each sees what the others change. */
export function openBox<T>(spec: BoxSpec<T>, effects: () => Effects = browserEffects): Box<T> {
  // Nothing is touched before first use: modules may be loaded where there is no browser.
  const box = (): Box<T> => {
    const boxes = opened.get(effects()) ?? new Map<string, unknown>();
    opened.set(effects(), boxes);
    const found = (boxes.get(spec.name) as Box<T> | undefined) ?? makeBox(spec, effects());
    boxes.set(spec.name, found);
    return found;
  };
  return {
    read: () => box().read(),
    update: (change) => {
      box().update(change);
    },
    watch: (listener) => box().watch(listener),
  };
}

function makeBox<T>(spec: BoxSpec<T>, effects: Effects): Box<T> {
  const { area, now, notify: tell } = effects;
  const key = PREFIX + spec.name;
  const listeners = new Set<(value: T) => void>();
  /** The last text and what it says; frozen when a newer version wrote it. */
  let seen: { text: string; value: T; frozen: boolean } | undefined;
  /** The value, where it could not (no room) or must not (frozen) be written. */
  let held: { value: T; frozen: boolean } | undefined;
  let stop: (() => void) | undefined;

  const load = (): { value: T; frozen: boolean } => {
    if (held) return held;
    const text = area.get(key);
    if (text === null) return { value: spec.empty, frozen: false };
    if (seen?.text === text) return seen;
    const { value, lost, newer } = decode(spec, parse(text));
    if (newer) tell({ kind: 'newer', name: spec.title });
    seen = { text, value, frozen: newer };
    if (lost.length > 0 && !newer) mend(text, value, lost.length);
    return { value, frozen: newer };
  };

  const save = (value: T): void => {
    const text = JSON.stringify(encode(spec, value));
    try {
      area.set(key, text);
    } catch {
      held = { value, frozen: false };
      tell({ kind: 'full' });
      heldOf(effects).add(spec.name, spec.title, () => {
        if (held && !held.frozen) save(held.value);
      });
      return;
    }
    held = undefined;
    seen = { text, value, frozen: false };
    heldOf(effects).wrote(spec.name);
  };

  /** Puts the damaged original aside and the sound rest in its place. */
  const mend = (original: string, value: T, lost: number): void => {
    const mine = `${ASIDE}${spec.name}:`;
    const old = area
      .keys()
      .filter((k) => k.startsWith(mine))
      .sort()
      .reverse();
    for (const k of old.slice(ASIDES_KEPT - 1)) area.remove(k);
    const aside = `${mine}${now()}`;
    try {
      area.set(aside, original);
      save(value);
      tell({ kind: 'damaged', name: spec.title, lost, aside });
    } catch {
      // No room for a copy: the original stays where it is until the next update.
      tell({ kind: 'damaged', name: spec.title, lost });
    }
  };

  const tellAll = (value: T): void => {
    for (const listener of listeners) listener(value);
  };

  return {
    read: () => load().value,
    update: (change) => {
      const { value, frozen } = load();
      const next = change(value);
      if (next === value) return;
      if (frozen) held = { value: next, frozen };
      else save(next);
      tellAll(next);
    },
    watch: (listener) => {
      listeners.add(listener);
      stop ??= area.watch((changed) => {
        if (changed === key || changed === null) tellAll(load().value);
      });
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        stop?.();
        stop = undefined;
      };
    },
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
