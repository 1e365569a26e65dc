/** What the experiments measured, as it is kept in `labs/<stage>/measured.json`. */
import type { Recorded } from '../lab/side-by-side.ts';

/** By id of the experiment. */
export type MeasuredFile = Readonly<Record<string, Recorded>>;

/** The file's text: sorted by id and by name of value, so that equal results give equal files. */
export function measuredText(file: MeasuredFile): string {
  const sorted = Object.entries(file).map(
    ([id, measured]) =>
      [id, { ...measured, values: sortKeys(measured.values), of: sortKeys(measured.of) }] as const,
  );
  return `${JSON.stringify(sortKeys(Object.fromEntries(sorted)), null, 2)}\n`;
}

function sortKeys<Value>(record: Readonly<Record<string, Value>>): Record<string, Value> {
  return Object.fromEntries(
    Object.entries(record).sort(([one], [other]) => (one < other ? -1 : 1)),
  );
}
