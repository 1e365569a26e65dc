/**
 * What a CommonJS file requires and exports, read from its syntax tree: which files have to be there
 * when it runs, and the names that `import { … }` of it may ask for.
 *
 * The names follow the rules of Node's cjs-module-lexer: it knows what is written (`exports.a =`,
 * `module.exports = { a }`), not what happens when it runs.
 */
import type { AnyNode, CallExpression, Expression, ObjectExpression, Program } from 'acorn';
import { lineOf, readDynamicImports, walk, type ImportRecord } from './module-facts.ts';
import type { Replacement } from './module-facts.ts';

export interface CommonJsFacts {
  /** `require('…')` and `import('…')` with literal specifiers, in the order written. */
  readonly imports: ImportRecord[];
  /** Names that it is seen to export, without those of what it exports as a whole. */
  readonly exports: string[];
  /** `import()` as a call of what the loader provides. */
  readonly replacements: Replacement[];
}

/** The first use of what only CommonJS has: `require`, `module`, `exports` or a file's own path. */
export function findCommonJs(program: Program): { name: string; line: number } | undefined {
  let found: { name: string; line: number } | undefined;
  walk(program, (node) => {
    const name = found ? undefined : usedName(node);
    if (name !== undefined) found = { name, line: lineOf(node) };
  });
  return found;
}

function usedName(node: AnyNode): string | undefined {
  switch (node.type) {
    case 'CallExpression':
      if (node.callee.type === 'Identifier' && node.callee.name === 'require') return 'require';
      return isDefineProperty(node) && isExports(node.arguments[0]) ? 'exports' : undefined;
    case 'MemberExpression':
      if (node.object.type !== 'Identifier') return undefined;
      if (node.object.name === 'module' && !node.computed) {
        return node.property.type === 'Identifier' && node.property.name === 'exports'
          ? 'module'
          : undefined;
      }
      return node.object.name === 'require' ? 'require' : undefined;
    case 'AssignmentExpression': {
      const { left } = node;
      if (left.type !== 'MemberExpression' || left.object.type !== 'Identifier') return undefined;
      return left.object.name === 'exports' ? 'exports' : undefined;
    }
    case 'Identifier':
      return node.name === '__filename' || node.name === '__dirname' ? node.name : undefined;
    default:
      return undefined;
  }
}

/**
 * @param program parsed with `locations: true`
 * @param text what it was parsed from
 */
export function readCommonJs(program: Program, text: string): CommonJsFacts {
  const facts: CommonJsFacts = { imports: [], exports: [], replacements: [] };
  const names = new Set<string>();
  /** What it exports as a whole, by the place of its `require`. */
  const whole = new Set<AnyNode>();
  walk(program, (node) => {
    if (node.type === 'AssignmentExpression' && node.operator === '=') {
      const name = exportedMember(node.left);
      if (name !== undefined) names.add(name);
      if (isModuleExports(node.left)) readWhole(node.right, { text, names, whole });
    } else if (node.type === 'CallExpression') {
      const defined = definedName(node);
      if (defined !== undefined) names.add(defined);
      if (isStarHelper(node) && node.arguments[0]) whole.add(node.arguments[0]);
    }
  });
  walk(program, (node) => {
    const specifier = requiredBy(node);
    if (specifier === undefined) return;
    const star = whole.has(node);
    const line = lineOf(node);
    facts.imports.push({ specifier, dynamic: true, required: true, names: [], star, line });
  });
  readDynamicImports(program, facts);
  facts.exports.push(...[...names].sort());
  return facts;
}

interface Found {
  readonly text: string;
  readonly names: Set<string>;
  readonly whole: Set<AnyNode>;
}

/** `module.exports = …`: an object's names, as far as they are plain, or another module's. */
function readWhole(value: Expression, found: Found): void {
  if (requiredBy(value) !== undefined) found.whole.add(value);
  else if (value.type === 'ObjectExpression') readObject(value, found);
  // `module.exports = exports = …`
  else if (value.type === 'AssignmentExpression') readWhole(value.right, found);
}

/**
 * Up to the first property that is more than a name for a word. That one still counts when it
 * begins with a word (`a: require('./a')`): the lexer has seen no further by then.
 */
function readObject(object: ObjectExpression, { text, names, whole }: Found): void {
  for (const property of object.properties) {
    if (property.type === 'SpreadElement') {
      if (requiredBy(property.argument) !== undefined) whole.add(property.argument);
      else if (property.argument.type !== 'Identifier') return;
      continue;
    }
    const { key, value, computed, method, kind } = property;
    if (computed || method || kind !== 'init' || !/[a-z_$]/i.test(text[value.start] ?? '')) return;
    if (key.type === 'Identifier') names.add(key.name);
    else if (key.type === 'Literal' && typeof key.value === 'string') names.add(key.value);
    else return;
    if (!/^[\w$]+$/.test(text.slice(value.start, value.end))) return;
  }
}

/** `exports.a` or `module.exports['a']`: `a`. */
function exportedMember(node: AnyNode): string | undefined {
  if (node.type !== 'MemberExpression' || !isExports(node.object)) return undefined;
  const { property, computed } = node;
  if (!computed) return property.type === 'Identifier' ? property.name : undefined;
  return property.type === 'Literal' && typeof property.value === 'string'
    ? property.value
    : undefined;
}

function isModuleExports(node: AnyNode): boolean {
  return (
    node.type === 'MemberExpression' &&
    !node.computed &&
    node.object.type === 'Identifier' &&
    node.object.name === 'module' &&
    node.property.type === 'Identifier' &&
    node.property.name === 'exports'
  );
}

function isExports(node: AnyNode | undefined): boolean {
  if (!node) return false;
  return (node.type === 'Identifier' && node.name === 'exports') || isModuleExports(node);
}

/** `require('./a')`: `./a`. */
function requiredBy(node: AnyNode): string | undefined {
  if (node.type !== 'CallExpression' || node.callee.type !== 'Identifier') return undefined;
  const [given] = node.arguments;
  if (node.callee.name !== 'require' || given?.type !== 'Literal') return undefined;
  return typeof given.value === 'string' ? given.value : undefined;
}

/** `Object.defineProperty(exports, 'a', { enumerable: true, … })` or with a `value`: `a`. */
function definedName(node: CallExpression): string | undefined {
  if (!isDefineProperty(node) || !isExports(node.arguments[0])) return undefined;
  const [, name, descriptor] = node.arguments;
  if (name?.type !== 'Literal' || typeof name.value !== 'string') return undefined;
  if (descriptor?.type !== 'ObjectExpression') return undefined;
  const visible = descriptor.properties.some((property) => {
    if (property.type !== 'Property' || property.key.type !== 'Identifier') return false;
    if (property.key.name === 'value') return true;
    return (
      property.key.name === 'enumerable' &&
      property.value.type === 'Literal' &&
      property.value.value === true
    );
  });
  return visible ? name.value : undefined;
}

function isDefineProperty({ callee }: CallExpression): boolean {
  return (
    callee.type === 'MemberExpression' &&
    callee.object.type === 'Identifier' &&
    callee.object.name === 'Object' &&
    callee.property.type === 'Identifier' &&
    callee.property.name === 'defineProperty'
  );
}

/** TypeScript's and Babel's `export *`: `__exportStar(require('./a'), exports)`. */
function isStarHelper({ callee }: CallExpression): boolean {
  const name =
    callee.type === 'Identifier'
      ? callee.name
      : callee.type === 'MemberExpression' && callee.property.type === 'Identifier'
        ? callee.property.name
        : '';
  return name === '__exportStar' || name === '__export';
}
