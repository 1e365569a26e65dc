/**
 * What can stand where the cursor is: modules and files in an import, what they export, the names
 * that this place sees, and a few shapes of code. Loaded when the editor is first used.
 */
import {
  autocompletion,
  pickedCompletion,
  snippetCompletion,
  snippetKeymap,
  startCompletion,
  clearSnippet,
  nextSnippetField,
} from '@codemirror/autocomplete';
import type { Completion, CompletionContext, CompletionSource } from '@codemirror/autocomplete';
import {
  completionPath,
  localCompletionSource,
  scopeCompletionSource,
} from '@codemirror/lang-javascript';
import { syntaxTree } from '@codemirror/language';
import type { Extension } from '@codemirror/state';
import type { EditorView } from '@codemirror/view';
import type { SyntaxNode } from '@lezer/common';
import { exportsOf, importsOf, specifierOf } from './modules.ts';
import type { Export } from './modules.ts';
import { NO_VOCABULARY } from './vocabulary.ts';
import type { Vocabulary } from './vocabulary.ts';

/** What there is besides the text in the editor. */
export interface Surroundings {
  /** The file that is shown. */
  readonly path: () => string;
  /** All files of the lab as they are now, by path. */
  readonly files: () => Readonly<Record<string, string>>;
  readonly vocabulary: () => Promise<Vocabulary>;
}

const WORD = /^[\w$]*$/;
const SPECIFIER = /^[\w@:./-]*$/;

/** What was typed while this was on its way is completed, too. */
export function catchUp(view: EditorView): void {
  const { head } = view.state.selection.main;
  if (view.hasFocus && /[\w$.]/.test(view.state.sliceDoc(Math.max(0, head - 1), head)))
    startCompletion(view);
}

export function completion(around: Surroundings): Extension {
  const vocabulary = async () => around.vocabulary().catch(() => NO_VOCABULARY);

  /** What a specifier stands for: a file of this lab, or a module of Node. */
  async function exported(specifier: string): Promise<readonly Export[]> {
    const path = Object.keys(around.files()).find(
      (file) => specifierOf(around.path(), file) === specifier,
    );
    if (path !== undefined) return exportsOf(around.files()[path] ?? '');
    const { modules } = await vocabulary();
    const names = modules[specifier.replace(/^node:/, '')] ?? [];
    return names.map((name) => ({ name, isType: false }));
  }

  /** Inside the quotes of an import: modules and files. */
  const specifiers: CompletionSource = async (context) => {
    const node = nodeAt(context);
    if (node.name !== 'String' || !isSpecifier(node, context)) return null;
    const { modules } = await vocabulary();
    const files = Object.keys(around.files()).filter((file) => file !== around.path());
    const options: Completion[] = [
      ...files.map((file) => ({
        label: specifierOf(around.path(), file),
        type: 'file',
        boost: 1,
      })),
      ...Object.keys(modules).map((name) => ({ label: `node:${name}`, type: 'module' })),
    ];
    return { from: node.from + 1, options, validFor: SPECIFIER };
  };

  /** Inside the braces of an import: what the module exports and is not yet taken. */
  const imported: CompletionSource = async (context) => {
    const group = up(nodeAt(context), /^(?:Im|Ex)portGroup$/);
    const source = group?.parent?.getChild('String');
    if (!group?.parent || !source) return null;
    const specifier = context.state.sliceDoc(source.from + 1, source.to - 1);
    const { taken, word } = inBraces(group, context);
    const plain = group.parent.getChild('type') !== null;
    const options = (await exported(specifier))
      .filter(({ name }) => !taken.includes(name))
      .map(({ name, isType }) => ({
        label: name,
        type: isType ? 'type' : 'variable',
        detail: specifier,
        ...(isType && !plain ? { apply: `type ${name}` } : {}),
      }));
    return { from: word, options, validFor: WORD };
  };

  /** After a dot: members of an imported module, of Node's globals, and of the language's own objects. */
  const members: CompletionSource = async (context) => {
    const path = completionPath(context);
    const [owner] = path?.path ?? [];
    if (!path || owner === undefined) return null;
    const from = wordStart(context);
    if (path.path.length === 1) {
      const module = importsHere(context).find(({ whole }) => whole === owner);
      if (module) {
        const options = (await exported(module.specifier)).filter(({ isType }) => !isType);
        return { from, options: options.map(asProperty), validFor: WORD };
      }
      const { modules, process } = await vocabulary();
      const names =
        owner === 'process' ? process : GLOBAL_MODULES.has(owner) ? modules[owner] : null;
      if (names) {
        return { from, options: names.map((name) => asProperty({ name })), validFor: WORD };
      }
    }
    const own = await LANGUAGE(context);
    return own && { ...own, from };
  };

  /** What other files export and this one has not imported: choosing it imports it. */
  const elsewhere: CompletionSource = (context) => {
    const path = completionPath(context);
    if (!path || path.path.length > 0 || (wordStart(context) === context.pos && !context.explicit))
      return null;
    const here = importsHere(context);
    const options = Object.entries(around.files()).flatMap(([file, text]) => {
      if (file === around.path()) return [];
      const specifier = specifierOf(around.path(), file);
      const taken = here.filter((one) => one.specifier === specifier).flatMap(({ names }) => names);
      return exportsOf(text)
        .filter(({ name }) => !taken.includes(name))
        .map((one): Completion => ({
          label: one.name,
          type: one.isType ? 'type' : 'function',
          detail: `from ${specifier}`,
          boost: -1,
          apply: (view, chosen, from, to) => takeIn(view, chosen, specifier, one, from, to),
        }));
    });
    return { from: wordStart(context), options, validFor: WORD };
  };

  const words: CompletionSource = async (context) => {
    const path = completionPath(context);
    if (!path || path.path.length > 0 || (wordStart(context) === context.pos && !context.explicit))
      return null;
    const { globals } = await vocabulary();
    const options = [
      ...globals.map((name) => ({
        label: name,
        type: /^[A-Z]/.test(name) ? 'class' : 'variable',
        boost: -2,
      })),
      ...KEYWORDS,
      ...SHAPES,
    ];
    return { from: wordStart(context), options, validFor: WORD };
  };

  return [
    autocompletion({
      override: [specifiers, imported, members, localCompletionSource, elsewhere, words],
      icons: false,
      maxRenderedOptions: 40,
    }),
    // Tab leaves the editor, so another key goes from field to field.
    snippetKeymap.of([
      { key: 'Mod-Enter', run: nextSnippetField },
      { key: 'Escape', run: clearSnippet },
    ]),
  ];
}

