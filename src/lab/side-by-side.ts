/**
 * An experiment's numbers as a table: a column for each variant, a row for each thing measured.
 * An experiment names its numbers freely; whose each is shows in what it is made of (`ownersOf`),
 * and what belongs into one row in its name (`sideBySide`): `noneFailed` stands beside `checkFailed`.
 */
import type { Measured } from './experiment.ts';
import { JournalView } from './journal-view.ts';
import type { Experiment, ExperimentRow, Variant } from './manifest.ts';

type Numbers = Readonly<Record<string, number>>;
type Journals = Readonly<Record<string, JournalView>>;
type Named = Pick<Variant, 'id' | 'label' | 'baseline'>;

/** What one run found, and whose each number is: as `measured.json` keeps it. */
export interface Recorded extends Measured {
  readonly of: Readonly<Record<string, string>>;
}

/**
 * By name of a number the id of the one variant that it was measured in. A number belongs to a
 * variant when it changes with that variant's journal, and with no other; one that compares
 * variants, or that nothing changes and no name claims, is missing.
 */
export function ownersOf(
  { measure, variants }: Pick<Experiment, 'measure' | 'variants'>,
  journals: Journals,
  values: Numbers,
): Readonly<Record<string, string>> {
  const [first, second] = variants;
  if (first && !second) return Object.fromEntries(Object.keys(values).map((n) => [n, first.id]));
  const madeOf = new Map(Object.keys(values).map((name) => [name, new Set<string>()]));
  for (const { id } of variants) {
    const others = variants.flatMap((other) => (other.id === id ? [] : [journals[other.id]]));
    for (const other of [...others, new JournalView([], journals[id]?.end)]) {
      const changed = other && tryMeasure(measure, { ...journals, [id]: other });
      if (!changed) continue;
      for (const [name, of] of madeOf) if (!Object.is(changed[name], values[name])) of.add(id);
    }
  }
  const owners: Record<string, string> = {};
  for (const [name, of] of madeOf) {
    const [only] = of.size === 1 ? of : [];
    const owner = only ?? (of.size === 0 ? claimedBy(name, variants) : undefined);
    if (owner !== undefined) owners[name] = owner;
  }
  return owners;
}

/** Undefined where the numbers cannot be had from such journals. */
function tryMeasure(measure: Experiment['measure'], journals: Journals): Numbers | undefined {
  try {
    return measure(journals);
  } catch {
    return undefined;
  }
}

function claimedBy(name: string, variants: readonly Named[]): string | undefined {
  const claims = variants.filter(({ id }) => without(name, id) !== name);
  return claims.toSorted((a, b) => b.id.length - a.id.length)[0]?.id;
}

export interface Table {
  readonly baseline: string;
  /** What was measured, and by variant the name of the value. */
  readonly rows: readonly ExperimentRow[];
  /** Names of values that are of no single variant, with words for each. */
  readonly others: readonly { readonly name: string; readonly label: string }[];
}

/** What a table is made of: an experiment, and of what was measured the names and the reading. */
export interface TableParts {
  readonly variants: readonly Named[];
  readonly given?: readonly ExperimentRow[];
  readonly values: Numbers;
  readonly of: Readonly<Record<string, string>>;
  /** What a row is called whose values are named as their variants. */
  readonly label: string;
}

export function sideBySide({ variants, given = [], values, of, label }: TableParts): Table {
  const placed = new Set(given.flatMap((row) => Object.values(row.values)));
  const names = Object.keys(values)
    .filter((name) => !placed.has(name))
    .toSorted();
  const rows = new Map<string, Record<string, string>>();
  const put = (wanted: string, owner: string, name: string) => {
    const taken = (key: string) => rows.get(key)?.[owner] !== undefined;
    const words = wordsOf(name);
    let key = taken(wanted) ? words : wanted;
    for (let n = 2; taken(key); n += 1) key = `${words} ${String(n)}`;
    rows.set(key, { ...rows.get(key), [owner]: name });
  };
  const owned = names.flatMap((name) => {
    const owner = of[name];
    return owner === undefined ? [] : [{ name, owner, own: without(name, owner) }];
  });
  for (const { name, owner, own } of owned) if (own !== name) put(wordsOf(own), owner, name);
  // Names that do not say whose they are: `lost` belongs beside `lostSync`, the shortest first.
  const loose = owned.filter(({ name, own }) => own === name);
  for (const { name, owner } of loose.toSorted((a, b) => a.name.length - b.name.length)) {
    const words = wordsOf(name);
    const fits = [...rows]
      .filter(([key, row]) => key !== '' && isPart(key, words) && row[owner] === undefined)
      .map(([key]) => key)
      .toSorted((a, b) => b.length - a.length);
    put(fits[0] ?? words, owner, name);
  }
  const size = (row: object) => Object.keys(row).length;
  return {
    baseline: (variants.find(({ baseline }) => baseline === true) ?? variants[0])?.id ?? '',
    rows: [
      ...given,
      ...[...rows]
        .toSorted(
          ([a, mine], [b, theirs]) =>
            Number(b === '') - Number(a === '') || size(theirs) - size(mine) || a.localeCompare(b),
        )
        .map(([key, row]) => ({ label: key === '' ? label : key, values: row })),
    ],
    others: names
      .filter((name) => of[name] === undefined)
      .map((name) => ({ name, label: wordsOf(name) })),
  };
}

/** How far a number is from the baseline's, as a ratio in words: `× 2.4`, `÷ 12`, `the same`. */
export function ratioWords(value: number, baseline: number): string {
  if (value === baseline) return 'the same';
  if (baseline === 0) return 'from none';
  if (value === 0) return 'to none';
  const ratio = value / baseline;
  // A sign that turned is no multiple.
  if (!(ratio > 0)) return '';
  return ratio > 1 ? `× ${short(ratio)}` : `÷ ${short(1 / ratio)}`;
}

function short(ratio: number): string {
  if (ratio < 1.005) return '1.01';
  return ratio >= 10 ? String(Math.round(ratio)) : String(Number(ratio.toPrecision(3)));
}

/** A number's name without its variant's: `noneFailed` of `none` is `failed`, `good8` of `n8` is `good`. */
function without(name: string, id: string): string {
  const capital = id.charAt(0).toUpperCase() + id.slice(1);
  const number = /^\D*(\d+)$/.exec(id)?.[1];
  if (name === id) return '';
  if (name.endsWith(capital)) return name.slice(0, -id.length);
  if (name.startsWith(id) && /[A-Z]/.test(name.charAt(id.length))) return name.slice(id.length);
  if (number !== undefined && new RegExp(`\\D${number}$`).test(name)) {
    return name.slice(0, -number.length).replace(/At$/, '');
  }
  return name;
}

/** `lateRate` reads `late rate`. */
function wordsOf(name: string): string {
  return name.replace(/([a-z\d])(?=[A-Z])/g, '$1 ').toLowerCase();
}

/** Whether all words of one begin or end the other. */
function isPart(part: string, whole: string): boolean {
  return part === whole || whole.startsWith(`${part} `) || whole.endsWith(` ${part}`);
}
