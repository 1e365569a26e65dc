/** How measured numbers stand in a sentence. */

const FORMATS = {
  /** As it is, with thousands marked: `2,398`. */
  plain: (value: number) => grouped(value, 4),
  /** A share of 1 as a percentage: `33.5%`. */
  percent: (value: number) => `${grouped(value * 100, 1)}%`,
  /** Milliseconds with their unit: `40 ms`. */
  ms: (value: number) => `${grouped(value, 1)}\u00a0ms`,
  /** Milliseconds as seconds: `1.2 s`. */
  seconds: (value: number) => `${grouped(value / 1000, 1)}\u00a0s`,
  /** Rounded to a whole number. */
  whole: (value: number) => grouped(value, 0),
  /** One decimal at most. */
  'one-decimal': (value: number) => grouped(value, 1),
  /** As a factor: `37 times`. */
  times: (value: number) => `${grouped(value, value < 10 ? 1 : 0)}\u00a0times`,
} as const;

export type NumberFormat = keyof typeof FORMATS;
export const NUMBER_FORMATS = Object.keys(FORMATS) as NumberFormat[];

export const formatNumber = (value: number, format: NumberFormat = 'plain'): string =>
  FORMATS[format](value);

const grouped = (value: number, decimals: number) =>
  value.toLocaleString('en', { maximumFractionDigits: decimals });

/** Typewriter quotes as a printer sets them; Markdown does it to prose, YAML does not. */
export const typeset = (text: string): string =>
  text
    .replace(/(^|[\s([])"/g, '$1“')
    .replace(/"/g, '”')
    .replace(/(^|[\s([])'/g, '$1‘')
    .replace(/'/g, '’');
