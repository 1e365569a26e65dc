/** What a file exports and imports, read from its syntax tree, and how files name each other. */
import { typescriptLanguage } from '@codemirror/lang-javascript';
import type { SyntaxNode, Tree } from '@lezer/common';

export interface Export {
  readonly name: string;
  /** An interface or a type: it is imported with `type`. */
  readonly isType: boolean;
}

/** One `import … from '…'` that stands at the top of a file. */
export interface Import {
  readonly specifier: string;
  /** The name of `import x` or `import * as x`: its members are the module's exports. */
  readonly whole?: string;
  /** What the braces take, by the names they have in the module. */
  readonly names: readonly string[];
  /** All of it is types. */
  readonly isType: boolean;
  /** Where another name goes into its braces; undefined where there are none. */
  readonly into?: number;
  readonly to: number;
}

/** `a/services/lb.ts` names `machine.ts`: `../../machine.ts`. */
export function specifierOf(from: string, to: string): string {
  const here = from.split('/').slice(0, -1);
  const there = to.split('/');
  let shared = 0;
  while (shared < here.length && here[shared] === there[shared]) shared += 1;
  const up = here.length - shared;
  return (up === 0 ? './' : '../'.repeat(up)) + there.slice(shared).join('/');
}

/** The names that a file exports itself. */
export function exportsOf(text: string): Export[] {
  const found: Export[] = [];
  const read = ({ from, to }: SyntaxNode) => text.slice(from, to);
  for (const node of childrenOf(typescriptLanguage.parser.parse(text).topNode)) {
    if (node.name !== 'ExportDeclaration' || node.getChild('default')) continue;
    const group = node.getChild('ExportGroup');
    if (group) found.push(...listed(group, read).map(({ as, isType }) => ({ name: as, isType })));
    const declaration = childrenOf(node).find(({ name }) => /Declaration$/.test(name));
    if (!declaration) continue;
    const isType = /^(?:Interface|TypeAlias)/.test(declaration.name);
    const names =
      declaration.name === 'VariableDeclaration'
        ? definedIn(declaration)
        : childrenOf(declaration).filter(({ name }) => /Definition$/.test(name));
    for (const name of names) found.push({ name: read(name), isType });
  }
  return found;
}

export function importsOf(tree: Tree, text: string): Import[] {
  const read = ({ from, to }: SyntaxNode) => text.slice(from, to);
  return childrenOf(tree.topNode).flatMap((node): Import[] => {
    const source = node.name === 'ImportDeclaration' ? node.getChild('String') : null;
    if (!source) return [];
    const group = node.getChild('ImportGroup');
    const whole = node.getChild('VariableDefinition');
    const names = group ? listed(group, read) : [];
    return [
      {
        specifier: text.slice(source.from + 1, source.to - 1),
        ...(whole ? { whole: read(whole) } : {}),
        names: names.map(({ name }) => name),
        isType: node.getChild('type') !== null,
        ...(group ? { into: names.at(-1)?.to ?? group.from + 1 } : {}),
        to: node.to,
      },
    ];
  });
}

interface Listed {
  readonly name: string;
  /** What it is called outside: another name only after `as`. */
  readonly as: string;
  readonly isType: boolean;
  readonly to: number;
}

/** What stands in braces: `type A, b as c`. */
function listed(group: SyntaxNode, read: (node: SyntaxNode) => string): Listed[] {
  const found: Listed[] = [];
  let isType = false;
  let renames = false;
  for (const node of childrenOf(group)) {
    const last = found.at(-1);
    if (node.name === ',') isType = renames = false;
    else if (node.name === 'type') isType = true;
    else if (node.name === 'as') renames = true;
    // The parser does not know `export { type A }`: there the word looks like a name.
    else if (/^Variable/.test(node.name) && read(node) !== 'type') {
      if (renames && last) found[found.length - 1] = { ...last, as: read(node), to: node.to };
      else found.push({ name: read(node), as: read(node), isType, to: node.to });
    }
  }
  return found;
}

/** Names that a `const` binds, those inside of patterns included; not those in its values. */
function definedIn(declaration: SyntaxNode): SyntaxNode[] {
  return childrenOf(declaration).flatMap((node) => {
    if (node.name === 'VariableDefinition') return [node];
    return /Pattern/.test(node.name) ? definedIn(node) : [];
  });
}

export function childrenOf(node: SyntaxNode): SyntaxNode[] {
  const children: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) children.push(child);
  return children;
}
