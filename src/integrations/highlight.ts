/**
 * Dresses highlighted code without inline styles: each colour of the css-variables theme becomes a
 * class (`figure.css`), lines carry their numbers, and the fence's words go to `Code.astro` as data.
 */
import { parseFenceMeta, type FenceMeta } from '../course/fence.ts';

/** The little of Shiki's tree that is touched here. */
interface Element {
  properties: Record<string, unknown>;
  children: { type: string; value?: string }[];
}
interface Context {
  readonly options: { readonly meta?: { readonly __raw?: string } };
}

/**
 * By the theme's variable: the class, and which words take it. The theme calls operators keywords
 * and every `const` a constant; here only words are bold, and only literals coloured.
 */
const CLASSES: Readonly<Record<string, { readonly name: string; readonly only?: RegExp }>> = {
  'token-keyword': { name: 'k', only: /^\s*[a-z]+\s*$/ },
  'token-function': { name: 'f' },
  'token-string': { name: 's' },
  'token-string-expression': { name: 's' },
  'token-constant': { name: 'n', only: /^\s*(-?[\d._]+|true|false|null|undefined)\s*$/ },
  'token-comment': { name: 'c' },
};

const metaOf = (context: Context): FenceMeta => parseFenceMeta(context.options.meta?.__raw);

export const classedCode = {
  name: 'classed-code',
  span(this: Context, node: Element) {
    const { style } = node.properties;
    delete node.properties.style;
    const variable = typeof style === 'string' && /--astro-code-([a-z-]+)/.exec(style)?.[1];
    const known = variable ? CLASSES[variable] : undefined;
    const text = node.children.map((child) => child.value ?? '').join('');
    if (known && (known.only?.test(text) ?? true)) node.properties.class = known.name;
  },
  line(this: Context, node: Element, index: number) {
    const { from = 1, mark } = metaOf(this);
    const number = from + index - 1;
    node.properties.class = mark.has(number) ? 'ln hl' : 'ln';
    node.properties['data-n'] = String(number);
    // An empty block has no height of its own.
    if (node.children.length === 0) node.children.push({ type: 'text', value: '\n' });
  },
  code(this: Context, node: Element) {
    // Lines are blocks: the line ends between them would show as empty lines.
    node.children = node.children.filter((child) => child.type !== 'text');
  },
  pre(this: Context, node: Element) {
    const { file, title, role, from } = metaOf(this);
    delete node.properties.style;
    Object.assign(node.properties, {
      class: 'code-lines',
      tabindex: '0',
      'data-head': file ?? title,
      'data-role': role,
      'data-file': file,
      'data-numbered': from === undefined ? undefined : 'true',
    });
  },
};
