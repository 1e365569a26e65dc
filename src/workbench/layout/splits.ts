/** Where the reader put the edges between panels. Kept in this browser, for all labs. */
import { signal } from '@preact/signals';
import type { ReadonlySignal } from '@preact/signals';
import { edgesOf } from './sizes.ts';
import type { Divided, Edge, Edges } from './sizes.ts';

/** Words and numbers that this browser keeps. Each may throw. */
export interface Prefs {
  load(): Readonly<Record<string, string | number | boolean>>;
  save(prefs: Readonly<Record<string, string | number | boolean>>): void;
}

export interface SplitsSlice {
  /** What was asked for, by layout; edges that were never moved are missing. */
  readonly edges: Readonly<Record<Divided, ReadonlySignal<Edges>>>;
  /** Moves an edge, for now. */
  move(layout: Divided, edge: Edge, to: number): void;
  /** Keeps where it is. */
  keep(layout: Divided, edge: Edge): void;
  /** Back to where it was at first. */
  reset(layout: Divided, edge: Edge): void;
}

const nameOf = (layout: Divided, edge: Edge) => `edge-${layout}-${edge}`;
/** Kept for an edge that was put back: what is kept can be changed, not taken out. */
const HOME = 'home';

export function createSplits(prefs: Prefs): SplitsSlice {
  const wide = signal<Edges>(read(prefs, 'wide'));
  const medium = signal<Edges>(read(prefs, 'medium'));
  const edges = { wide, medium };
  const save = (layout: Divided, edge: Edge, value: number | string) => {
    try {
      prefs.save({ [nameOf(layout, edge)]: value });
    } catch {
      // A size is no work of the reader's: it holds until the page is left.
    }
  };
  return {
    edges,
    move(layout, edge, to) {
      edges[layout].value = { ...edges[layout].value, [edge]: to };
    },
    keep(layout, edge) {
      const at = edges[layout].value[edge];
      if (at !== undefined) save(layout, edge, Math.round(at * 10_000) / 10_000);
    },
    reset(layout, edge) {
      const { [edge]: _gone, ...rest } = edges[layout].value;
      edges[layout].value = rest;
      save(layout, edge, HOME);
    },
  };
}

/** What is kept and makes sense. */
function read(prefs: Prefs, layout: Divided): Edges {
  let kept: ReturnType<Prefs['load']> = {};
  try {
    kept = prefs.load();
  } catch {
    // Nothing is kept here.
  }
  return Object.fromEntries(
    edgesOf(layout).flatMap((edge) => {
      const at = kept[nameOf(layout, edge)];
      return typeof at === 'number' && at > 0 && at < 1 ? [[edge, at]] : [];
    }),
  );
}
