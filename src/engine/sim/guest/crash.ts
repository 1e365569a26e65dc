/** Stacks that name the reader's files and lines, and the facts of a crash. */

import type { CrashFacts } from '../../journal.ts';
import { nodeError } from './errors.ts';
import { LinkError } from './loader.ts';
import { inspect } from './node/inspect.ts';
import { headline, settleStacks } from './stacks.ts';

/** Characters of a message or a stack that are told: a program may make them as long as it likes. */
const LONGEST = 8192;

type PathOf = (url: string) => string | undefined;

interface CallSite {
  getFunctionName(): string | null;
  getTypeName(): string | null;
  getMethodName(): string | null;
  getFileName(): string | null;
  getLineNumber(): number | null;
  getColumnNumber(): number | null;
  isConstructor(): boolean;
  isToplevel(): boolean;
  isAsync?(): boolean;
}

/**
 * Stacks hold the reader's frames alone, under their own paths, and look as in Node. Which frames
 * there are, and their columns, is each engine's own.
 */
export function formatStacks(pathOf: PathOf): void {
  settleStacks(pathOf);
  const V8Error = Error as unknown as {
    prepareStackTrace?: (error: unknown, sites: CallSite[]) => string;
  };
  V8Error.prepareStackTrace = (error, sites) => {
    const lines = [headline(error)];
    for (const site of sites) {
      const path = pathOf(site.getFileName() ?? '');
      if (path === undefined) continue;
      const place = `${path}:${site.getLineNumber() ?? 0}:${site.getColumnNumber() ?? 0}`;
      const name = frameName(site);
      lines.push(
        `    at ${site.isAsync?.() ? 'async ' : ''}${name ? `${name} (${place})` : place}`,
      );
    }
    return lines.join('\n');
  };
}

function frameName(site: CallSite): string | null {
  const name = site.getFunctionName();
  if (!name) return null;
  if (site.isConstructor()) return `new ${name}`;
  if (site.isToplevel()) return name;
  const type = site.getTypeName();
  return type && type !== 'Object' && !name.startsWith(type) ? `${type}.${name}` : name;
}

/** What `uncaughtException` listeners get of a promise that was rejected: always an error. */
export function rejectionError(reason: unknown): unknown {
  if (reason instanceof Error) return reason;
  const error = nodeError(
    'ERR_UNHANDLED_REJECTION',
    'This error originated either by throwing inside of an async function without a catch block, ' +
      'or by rejecting a promise which was not handled with .catch(). ' +
      `The promise rejected with the reason "${
        typeof reason === 'string' ? reason : inspect(reason, { depth: 0 })
      }".`,
  );
  error.name = 'UnhandledPromiseRejection';
  return error;
}

/** What to tell of an error that ended a process; one that throws when it is looked at is told as that. */
export function describeError(
  error: unknown,
  origin: 'exception' | 'rejection',
  pathOf: PathOf,
): CrashFacts {
  try {
    return describe(error, origin, pathOf);
  } catch {
    const message = 'Uncaught (something that throws when it is looked at)';
    return { message, stack: message };
  }
}

function describe(error: unknown, origin: 'exception' | 'rejection', pathOf: PathOf): CrashFacts {
  if (!(error instanceof Error)) {
    const what = typeof error === 'object' ? JSON.stringify(error) : String(error);
    const message = cut(
      origin === 'rejection' ? `Unhandled rejection: ${what}` : `Uncaught ${what}`,
    );
    return { message, stack: message };
  }
  const full = headline(error);
  const message = cut(full);
  if (error instanceof LinkError) {
    return {
      message,
      stack: message,
      path: error.path,
      ...(error.line === undefined ? {} : { line: error.line }),
    };
  }
  const told = typeof error.stack === 'string' ? error.stack : '';
  const raw = told.startsWith(full) ? message + cut(told.slice(full.length)) : cut(told);
  const mapped = raw.replace(/(?:blob:[^\s)]+?)(?=:\d+)/g, (url) => pathOf(url) ?? url);
  const stack =
    mapped.startsWith(message) || mapped.includes(cut(String(error.message)))
      ? mapped
      : `${message}\n${mapped}`;
  const frame = /(?:^|[\s(@])([\w./-]+\.(?:[cm]?[jt]s|json)):(\d+):(\d+)/m.exec(
    stack.slice(stack.indexOf('\n') + 1),
  );
  if (!frame) return { message, stack };
  return { message, stack, path: frame[1]!, line: Number(frame[2]), column: Number(frame[3]) };
}

function cut(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
