/** What an MDX text uses: components with their attributes, code fences, headings; with lines. */

export interface Use {
  readonly name: string;
  /** Attributes written as text; `{…}` expressions are left out. */
  readonly attributes: Readonly<Record<string, string>>;
  /** From 1, in the text given. */
  readonly line: number;
}

export interface Fence {
  /** What stands after the language. */
  readonly meta: string;
  readonly text: string;
  readonly line: number;
}

export interface Heading {
  readonly depth: number;
  /** The id that the page gives it. */
  readonly slug: string;
  readonly line: number;
}

export interface Scan {
  readonly uses: readonly Use[];
  readonly fences: readonly Fence[];
  readonly headings: readonly Heading[];
}

const FENCE = /^(`{3,}|~{3,})[ \t]*([^\s`]*)[ \t]*([^\n]*)\n([\s\S]*?)^\1[ \t]*$/gm;
const COMMENT = /\{\/\*[\s\S]*?\*\/\}/g;
const INLINE_CODE = /`[^`\n]+`/g;
const TAG = /<([A-Z][A-Za-z]*)((?:\s+[\w-]+(?:=(?:"[^"]*"|'[^']*'|\{[^}]*\}))?)*)\s*\/?>/g;
const ATTRIBUTE = /([\w-]+)=(?:"([^"]*)"|'([^']*)')/g;
const HEADING = /^(#{1,6})[ \t]+(.+?)[ \t]*$/gm;

/** @param text MDX without its front matter. */
export function scan(text: string): Scan {
  const fences: Fence[] = [];
  const lineOf = lines(text);
  const prose = text
    .replace(FENCE, (whole, _mark, _language, meta: string, code: string, at: number) => {
      fences.push({ meta, text: code.replace(/\n$/, ''), line: lineOf(at) });
      return blank(whole);
    })
    .replace(COMMENT, blank)
    .replace(INLINE_CODE, blank);
  return {
    fences,
    uses: [...prose.matchAll(TAG)].map((match) => ({
      name: match[1]!,
      attributes: Object.fromEntries(
        [...match[2]!.matchAll(ATTRIBUTE)].map(([, key, double, single]) => [
          key!,
          double ?? single ?? '',
        ]),
      ),
      line: lineOf(match.index),
    })),
    // Inline code belongs to a heading's words, so they are read from the text as it is.
    headings: [...prose.matchAll(HEADING)].map((match) => ({
      depth: match[1]!.length,
      slug: slugOf(text.slice(match.index, match.index + match[0].length).replace(/^#+\s+/, '')),
      line: lineOf(match.index),
    })),
  };
}

/** As Astro makes a heading's id: lower case, no punctuation, spaces to hyphens. */
export const slugOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/<[^>]+>/g, '')
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replace(/\s/g, '-');

/** As many lines of nothing, so that places stay. */
const blank = (text: string) => text.replace(/[^\n]/g, ' ');

function lines(text: string): (at: number) => number {
  return (at) => text.slice(0, at).split('\n').length;
}
