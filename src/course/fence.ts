/**
 * What may stand after the language of a code fence:
 *
 *     ```ts file="lb.ts" role=balancer from=18 mark=23,25-27
 *
 * `file` names a file of the stage's lab (the build checks that the lines are really there),
 * `title` any other head, `role` the glyph beside it, `from` the first line's number, `mark` the
 * highlighted lines by those numbers.
 */
import { ROLES } from './roles.ts';

export interface FenceMeta {
  readonly file?: string;
  readonly title?: string;
  readonly role?: string;
  readonly from?: number;
  readonly mark: ReadonlySet<number>;
}

const KEYS = ['file', 'title', 'role', 'from', 'mark'];

/** @throws Error that names the word it does not know, and the words it does. */
export function parseFenceMeta(meta: string | undefined): FenceMeta {
  const found: Record<string, string> = {};
  for (const [whole, key, quoted, bare] of (meta ?? '').matchAll(
    /([^\s=]+)(?:=(?:"([^"]*)"|(\S+)))?/g,
  )) {
    const value = quoted ?? bare;
    if (!KEYS.includes(key!) || value === undefined)
      throw new Error(
        `A code fence says \`${whole}\`. Known after the language: ${KEYS.map((k) => `${k}=…`).join(', ')}.`,
      );
    found[key!] = value;
  }
  if (found.role !== undefined && !(ROLES as string[]).includes(found.role))
    throw new Error(`A code fence has \`role=${found.role}\`. Roles: ${ROLES.join(', ')}.`);
  return {
    ...(found.file && { file: found.file }),
    ...(found.title && { title: found.title }),
    ...(found.role && { role: found.role }),
    ...(found.from && { from: positive(found.from, 'from') }),
    mark: new Set((found.mark?.split(',') ?? []).flatMap(range)),
  };
}

function range(part: string): number[] {
  const [first = '', last = first] = part.split('-');
  const from = positive(first, 'mark');
  const to = positive(last, 'mark');
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i);
}

function positive(word: string, key: string): number {
  const value = Number(word);
  if (Number.isInteger(value) && value > 0) return value;
  throw new Error(`A code fence has \`${key}=${word}\`: line numbers are whole and start at 1.`);
}
