/** Whether a program printed what it should, from a terminal that mixes both of its streams. */
import type { RecordedProgram } from './report.ts';

/** What its processes wrote, whole, and how `main` ended. */
export interface Seen {
  readonly text: Readonly<Record<string, string>>;
  readonly code: number | undefined;
}

/** @returns what differs, in words; undefined when nothing does */
export function difference(program: RecordedProgram, seen: Seen): string | undefined {
  if (seen.code !== program.code) {
    const last = lines(seen.text['main'] ?? '').slice(-3);
    return `main ended with ${String(seen.code)} instead of ${String(program.code)}; its last lines: ${last.join(' / ')}`;
  }
  for (const [process, out] of Object.entries(program.out)) {
    const got = lines(seen.text[process] ?? '');
    const err = process === 'main' ? program.err : undefined;
    const fits = err ? interleaved(got, out, err) : within(got, out);
    if (!fits) return `${process} printed other lines; ${firstOther(got, out)}`;
  }
  return undefined;
}

export function lines(text: string): string[] {
  return text === '' ? [] : text.replace(/\n$/, '').split('\n');
}

/** All of `wanted` is in `got`, in order; what is between is the other stream's. */
function within(got: readonly string[], wanted: readonly string[]): boolean {
  let at = 0;
  for (const line of got) if (line === wanted[at]) at++;
  return at === wanted.length;
}

/** `got` is `a` and `b` shuffled together, each in its order. */
function interleaved(got: readonly string[], a: readonly string[], b: readonly string[]): boolean {
  if (got.length !== a.length + b.length) return false;
  // How many lines of `a` may have come, after each line.
  let reachable = new Set([0]);
  for (const [i, line] of got.entries()) {
    const next = new Set<number>();
    for (const ofA of reachable) {
      if (a[ofA] === line) next.add(ofA + 1);
      if (b[i - ofA] === line) next.add(ofA);
    }
    reachable = next;
  }
  return reachable.has(a.length);
}

function firstOther(got: readonly string[], wanted: readonly string[]): string {
  const at = wanted.findIndex((line, i) => got[i] !== line);
  if (at < 0) return `after the last expected line: ${JSON.stringify(got[wanted.length] ?? '')}`;
  return `line ${String(at + 1)} is ${JSON.stringify(got[at] ?? '')} instead of ${JSON.stringify(wanted[at])}`;
}
