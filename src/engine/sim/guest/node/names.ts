/** Every module that Node 24 itself brings, without `node:`; which of them exist here is in `index.ts`. */
const NODE_BUILTINS: ReadonlySet<string> = new Set(
  (
    'assert assert/strict async_hooks buffer child_process cluster console constants crypto dgram ' +
    'diagnostics_channel dns dns/promises domain events fs fs/promises http http2 https inspector ' +
    'inspector/promises module net os path path/posix path/win32 perf_hooks process punycode ' +
    'querystring readline readline/promises repl stream stream/consumers stream/promises stream/web ' +
    'string_decoder sys timers timers/promises tls trace_events tty url util util/types v8 vm wasi ' +
    'worker_threads zlib'
  ).split(' '),
);

/** Those that Node knows only with the prefix `node:`. */
const PREFIX_ONLY: ReadonlySet<string> = new Set(['sea', 'sqlite', 'test', 'test/reporters']);

/**
 * The name of a built-in module without `node:`, or undefined when Node has no such module.
 * `http` and `node:http` are the same; `node:test` exists with its prefix alone.
 */
export function builtinName(specifier: string): string | undefined {
  const prefixed = specifier.startsWith('node:');
  const name = prefixed ? specifier.slice(5) : specifier;
  if (NODE_BUILTINS.has(name) || (prefixed && PREFIX_ONLY.has(name))) return name;
  return undefined;
}
