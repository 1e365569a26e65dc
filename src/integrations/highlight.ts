/**
 * Dresses highlighted code without inline styles: each colour of the css-variables theme becomes a
 * class (`figure.css`), lines carry their numbers, and the fence's words go to `Code.astro` as data.
 */
import { parseFenceMeta, type FenceMeta } from '../course/fence.ts';

/** The little of Shiki's tree that is touched here. */
interface Element {
  properties: Record<string, unknown>;
  children: { type: string }[];
}
interface Context {
  readonly options: { readonly meta?: { readonly __raw?: string } };
}

/** By the theme's variable: keyword, function, string, number, comment, type. */
const CLASSES: Readonly<Record<string, string>> = {
  'token-keyword': 'k',
  'token-function': 'f',
  'token-string': 's',
  'token-string-expression': 's',
  'token-constant': 'n',
  'token-comment': 'c',
  'token-parameter': '',
  'token-punctuation': '',
  'token-link': 'f',
};

const metaOf = (context: Context): FenceMeta => parseFenceMeta(context.options.meta?.__raw);

export const classedCode = {
  name: 'classed-code',
  span(this: Context, node: Element) {
    const variable = /--astro-code-([a-z-]+)/.exec(
      typeof node.properties.style === 'string' ? node.properties.style : '',
    )?.[1];
    delete node.properties.style;
    const name = variable && CLASSES[variable];
    if (name) node.properties.class = name;
  },
  line(this: Context, node: Element, index: number) {
    const { from = 1, mark } = metaOf(this);
    const number = from + index - 1;
    node.properties.class = mark.has(number) ? 'ln hl' : 'ln';
    node.properties['data-n'] = String(number);
    // An empty block has no height of its own.
    if (node.children.length === 0) node.children.push({ type: 'text', value: '\n' } as never);
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
