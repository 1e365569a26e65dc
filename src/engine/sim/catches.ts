/**
 * `catch (error)` as one that first hands the error to the loader: engines word the language's own
 * errors differently, and a program may log what it caught.
 */
import type { Program } from 'acorn';
import { walk, type Replacement } from './module-facts.ts';

/** The name of the function, a parameter of every module's. */
export const CAUGHT = '__caught';

/** What to write at every `catch` that names its error. */
export function readCatches(program: Program): Replacement[] {
  const found: Replacement[] = [];
  walk(program, (node) => {
    if (node.type !== 'CatchClause' || node.param?.type !== 'Identifier') return;
    const at = node.body.start + 1;
    found.push({ start: at, end: at, text: `${CAUGHT}(${node.param.name});` });
  });
  return found;
}
