/**
 * `**` as a call of what the loader provides: its last bits are each engine's own, and an operator
 * cannot be replaced in the realm as `Math.pow` can.
 */
import type { AnyNode, Program } from 'acorn';
import { walk, type Replacement } from './module-facts.ts';

/** The name of the function, a parameter of every module's. */
export const POWER = '__power';

/** What to write for every `**` and `**=` of a text. */
export function readPowers(program: Program, text: string): Replacement[] {
  const found: Replacement[] = [];
  const insert = (at: number, what: string): void => {
    found.push({ start: at, end: at, text: what });
  };
  walk(program, (node) => {
    if (node.type === 'BinaryExpression' && node.operator === '**') {
      const at = findOperator(text, node.left.end);
      insert(node.start, `${POWER}(`);
      found.push({ start: at, end: at + 2, text: ',' });
      insert(node.end, ')');
    } else if (node.type === 'AssignmentExpression' && node.operator === '**=') {
      if (!isPlain(node.left)) return;
      const at = findOperator(text, node.left.end);
      const left = text.slice(node.left.start, node.left.end);
      found.push({ start: at, end: at + 3, text: `= ${POWER}(${left},` });
      insert(node.end, ')');
    }
  });
  return found;
}

/** Whether it may be written twice: reading it runs nothing that could be told. */
function isPlain(node: AnyNode): boolean {
  if (node.type === 'MemberExpression') {
    return isPlain(node.object) && (!node.computed || isPlain(node.property));
  }
  return node.type === 'Identifier' || node.type === 'ThisExpression' || node.type === 'Literal';
}

/** Where it stands, behind brackets that close and comments. */
function findOperator(text: string, from: number): number {
  const rest = /(?:[\s)]|\/\*[\s\S]*?\*\/|\/\/[^\n]*)*/y;
  rest.lastIndex = from;
  rest.exec(text);
  return rest.lastIndex;
}
