/** What Node writes to standard error when a program crashes, as the journal tells it. */

import type { CrashFacts } from '../journal.ts';

/** Node ends its report of an uncaught error with its version. */
const LAST_LINE = /^Node\.js v\d/;
/** Its report begins with where the error was thrown: `file:///…/db.ts:12`, `node:events:497`. */
const FIRST_LINE = /^(?:file:\/\/|\/|[A-Za-z]:\\|node:)\S*:\d+$/;

/**
 * @param written the last lines on standard error
 * @param folder where the plan's files lie, as a path that ends with a slash: `/labs/`
 * @returns undefined when they are no report of a crash
 */
export function crashOf(written: readonly string[], folder: string): CrashFacts | undefined {
  const end = written.findLastIndex((line) => LAST_LINE.test(line));
  if (end < 0) return undefined;
  const start = written.slice(0, end).findLastIndex((line) => FIRST_LINE.test(line));
  if (start < 0) return undefined;
  const report = written.slice(start, end).map((line) => relative(line, folder));
  const frames = report.findIndex((line) => /^\s+at /.test(line));
  const message = messageOf(report, frames);
  // A file that did not load has its place on top; other errors, in the first frame of a file of the plan.
  const [top, caret] = placeOnTop(report);
  const places = [
    ...(isSyntax(message) ? [top] : []),
    ...report.slice(1).map((line) => placeIn(line)),
    top,
    importer(message),
  ];
  const place = places.find((each) => each !== undefined);
  const stack = [message, ...report.filter((line) => /^\s+at /.test(line))].join('\n');
  const column = place?.column ?? (place === top ? caret : undefined);
  return { message, stack, ...place, ...(column === undefined ? {} : { column }) };
}

/** `TypeError: no way`; without Node's code in brackets. */
function messageOf(report: readonly string[], frames: number): string {
  const above = report.slice(1, frames < 0 ? undefined : frames);
  // The source line with its caret, and an empty line, come before what was thrown.
  const caret = above.findLastIndex((line) => /^\s*\^+\s*$/.test(line));
  const words = above
    .slice(caret + 1)
    .filter((line) => line !== '' && !line.startsWith('(Use `node --trace-uncaught'));
  const message = (frames < 0 ? words : words.slice(-lengthOfMessage(words))).join('\n').trim();
  const bare = message.replace(/^(\w*Error) \[[A-Z_]+\]:/, '$1:').replace(/ \{$/, '');
  return frames < 0 && !/^\w*Error\b/.test(bare) ? `Uncaught ${bare}` : bare;
}

/** Of the lines above the first frame, those from the error's name on. */
function lengthOfMessage(words: readonly string[]): number {
  const named = words.findIndex((line) => /^\w*(?:Error|Exception|Rejection)\b/.test(line));
  return named < 0 ? words.length : words.length - named;
}

type Place = Pick<CrashFacts, 'path' | 'line' | 'column'>;

function placeOnTop(report: readonly string[]): readonly [Place | undefined, number | undefined] {
  // A syntax error comes inside a report of Node's own loader.
  const at = report.findLastIndex(
    (line) => /^\S+\.(?:[cm]?[jt]s|json):\d+$/.test(line) && isOwn(line),
  );
  const found = /^(\S+):(\d+)$/.exec(report[at] ?? '');
  if (!found) return [undefined, undefined];
  const caret = report.slice(at + 1).find((line) => /^\s*\^+\s*$/.test(line));
  return [
    { path: found[1]!, line: Number(found[2]) },
    caret === undefined ? undefined : caret.indexOf('^') + 1,
  ];
}

function placeIn(line: string): Place | undefined {
  const found = /^\s+at .*?([\w./-]+\.(?:[cm]?[jt]s|json)):(\d+):(\d+)\)?$/.exec(line);
  if (!found || !isOwn(found[1]!)) return undefined;
  return { path: found[1]!, line: Number(found[2]), column: Number(found[3]) };
}

/** The file that asked for one that is not there. */
function importer(message: string): Place | undefined {
  const found = /imported from (\S+)$/m.exec(message);
  return found && isOwn(found[1]!) ? { path: found[1]! } : undefined;
}

function isSyntax(message: string): boolean {
  return message.startsWith('SyntaxError');
}

/** After `relative`, a file of the plan is neither a URL nor absolute. */
function isOwn(path: string): boolean {
  return !/^(?:\/|file:|node:|[A-Za-z]:\\)/.test(path);
}

/** Paths below the folder, without it. */
function relative(line: string, folder: string): string {
  return line.replace(/(?:file:\/\/)?\/[^\s'"()]*/g, (path) => {
    const at = path.indexOf(folder);
    return at < 0 ? path : path.slice(at + folder.length);
  });
}