function nodeAt(context: CompletionContext): SyntaxNode {
  return syntaxTree(context.state).resolveInner(context.pos, -1);
}

/** Where the word before the cursor begins. (Its node may reach over a comment that follows it.) */
function wordStart(context: CompletionContext): number {
  return context.matchBefore(/[\w$]+/)?.from ?? context.pos;
}

function up(node: SyntaxNode, name: RegExp): SyntaxNode | null {
  let at: SyntaxNode | null = node;
  while (at && !name.test(at.name)) at = at.parent;
  return at;
}

function isSpecifier(node: SyntaxNode, context: CompletionContext): boolean {
  const parent = node.parent;
  if (/^(?:ImportDeclaration|ExportDeclaration|DynamicImport)$/.test(parent?.name ?? ''))
    return true;
  const callee = parent?.name === 'ArgList' ? parent.prevSibling : null;
  return callee !== null && context.state.sliceDoc(callee.from, callee.to) === 'require';
}

/** The names in an import's braces but for the one that is being written, and where that begins. */
function inBraces(
  group: SyntaxNode,
  context: CompletionContext,
): { readonly taken: readonly string[]; readonly word: number } {
  const word = wordStart(context);
  const text =
    context.state.sliceDoc(group.from + 1, word) + context.state.sliceDoc(context.pos, group.to);
  return { taken: text.match(/[\w$]+/g) ?? [], word };
}

function importsHere({ state }: CompletionContext) {
  return importsOf(syntaxTree(state), state.doc.toString());
}

function asProperty({ name }: { readonly name: string }): Completion {
  return { label: name, type: 'property' };
}

/** Writes a name and imports it: into the braces of an import that is there, or as a new one. */
function takeIn(
  view: EditorView,
  chosen: Completion,
  specifier: string,
  { name, isType }: Export,
  from: number,
  to: number,
): void {
  const text = view.state.doc.toString();
  const all = importsOf(syntaxTree(view.state), text);
  const same = all.find((one) => one.specifier === specifier && one.isType === isType);
  const into = same?.into;
  let change: { from: number; insert: string };
  if (into !== undefined) {
    change = { from: into, insert: same?.names.length === 0 ? ` ${name} ` : `, ${name}` };
  } else {
    const line = `import ${isType ? 'type ' : ''}{ ${name} } from '${specifier}';`;
    const after = all.at(-1)?.to;
    change =
      after === undefined ? { from: 0, insert: `${line}\n` } : { from: after, insert: `\n${line}` };
  }
  view.dispatch({
    changes: [change, { from, to, insert: name }],
    selection: { anchor: from + (change.from <= from ? change.insert.length : 0) + name.length },
    userEvent: 'input.complete',
    annotations: pickedCompletion.of(chosen),
  });
}

/** Objects of the language itself, which are the same on every engine. */
const LANGUAGE = scopeCompletionSource({
  Math,
  JSON,
  Object,
  Array,
  Promise,
  Number,
  String,
  Reflect,
  Date,
});

/** Globals that are modules too. */
const GLOBAL_MODULES: ReadonlySet<string> = new Set(['console', 'crypto']);

const KEYWORDS: readonly Completion[] =
  'async await break case catch const continue default delete else export extends finally for function if import in instanceof interface let new of readonly return static switch throw try type typeof while yield'
    .split(' ')
    .map((label) => ({ label, type: 'keyword', boost: -3 }));

const SHAPES: readonly Completion[] = [
  [
    'server',
    'answers requests',
    'const server = createServer((req, res) => {\n\t${}\n\tres.end();\n});\nserver.listen(Number(process.env.PORT ?? 8080));',
  ],
  ['function', 'definition', 'function ${name}(${}) {\n\t\n}'],
  ['async function', 'definition', 'async function ${name}(${}) {\n\t\n}'],
  ['for of', 'loop', 'for (const ${one} of ${all}) {\n\t${}\n}'],
  ['try catch', 'block', 'try {\n\t${}\n} catch (error) {\n\t\n}'],
  ['setInterval', 'every second', 'setInterval(() => {\n\t${}\n}, 1000);'],
].map(([label = '', detail = '', template = '']) =>
  snippetCompletion(template, { label, detail, type: 'keyword', boost: -1 }),
);
