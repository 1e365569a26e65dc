/** What a module imports, exports and declares, read from its syntax tree. */
import type { AnyNode, Declaration, Identifier, Literal, Pattern, Program } from 'acorn';

/** One `import`, `export … from` or `import()` of a file. */
export interface ImportRecord {
  /** As written: `./db.ts`, `node:http`. */
  readonly specifier: string;
  /** An `import()` or `require()` with a literal specifier: loaded when it runs, not before. */
  readonly dynamic: boolean;
  /** It is a `require()`: loaded at once, and found without its ending. */
  readonly required?: true;
  /** Names taken from it, `default` included; empty for `import *` and side effects. */
  readonly names: readonly string[];
  /** `export * from`: its names are this module's too. */
  readonly star: boolean;
  /** 1-based line of the statement. */
  readonly line: number;
}

/** A piece of the text to be written differently. */
export interface Replacement {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export interface ModuleFacts {
  readonly imports: ImportRecord[];
  /** Names it exports itself, `default` included. */
  readonly exports: string[];
  /** Exported function declarations, which are callable before anything runs: [exported, local]. */
  readonly functions: [string, string][];
  /** Names declared at its top. */
  readonly declared: { name: string; line: number }[];
  /** It has an `import`, an `export` or an `import.meta`, or awaits at its top. */
  isModule: boolean;
  /** It awaits at its top, so nobody can `require` it. */
  awaits: boolean;
  /** `import.meta` and `import()` as calls of what the loader provides; sorted. */
  readonly replacements: Replacement[];
}

/** @param program parsed with `locations: true` */
export function readModule(program: Program): ModuleFacts {
  const facts: ModuleFacts = {
    imports: [],
    exports: [],
    functions: [],
    declared: [],
    isModule: false,
    awaits: awaitsAtTop(program),
    replacements: [],
  };
  const functions = new Set<string>();
  const listed: [string, string][] = [];
  for (const statement of program.body) {
    const line = lineOf(statement);
    const record = (source: Literal, names: string[], star = false): void => {
      facts.imports.push({ specifier: String(source.value), dynamic: false, names, star, line });
    };
    const declare = (declaration: Declaration): string[] => {
      const names = boundNames(declaration);
      facts.declared.push(...names.map((name) => ({ name, line })));
      if (declaration.type === 'FunctionDeclaration') names.forEach((name) => functions.add(name));
      return names;
    };
    switch (statement.type) {
      case 'ImportDeclaration':
        record(
          statement.source,
          statement.specifiers.flatMap((s) => {
            if (s.type === 'ImportDefaultSpecifier') return ['default'];
            return s.type === 'ImportSpecifier' ? [nameOf(s.imported)] : [];
          }),
        );
        break;
      case 'ExportAllDeclaration':
        record(statement.source, [], !statement.exported);
        if (statement.exported) facts.exports.push(nameOf(statement.exported));
        break;
      case 'ExportDefaultDeclaration': {
        facts.exports.push('default');
        const made = statement.declaration;
        if (made.type === 'FunctionDeclaration' && made.id) {
          facts.functions.push(['default', made.id.name]);
        }
        break;
      }
      case 'ExportNamedDeclaration': {
        const { source, specifiers, declaration } = statement;
        if (source)
          record(
            source,
            specifiers.map((s) => nameOf(s.local)),
          );
        for (const s of specifiers) {
          facts.exports.push(nameOf(s.exported));
          if (!source) listed.push([nameOf(s.exported), nameOf(s.local)]);
        }
        if (declaration) {
          for (const name of declare(declaration)) {
            facts.exports.push(name);
            listed.push([name, name]);
          }
        }
        break;
      }
      case 'VariableDeclaration':
      case 'FunctionDeclaration':
      case 'ClassDeclaration':
        declare(statement);
        break;
      default:
    }
  }
  facts.functions.push(...listed.filter(([, local]) => functions.has(local)));
  let hasMeta = false;
  walk(program, (node) => {
    if (node.type === 'MetaProperty' && node.meta.name === 'import') {
      hasMeta = true;
      facts.replacements.push({ start: node.start, end: node.end, text: '__meta' });
    }
  });
  facts.isModule =
    hasMeta || facts.awaits || program.body.some(({ type }) => /^(?:Im|Ex)port/.test(type));
  readDynamicImports(program, facts);
  facts.replacements.sort((a, b) => a.start - b.start);
  return facts;
}

/** Every `import()`: the record of what it loads where that is known, and how it is written instead. */
export function readDynamicImports(
  program: Program,
  into: Pick<ModuleFacts, 'imports' | 'replacements'>,
): void {
  walk(program, (node) => {
    if (node.type !== 'ImportExpression') return;
    into.replacements.push({ start: node.start, end: node.start + 6, text: '__import' });
    const { source } = node;
    if (source.type === 'Literal' && typeof source.value === 'string') {
      const specifier = source.value;
      into.imports.push({ specifier, dynamic: true, names: [], star: false, line: lineOf(node) });
    }
  });
}

/** Whether an `await` stands outside of every function. */
function awaitsAtTop(program: Program): boolean {
  const look = (node: AnyNode): boolean => {
    if (node.type === 'AwaitExpression') return true;
    if (node.type === 'ForOfStatement' && node.await) return true;
    if (node.type === 'VariableDeclaration' && String(node.kind) === 'await using') return true;
    if (/Function|^PropertyDefinition$|^StaticBlock$/.test(node.type)) return false;
    return childrenOf(node).some(look);
  };
  return look(program);
}

export function lineOf(node: AnyNode): number {
  return node.loc?.start.line ?? 1;
}

function nameOf(node: Identifier | Literal): string {
  return node.type === 'Identifier' ? node.name : String(node.value);
}

/** Names that a declaration binds. */
function boundNames(declaration: Declaration): string[] {
  return declaration.type === 'VariableDeclaration'
    ? declaration.declarations.flatMap((one) => patternNames(one.id))
    : [declaration.id.name];
}

function patternNames(pattern: Pattern | null): string[] {
  switch (pattern?.type) {
    case 'Identifier':
      return [pattern.name];
    case 'ObjectPattern':
      return pattern.properties.flatMap((p) =>
        patternNames(p.type === 'RestElement' ? p.argument : p.value),
      );
    case 'ArrayPattern':
      return pattern.elements.flatMap(patternNames);
    case 'RestElement':
      return patternNames(pattern.argument);
    case 'AssignmentPattern':
      return patternNames(pattern.left);
    default:
      return [];
  }
}

/**
 * Calls `visit` for a node and everything below it, outside in and in the order written; not below one
 * for which it gives false.
 */
export function walk(node: AnyNode, visit: (node: AnyNode) => unknown): void {
  if (visit(node) === false) return;
  for (const child of childrenOf(node)) walk(child, visit);
}

function childrenOf(node: AnyNode): AnyNode[] {
  return Object.values(node).flatMap((value: unknown) =>
    (Array.isArray(value) ? (value as unknown[]) : [value]).filter(
      (child): child is AnyNode =>
        child !== null && typeof child === 'object' && 'type' in child && 'start' in child,
    ),
  );
}
