/** What changed between two runs of a drill: check by check, and what the reader did differently. */
import type { Files } from '../../engine/contract.ts';
import type { Judged } from '../../lab/drill.ts';
import { count } from '../share/words.ts';

/** A run as it is remembered. */
export interface PastRun {
  readonly seed: number;
  readonly passed: boolean;
  readonly findings: readonly Pick<Judged, 'id' | 'passed' | 'value'>[];
  /** What was planned, in words. */
  readonly plan: readonly string[];
  /** Whole texts of files that differ from the course's; absent where they were not kept. */
  readonly files?: Files;
}

export type CheckChange =
  | 'newly passes'
  | 'newly fails'
  | 'still passes'
  | 'still fails'
  /** The drill did not have it then. */
  | 'new';

export interface CheckSince {
  readonly change: CheckChange;
  /** What was judged then, where it was something else. */
  readonly before?: string;
}

export interface FileSince {
  readonly path: string;
  readonly before: string;
  readonly now: string;
}

export interface Since {
  /** By id of the check. */
  readonly checks: Readonly<Record<string, CheckSince>>;
  /** Those whose text differs; absent where the texts of then were not kept. */
  readonly files?: readonly FileSince[];
  readonly seed?: { readonly before: number; readonly now: number };
  /** What was not planned then, and what is not planned now. */
  readonly planned: readonly string[];
  readonly unplanned: readonly string[];
}

/** @param start The course's texts, which a run has where it changed nothing. */
export function compareRuns(before: PastRun, now: PastRun, start: Files): Since {
  const past = new Map(before.findings.map((finding) => [finding.id, finding]));
  return {
    checks: Object.fromEntries(
      now.findings.map((finding) => [finding.id, checkSince(past.get(finding.id), finding)]),
    ),
    ...(before.files && now.files && { files: filesSince(before.files, now.files, start) }),
    ...(before.seed !== now.seed && { seed: { before: before.seed, now: now.seed } }),
    planned: less(now.plan, before.plan),
    unplanned: less(before.plan, now.plan),
  };
}

type Finding = PastRun['findings'][number];

function checkSince(then: Finding | undefined, now: Finding): CheckSince {
  if (!then) return { change: 'new' };
  const way = now.passed ? 'passes' : 'fails';
  return {
    change: then.passed === now.passed ? `still ${way}` : `newly ${way}`,
    ...(then.value !== now.value && { before: then.value }),
  };
}

function filesSince(before: Files, now: Files, start: Files): readonly FileSince[] {
  const paths = [...new Set([...Object.keys(before), ...Object.keys(now)])].sort();
  return paths.flatMap((path) => {
    const [then, text] = [before[path] ?? start[path] ?? '', now[path] ?? start[path] ?? ''];
    return then === text ? [] : [{ path, before: then, now: text }];
  });
}

/** Those of one list that the other has not, each as often as it is missing. */
function less(list: readonly string[], other: readonly string[]): readonly string[] {
  const rest = [...other];
  return list.filter((item) => {
    const at = rest.indexOf(item);
    if (at < 0) return true;
    rest.splice(at, 1);
    return false;
  });
}

/** `1 check newly passes, 2 newly fail, 1 as before`. */
export function checksWords({ checks }: Since): string {
  const all = Object.values(checks);
  const of = (...kinds: CheckChange[]) => all.filter(({ change }) => kinds.includes(change)).length;
  const [passes, fails, fresh] = [of('newly passes'), of('newly fails'), of('new')];
  const same = of('still passes', 'still fails');
  if (passes + fails + fresh === 0) return 'every check as before';
  return [
    passes > 0 && `${String(passes)} newly ${passes === 1 ? 'passes' : 'pass'}`,
    fails > 0 && `${String(fails)} newly ${fails === 1 ? 'fails' : 'fail'}`,
    fresh > 0 && count(fresh, 'new check'),
    same > 0 && `${String(same)} as before`,
  ]
    .filter((part) => part !== false)
    .join(', ');
}

/** Whether the reader did anything differently, as far as is known. */
export function didNothing({ files, seed, planned, unplanned }: Since): boolean {
  return files?.length === 0 && !seed && planned.length === 0 && unplanned.length === 0;
}
