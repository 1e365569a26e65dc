/**
 * Text of TypeScript in coloured pieces, by its words alone: for what is shown before the editor, which
 * reads the grammar, is loaded. Where the two differ, nothing but a colour does.
 */
export type TokenKind = 'comment' | 'string' | 'number' | 'keyword' | 'call' | 'type' | 'plain';

export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
}

const KEYWORDS = new Set(
  'abstract as async await break case catch class const continue debugger declare default delete do else export extends finally for from function get if implements import in instanceof interface keyof let namespace new of private protected public readonly return satisfies set static super switch this throw try type typeof var void while with yield'.split(
    ' ',
  ),
);
const VALUES = new Set(['true', 'false', 'null', 'undefined', 'NaN', 'Infinity']);
const TYPES = new Set('any bigint boolean never number object string symbol unknown'.split(' '));

/** A comment, a text, a number or a word; what is between them is plain. */
const PIECE =
  /\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|'(?:\\.|[^'\\\n])*'?|"(?:\\.|[^"\\\n])*"?|`(?:\\[\s\S]|[^`\\])*`?|\b\d[\w.]*|[A-Za-z_$][\w$]*/g;

/** The pieces of a text, in order; together they are the text. */
export function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  const push = (kind: TokenKind, piece: string) => {
    const last = tokens.at(-1);
    if (last?.kind === kind) tokens[tokens.length - 1] = { kind, text: last.text + piece };
    else if (piece !== '') tokens.push({ kind, text: piece });
  };
  for (const match of text.matchAll(PIECE)) {
    const [piece] = match;
    push('plain', text.slice(at, match.index));
    at = match.index + piece.length;
    push(
      kindOf(
        piece,
        text.slice(Math.max(0, match.index - 40), match.index),
        text.slice(at, at + 40),
      ),
      piece,
    );
  }
  push('plain', text.slice(at));
  return tokens;
}

function kindOf(piece: string, before: string, after: string): TokenKind {
  if (/^\/[/*]/.test(piece)) return 'comment';
  if (/^['"`]/.test(piece)) return 'string';
  if (/^\d/.test(piece) || VALUES.has(piece)) return 'number';
  const member = before.endsWith('.') && !before.endsWith('...');
  const key = /^\??:/.test(after);
  if (!member && !key && KEYWORDS.has(piece)) return 'keyword';
  if (!member && !key && TYPES.has(piece) && /[:<|&,(=]\s*$/.test(before)) return 'type';
  if (/^\s*\(/.test(after)) return /\bnew\s+$/.test(before) ? 'type' : 'call';
  return /^[A-Z]/.test(piece) && !member && !key ? 'type' : 'plain';
}
