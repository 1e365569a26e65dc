/**
 * Leaves out of the browser's compiler what sucrase has for languages that no lab is written in
 * (JSX, Flow, old JavaScript) and for source maps: a third of it. Its code asks for a transform by
 * name before it calls one of them, and ours asks for `typescript` and `imports` alone.
 */
import { readFileSync } from 'node:fs';

const UNUSED =
  /\/sucrase\/dist\/esm\/(?:transformers\/(?:JSX|Flow|JestHoist|ReactDisplayName|ReactHotLoader|OptionalChainingNullish|NumericSeparator|OptionalCatchBinding)Transformer|parser\/plugins\/(?:flow|jsx\/index|jsx\/xhtml)|computeSourceMap|Options|util\/(?:getJSXPragmaInfo|getTSImportedNames))\.js$/;

/** The same names, each a function that does nothing; undefined for a module that is used. */
export function leanSucrase(id: string): string | undefined {
  const path = id.replace(/\?.*$/, '').replaceAll('\\', '/');
  if (!UNUSED.test(path)) return undefined;
  const named = /^export (default )?(?:function|class|const|let|var)\s+(\w+)/gm;
  return [...readFileSync(path, 'utf8').matchAll(named)]
    .map(([, isDefault, name = '']) =>
      isDefault ? 'export default function () {}' : `export function ${name}() {}`,
    )
    .join('\n');
}

/** For the browser's bundle only: Node runs the package as it is. */
export const leanSucrasePlugin = {
  name: 'lean-sucrase',
  apply: 'build',
  applyToEnvironment: ({ name }: { readonly name: string }) => name === 'client',
  load: leanSucrase,
} as const;
