/** Code that a lesson shows as a lab's file must be in that file, so that it cannot rot. */
import type { Course, Problem } from './course.ts';
import { parseFenceMeta, type FenceMeta } from './fence.ts';
import type { Fence } from './scan.ts';

type Found = Pick<Problem, 'field' | 'says'> & { readonly line: number };

export function checkFences(course: Course, stage: string, fences: readonly Fence[]): Found[] {
  return fences.flatMap((fence): Found[] => {
    const at = { line: fence.line, field: 'code fence' };
    let meta: FenceMeta;
    try {
      meta = parseFenceMeta(fence.meta);
    } catch (error) {
      return [{ ...at, says: (error as Error).message }];
    }
    if (meta.file === undefined) return [];
    const candidates = [`labs/${stage}/services/${meta.file}`, `labs/${stage}/${meta.file}`];
    const path = candidates.find((candidate) => course.labFiles.has(candidate));
    if (!path)
      return [
        {
          ...at,
          says: `file="${meta.file}" is neither ${candidates.join(' nor ')}. Correct it, or use title= for code that is in no lab.`,
        },
      ];
    const found = lineOf(course.labFiles.get(path)!, fence.text);
    if (found === 0)
      return [{ ...at, says: `These lines do not stand in ${path} like this. Copy them anew.` }];
    if (meta.from !== undefined && meta.from !== found)
      return [{ ...at, says: `from=${meta.from}, but in ${path} these lines start at ${found}.` }];
    return [];
  });
}

/** The line, from 1, on which `part` starts as whole lines of `text`; 0 where it does not. */
function lineOf(text: string, part: string): number {
  const lines = text.split('\n');
  const wanted = part.split('\n');
  return lines.findIndex((_, start) => wanted.every((line, i) => lines[start + i] === line)) + 1;
}
