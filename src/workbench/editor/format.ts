/** Prettier, as the project itself uses it: loaded when Format is first pressed. */
import * as estree from 'prettier/plugins/estree';
import * as babel from 'prettier/plugins/babel';
import { formatWithCursor } from 'prettier/standalone';

/** What differs from Prettier's defaults; a test holds it to the project's own settings. */
export const STYLE = { printWidth: 100, singleQuote: true } as const;

export interface Formatted {
  readonly text: string;
  /** Where the cursor is now. */
  readonly cursor: number;
}

/** A text that cannot be formatted because it does not parse. */
export class FormatProblem extends Error {
  /** 1-based, both. */
  readonly line: number | undefined;
  readonly column: number | undefined;
  constructor(cause: unknown) {
    const { message = String(cause), loc } = cause as {
      message?: string;
      loc?: { start?: { line?: number; column?: number } };
    };
    const [first = message] = message.split('\n');
    super(first.replace(/ \(\d+:\d+\)$/, ''), { cause });
    this.line = loc?.start?.line;
    this.column = loc?.start?.column;
  }
}

/** @throws FormatProblem when the text does not parse */
export async function format(text: string, cursor: number): Promise<Formatted> {
  try {
    const { formatted, cursorOffset } = await formatWithCursor(text, {
      ...STYLE,
      parser: 'babel-ts',
      plugins: [babel, estree],
      cursorOffset: cursor,
    });
    return { text: formatted, cursor: Math.max(0, Math.min(cursorOffset, formatted.length)) };
  } catch (cause) {
    throw new FormatProblem(cause);
  }
}
