/** What the address of the check page asks for: `?only=drill/cache/&slow=3&runs=2&width=2`. */

export interface DrillOptions {
  /** So many real ms are one of a run (`RealOptions.slow`). */
  readonly slow: number;
  /** Runs of each entry, at seeds from 1. */
  readonly runs: number;
  /** Runs at once, each in a container of its own. */
  readonly width: number;
}

export interface CheckWish extends DrillOptions {
  /** Ids begin with one of these; all but the drills when empty. */
  readonly only: readonly string[];
}

const KINDS = ['contract/', 'program/', 'drill/'];
/** Every part of it, with what it may be. */
const NUMBERS = {
  slow: { most: 60, whole: false, example: 3 },
  runs: { most: 100, whole: true, example: 5 },
  width: { most: 32, whole: true, example: 2 },
} as const;
type NumberName = keyof typeof NUMBERS;

/** @throws Error saying which part of the address is wrong, and how to mend it */
export function readAddress(search: string): CheckWish {
  const given = new URLSearchParams(search);
  for (const name of given.keys()) {
    if (name !== 'only' && !(name in NUMBERS))
      throw new Error(`${name}= in the address: there are only=, slow=, runs= and width=.`);
  }
  const only = given.getAll('only');
  for (const prefix of only) {
    if (!KINDS.some((kind) => prefix.startsWith(kind)))
      throw new Error(
        `only=${prefix} in the address: it begins with contract/, program/ or drill/, for example only=drill/cache/.`,
      );
  }
  const number = (name: NumberName): number => numberOf(name, given.getAll(name));
  return { only, slow: number('slow'), runs: number('runs'), width: number('width') };
}

function numberOf(name: NumberName, given: readonly string[]): number {
  const [text, second] = given;
  if (text === undefined) return 1;
  const { most, whole, example } = NUMBERS[name];
  const number = text.trim() === '' ? NaN : Number(text);
  const kind = whole ? 'a whole number' : 'a number';
  const mend = `give ${kind} from 1 to ${String(most)}, for example ${name}=${String(example)}.`;
  if (second !== undefined) throw new Error(`${name}= is in the address more than once: ${mend}`);
  if (number >= 1 && number <= most && (!whole || Number.isInteger(number))) return number;
  throw new Error(`${name}=${text} in the address: ${mend}`);
}

/** What of a wish is about drills; `all` adds them to a wish that names nothing. */
export function drillsIn(only: readonly string[], all: boolean): readonly string[] {
  if (only.length === 0) return all ? ['drill/'] : [];
  return only.filter((prefix) => prefix.startsWith('drill/'));
}
