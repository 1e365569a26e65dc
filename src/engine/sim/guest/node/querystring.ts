/** `node:querystring`. */
import type { NodeModuleFactory } from '../runtime.ts';

type Query = Record<string, string | string[]>;
type Encode = (text: string) => string;

interface ParseOptions {
  readonly maxKeys?: number;
  readonly decodeURIComponent?: Encode;
}

const escape: Encode = encodeURIComponent;

/** Decodes what it can; broken escapes stay as they are. */
const unescape: Encode = (text) => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text.replace(/(?:%[0-9a-f]{2})+/gi, (run) => {
      const bytes = Uint8Array.from(run.slice(1).split('%'), (hex) => parseInt(hex, 16));
      return new TextDecoder().decode(bytes);
    });
  }
};

/** @returns an object without a prototype, as Node's */
export function parse(text: string, sep = '&', eq = '=', options: ParseOptions = {}): Query {
  const query = Object.create(null) as Query;
  if (typeof text !== 'string' || text === '') return query;
  const { maxKeys = 1000, decodeURIComponent: decode = unescape } = options;
  const read = (part: string): string => {
    const spaced = part.replaceAll('+', ' ');
    try {
      return decode(spaced);
    } catch {
      return unescape(spaced);
    }
  };
  const pairs = text.split(sep).filter((pair) => pair !== '');
  for (const pair of maxKeys > 0 ? pairs.slice(0, maxKeys) : pairs) {
    const at = pair.indexOf(eq);
    const key = read(at < 0 ? pair : pair.slice(0, at));
    const value = at < 0 ? '' : read(pair.slice(at + eq.length));
    const known = query[key];
    if (known === undefined) query[key] = value;
    else if (Array.isArray(known)) known.push(value);
    else query[key] = [known, value];
  }
  return query;
}

function primitive(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  return typeof value === 'bigint' || typeof value === 'boolean' ? String(value) : '';
}

export function stringify(
  query: unknown,
  sep = '&',
  eq = '=',
  { encodeURIComponent: encode = escape }: { encodeURIComponent?: Encode } = {},
): string {
  if (query === null || typeof query !== 'object') return '';
  return Object.entries(query)
    .flatMap(([key, value]: [string, unknown]) =>
      (Array.isArray(value) ? (value as unknown[]) : [value]).map(
        (one) => encode(key) + eq + encode(primitive(one)),
      ),
    )
    .join(sep);
}

const named = { parse, stringify, escape, unescape, decode: parse, encode: stringify };

export const create: NodeModuleFactory = () => ({ ...named, default: named });
