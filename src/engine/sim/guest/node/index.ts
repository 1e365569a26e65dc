/** The built-in modules of a process, by name. */
import { specifierProblem } from '../../specifiers.ts';
import { nodeError, unsupported } from '../errors.ts';
import type { NodeModule, NodeModuleFactory, Runtime } from '../runtime.ts';
import { create as assert, createStrict as assertStrict } from './assert.ts';
import { create as asyncHooks } from './async_hooks.ts';
import { create as buffer } from './buffer.ts';
import { create as crypto } from './crypto.ts';
import { create as events } from './events.ts';
import { builtinName } from './names.ts';
import { create as os } from './os.ts';
import { create as path } from './path.ts';
import { create as querystring } from './querystring.ts';
import { create as stringDecoder } from './string_decoder.ts';
import { create as url } from './url.ts';
import { create as util, createTypes as utilTypes } from './util.ts';

/** Modules that need nothing but the `Runtime`; those of time and network come with the process. */
const FACTORIES: Readonly<Record<string, NodeModuleFactory>> = {
  assert,
  'assert/strict': assertStrict,
  async_hooks: asyncHooks,
  buffer,
  crypto,
  events,
  os,
  path,
  'path/posix': path,
  querystring,
  string_decoder: stringDecoder,
  sys: util,
  url,
  util,
  'util/types': utilTypes,
};

/** What to do without a module that is not simulated; anything else is told to run on Node. */
const INSTEAD: Readonly<Record<string, string>> = {
  stream:
    'Requests and responses stream by themselves: `for await (const chunk of req)`, `res.write(chunk)`.',
  'stream/promises':
    'Read a body with `for await (const chunk of req)`, write one with `res.write(chunk)`.',
  net: 'Talk HTTP, with node:http or fetch.',
  tls: 'Talk HTTP, with node:http or fetch.',
  dgram: 'Talk HTTP, with node:http or fetch.',
  https: 'Links of a lab are private: use node:http.',
  http2: 'Use node:http.',
  dns: 'The name of a machine is its host name: use it in the URL.',
  'dns/promises': 'The name of a machine is its host name: use it in the URL.',
  child_process: 'A machine runs one process: use another machine of the lab.',
  cluster: 'A machine runs one process: use another machine of the lab.',
  worker_threads: 'A machine runs one process: use another machine of the lab.',
  module: 'Use import.',
  sqlite: "It is loaded for programs that name it: `import { DatabaseSync } from 'node:sqlite'`.",
};

export interface Builtins {
  /**
   * The module with this name (`http` or `node:http`), made at its first use.
   * @throws an error that names what is missing and what to do instead
   */
  get(specifier: string): NodeModule;
  /**
   * Names that a module exports, `default` included; by its name without `node:` or with it.
   * @throws the same error
   */
  exportsOf(name: string): readonly string[];
}

/**
 * @param own modules that the process makes itself, by name without `node:`:
 *   `http`, `fs`, `fs/promises`, `timers`, `timers/promises`, `process`, `console`, `perf_hooks`
 */
export function createBuiltins(
  runtime: Runtime,
  own: Readonly<Record<string, () => NodeModule>>,
): Builtins {
  const made = new Map<string, NodeModule>();
  const find = (name: string): NodeModule | undefined => {
    const before = made.get(name);
    if (before) return before;
    const make = own[name] ?? FACTORIES[name];
    if (!make) return undefined;
    // `__esModule` tells compiled code that `default` is among the names.
    const module = Object.defineProperty({ ...make(runtime) }, '__esModule', { value: true });
    made.set(name, module);
    return module;
  };
  const known = (name: string): NodeModule => {
    const module = find(name);
    if (module) return module;
    throw unsupported(`node:${name}`, INSTEAD[name] ?? 'Run this lab on Node to use it.');
  };
  const get = (specifier: string): NodeModule => {
    const name = builtinName(specifier);
    if (name === undefined) {
      throw nodeError('ERR_MODULE_NOT_FOUND', specifierProblem(specifier) ?? specifier);
    }
    return known(name);
  };
  return { get, exportsOf: (name) => Object.keys(known(name.replace(/^node:/, ''))) };
}
