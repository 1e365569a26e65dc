/** Which of Node's tests are asked, by module, and why the others are not. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const MODULES = ['http', 'events', 'timers'] as const;
export type ModuleName = (typeof MODULES)[number];

export interface Candidate {
  readonly module: ModuleName;
  /** `test-http-abort-queued.js`. */
  readonly name: string;
  readonly text: string;
  /** Why it is not asked. */
  readonly outside?: string;
  /** Of `http`: it never reaches through the API to a socket. */
  readonly pure: boolean;
}

const NAMES: Readonly<Record<ModuleName, RegExp>> = {
  http: /^test-http-.*\.js$/,
  events: /^test-event(?:s|-emitter|-capture|emitter)?-.*\.js$/,
  timers: /^test-timers(?:-.*)?\.js$/,
};

/** What a test of an API may load: that API, and what needs no machine. */
const ALLOWED = new Set([
  'http',
  'events',
  'timers',
  'timers/promises',
  'assert',
  'url',
  'util',
  '../common',
  '../common/countdown',
]);

const FLAGS: readonly (readonly [RegExp, string])[] = [
  [/expose-internals|internalBinding|process\.binding\(/, "Node's internals"],
  [/expose[-_]gc|natives[-_]syntax|async_hooks/, 'the garbage collector or async hooks'],
  [/insecure-http-parser/, "flags of Node's command line"],
  [/experimental-eventsource/, 'EventSource'],
];

/** Modules by what they are, where a group of tests needs them. */
const KINDS: readonly (readonly [RegExp, string])[] = [
  [/^(?:net|dgram|_http_\w+)$/, 'raw sockets (`net`), which write HTTP by hand'],
  [/^(?:tls|https|http2|crypto)$/, 'TLS or HTTP/2'],
  [/^(?:fs|path|os|\.\.\/common\/(?:tmpdir|fixtures))/, 'files'],
  [/^(?:child_process|cluster|worker_threads|\.\.\/common\/child_process)$/, 'further processes'],
  [/^(?:stream|stream\/promises|zlib)$/, '`stream` or `zlib`'],
  [/^(?:dns|\.\.\/common\/(?:internet|dns))$/, 'name servers'],
  [/^(?:internal\/|\.\.\/common\/gc)/, "Node's internals"],
];

/** What reaches a socket through the API of `http`. */
const SOCKET =
  /\.(?:socket|connection|client)\b|['"](?:socket|connection|upgrade|connect|clientError)['"]|createConnection|createSocket|_handle|assignSocket|onSocket|socketPath|_sockets|rejectUnauthorized/;

/** The tests of `folder` (it holds `parallel/`), by name. */
export function selectTests(folder: string): Candidate[] {
  const names = readdirSync(join(folder, 'parallel')).sort();
  return MODULES.flatMap((module) =>
    names
      .filter((name) => NAMES[module].test(name))
      .map((name) => judge(module, name, readFileSync(join(folder, 'parallel', name), 'utf8'))),
  );
}

function judge(module: ModuleName, name: string, text: string): Candidate {
  const flagged = FLAGS.find(([pattern]) => pattern.test(text));
  const loads = [...text.matchAll(/require\(['"](?:node:)?([^'"]+)['"]\)/g)].map(
    ([, what]) => what!,
  );
  const other = loads.find((what) => !ALLOWED.has(what));
  const outside =
    flagged?.[1] ??
    (other === undefined
      ? undefined
      : (KINDS.find(([pattern]) => pattern.test(other))?.[1] ?? `\`${other}\``));
  const pure = outside === undefined && !SOCKET.test(text);
  return { module, name, text, pure, ...(outside === undefined ? {} : { outside }) };
}
