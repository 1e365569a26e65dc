/**
 * TypeScript that is more than types: Node's type stripping refuses it, so must we, although our
 * parser could translate it. Says what to write instead.
 */
import { getFormattedTokens } from 'sucrase';
import type { Place } from './compile.ts';

interface Rule {
  /** Group 1, where there is one, comes before the place that is reported. */
  readonly pattern: RegExp;
  readonly message: string;
}

const RULES: readonly Rule[] = [
  {
    pattern: /(\b(?:const\s+)?)\benum\s+[\w$]+\s*\{/g,
    message:
      "Node's type stripping does not support enum: write a union type, `type Colour = 'red' | 'blue'`, or a `const` object.",
  },
  {
    pattern: /()(?<!\bdeclare\s+)\b(?:namespace|module)\s+[\w$.]+\s*\{/g,
    message:
      "Node's type stripping does not support namespace: use a file with exports, or a `const` object.",
  },
  {
    pattern: /(\bconstructor\s*\([^{]*?)\b(?:private|public|protected|readonly)\s+[\w$]/g,
    message:
      "Node's type stripping does not support parameter properties: declare the field in the class and assign it in the constructor.",
  },
  {
    pattern: /()\bimport\s+[\w$]+\s*=/g,
    message: "Node's type stripping does not support `import x = …`: write `import x from '…'`.",
  },
  {
    pattern: /()\bexport\s*=/g,
    message: "Node's type stripping does not support `export = …`: write `export default …`.",
  },
];

/** The first construct that cannot be stripped, or undefined. Unparsable text is not its concern. */
export function findUnstrippable(text: string): Place | undefined {
  let tokens: ReadonlyMap<string, boolean> | undefined;
  for (const { pattern, message } of RULES) {
    for (const match of text.matchAll(pattern)) {
      const at = match.index + (match[1]?.length ?? 0);
      const before = text.slice(0, at);
      const line = before.split('\n').length;
      const column = at - (before.lastIndexOf('\n') + 1) + 1;
      // A match may stand in a comment, a text, or behind `declare`: the tokens know.
      tokens ??= tokenStarts(text);
      if (tokens.get(`${line}:${column}`)) return { line, column, message };
    }
  }
  return undefined;
}

/** Where tokens start (`line:column`), and whether they are more than types there. */
function tokenStarts(text: string): ReadonlyMap<string, boolean> {
  const starts = new Map<string, boolean>();
  let formatted: string;
  try {
    formatted = getFormattedTokens(text, { transforms: ['typescript'] });
  } catch {
    return starts;
  }
  const lines = formatted.split('\n');
  const isType = lines[0]?.indexOf('isType') ?? -1;
  for (const line of lines.slice(1)) {
    const start = /^\d+:\d+/.exec(line)?.[0];
    const raw = line.slice(lines[0]?.indexOf('Raw') ?? 0).split(/\s/, 1)[0] ?? '';
    // Sucrase takes a whole namespace for a type; one of types alone could go, but is rare.
    const namespace = raw === 'namespace' || raw === 'module';
    if (start) starts.set(start, namespace || line.slice(isType, isType + 6) !== 'isType');
  }
  return starts;
}
