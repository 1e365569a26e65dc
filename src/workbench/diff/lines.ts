/** What changed between two texts, line by line: for reading, and for carrying in a link. */
import { applyPatch, structuredPatch } from 'diff';

/** A run of changed lines with some unchanged ones around it, as in a unified diff. */
export interface Hunk {
  /** Lines, 1-based. */
  readonly oldStart: number;
  readonly newStart: number;
  /** Each begins with ` `, `+` or `-`; `\` stands before a remark about the end of the file. */
  readonly lines: readonly string[];
}

/** Unchanged lines around a change. */
const CONTEXT = 3;
/** ms; two long texts with nothing in common are not worth more. */
const PATIENCE = 1000;

export function hunksOf(before: string, after: string): readonly Hunk[] {
  const options = { context: CONTEXT, timeout: PATIENCE };
  const patch = structuredPatch('', '', before, after, undefined, undefined, options);
  if (!patch) return [inOnePiece(before, after)];
  return patch.hunks.map(({ oldStart, newStart, lines }) => ({ oldStart, newStart, lines }));
}

/** All of the old, then all of the new. */
function inOnePiece(before: string, after: string): Hunk {
  const signed = (text: string, sign: string) => {
    const lines = linesOf(text).map((line) => sign + line);
    return text === '' || text.endsWith('\n') ? lines : [...lines, '\\ No newline at end of file'];
  };
  return { oldStart: 1, newStart: 1, lines: [...signed(before, '-'), ...signed(after, '+')] };
}

function linesOf(text: string): readonly string[] {
  const lines = text.split('\n');
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines;
}

/**
 * The text with the hunks laid over it; where lines moved, a hunk moves with those around it.
 * Undefined when one does not fit.
 */
export function applyHunks(before: string, hunks: readonly Hunk[]): string | undefined {
  const count = (lines: readonly string[], sign: string) =>
    lines.filter((line) => line.startsWith(' ') || line.startsWith(sign)).length;
  const whole = hunks.map(({ oldStart, newStart, lines }) => ({
    oldStart,
    newStart,
    oldLines: count(lines, '-'),
    newLines: count(lines, '+'),
    lines: [...lines],
  }));
  const patch = {
    oldFileName: '',
    newFileName: '',
    oldHeader: undefined,
    newHeader: undefined,
    hunks: whole,
  };
  const after = applyPatch(before, patch, { fuzzFactor: 0, autoConvertLineEndings: false });
  return after === false ? undefined : after;
}

/** A line of the view: its number before and after, as far as it was there. */
export interface Row {
  readonly kind: 'same' | 'added' | 'removed';
  readonly before?: number;
  readonly after?: number;
  readonly text: string;
}

export interface Section {
  /** Unchanged lines left out before it. */
  readonly skipped: number;
  readonly rows: readonly Row[];
}

export interface LineDiff {
  readonly sections: readonly Section[];
  /** Unchanged lines left out at the end. */
  readonly skipped: number;
  readonly added: number;
  readonly removed: number;
}

export function diffLines(before: string, after: string): LineDiff {
  const sections: Section[] = [];
  let added = 0;
  let removed = 0;
  /** The next line of the old text that no section has shown. */
  let next = 1;
  for (const hunk of hunksOf(before, after)) {
    const rows: Row[] = [];
    let old = hunk.oldStart;
    let fresh = hunk.newStart;
    const skipped = old - next;
    for (const line of hunk.lines) {
      const text = line.slice(1);
      if (line.startsWith(' ')) {
        rows.push({ kind: 'same', before: old++, after: fresh++, text });
      } else if (line.startsWith('+')) {
        rows.push({ kind: 'added', after: fresh++, text });
        added += 1;
      } else if (line.startsWith('-')) {
        rows.push({ kind: 'removed', before: old++, text });
        removed += 1;
      }
    }
    next = old;
    sections.push({ skipped, rows });
  }
  return { sections, skipped: linesOf(before).length - next + 1, added, removed };
}

/** `3 lines added, 1 removed`. */
export function diffWords({ added, removed }: Pick<LineDiff, 'added' | 'removed'>): string {
  const lines = (n: number) => `${String(n)} ${n === 1 ? 'line' : 'lines'}`;
  if (added === 0 && removed === 0) return 'nothing changed';
  if (removed === 0) return `${lines(added)} added`;
  if (added === 0) return `${lines(removed)} removed`;
  return `${lines(added)} added, ${String(removed)} removed`;
}
