/** How long a lesson takes to read, counted from its MDX text. */

/** Words a minute for careful technical reading. */
const WORDS_PER_MINUTE = 210;
/** Seconds that a figure or a lab poster is looked at. */
const FIGURE_SECONDS = 20;
/** Seconds for a line of code. */
const CODE_LINE_SECONDS = 2;

export interface ReadingTime {
  /** Whole minutes, at least 1. */
  readonly minutes: number;
  /** Whole minutes from the lesson's start to each `##` heading, in order. */
  readonly startsAt: readonly number[];
}

/** @param body The MDX text without its front matter. */
export function readingTime(body: string): ReadingTime {
  const text = withoutComments(body);
  const [intro = '', ...sections] = text.split(/^## /m);
  let seconds = secondsFor(intro);
  const startsAt: number[] = [];
  for (const section of sections) {
    startsAt.push(Math.round(seconds / 60));
    seconds += secondsFor(section);
  }
  return { minutes: Math.max(1, Math.round(seconds / 60)), startsAt };
}

function secondsFor(section: string): number {
  let codeLines = 0;
  const prose = section
    .replace(/^(`{3,}|~{3,})[^\n]*\n([\s\S]*?)^\1/gm, (_, __, code: string) => {
      codeLines += code.split('\n').length - 1;
      return ' ';
    })
    .replace(/<svg[\s\S]*?<\/svg>/g, ' ');
  const figures = prose.match(/<(Figure|Diagram|Lab)\b/g)?.length ?? 0;
  const words = prose
    .replace(/^(import|export)\b.*$/gm, ' ')
    .replace(/<\/?[A-Za-z](?:[^>"'{]|"[^"]*"|'[^']*'|\{[^}]*\})*>/g, ' ')
    .match(/[\p{L}\p{N}][\p{L}\p{N}’'-]*/gu);
  return (
    ((words?.length ?? 0) / WORDS_PER_MINUTE) * 60 +
    figures * FIGURE_SECONDS +
    codeLines * CODE_LINE_SECONDS
  );
}

const withoutComments = (body: string) => body.replace(/\{\/\*[\s\S]*?\*\/\}/g, ' ');
