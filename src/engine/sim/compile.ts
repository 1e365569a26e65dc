/**
 * Turns a reader's TypeScript module into a function body that a process can evaluate.
 *
 * How a loader uses it:
 *
 * 1. `compile(path, text)` for every file of the plan, once per text. A problem is a
 *    `FileProblem` for `Session.write`, or a crash when it is found at boot.
 * 2. `findLinkProblem(entry, modules, builtinExports)` (`link.ts`) before the entry is evaluated:
 *    missing files and missing exports, in Node's words.
 * 3. `code` is an expression: a function that makes the module.
 *    - Of `kind` 'module' it is a generator `(exports, require, __import, __meta, __power, __caught)`, an async one when
 *      the file awaits at its top. Make each module reachable by static imports, before any is
 *      evaluated, and take its first step: that binds imports and exports function declarations, so
 *      that cycles work as in Node. The second step is the module itself: depth first over `imports`
 *      that are not `dynamic`, in their order, each file once, awaiting each before the next.
 *    - Of `kind` 'commonjs' it is a function `(exports, require, module, __filename, __dirname,
 *      __import, __power, __caught)`, called when the module is first required or its turn among imports has come.
 *    - `exports`: a fresh object, in the registry before `require` is called for it.
 *    - `require(specifier)`: synchronous; for a relative specifier the registry's exports object,
 *      for a built-in an object of its named exports and `default` that also carries
 *      `__esModule: true`. (A CommonJS file's is Node's `require`.)
 *    - `__import(specifier)`: the promise of the same object, for `import()`. It must settle on
 *      microtasks alone, so its files (`imports` with `dynamic`) have to be compiled beforehand.
 *    - `__meta`: `import.meta`: `{ url, dirname, filename, main }`.
 *    - `__power(a, b)`: `a ** b`, the same to the last bit everywhere.
 *    - `__caught(error)`: puts an error that a `catch` names into the words that all engines share.
 *    - Where its text is followed (`follow.ts`), one more comes last: `__follow`, the process's context.
 *
 * Pure; runs in browsers and in Node.
 */
import { parse } from 'acorn';
import type { Program, Token } from 'acorn';
import { transform } from 'sucrase';
import type { FileProblem } from '../contract.ts';
import { CAUGHT, readCatches } from './catches.ts';
import { findCommonJs, readCommonJs } from './commonjs.ts';
import { readModule } from './module-facts.ts';
import type { ImportRecord, ModuleFacts, Replacement } from './module-facts.ts';
import { POWER, readPowers } from './powers.ts';
import { specifierProblem } from './specifiers.ts';
import { FOLLOW, followReplacements } from './follow.ts';
import { findUnstrippable } from './unstrippable.ts';

export type { ImportRecord };

export interface CompiledModule {
  readonly ok: true;
  readonly path: string;
  readonly kind: 'module' | 'commonjs';
  /** It awaits at its top. */
  readonly awaits?: true;
  /** An expression, see above; line numbers are kept. */
  readonly code: string;
  /** In the order written. */
  readonly imports: readonly ImportRecord[];
  /** Names it exports itself, `default` included, without those of `export *`. */
  readonly exports: readonly string[];
}

export type CompileResult = CompiledModule | { readonly ok: false; readonly problem: FileProblem };

/** A problem at a place of the text, before the path is known. */
export interface Place {
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/**
 * Compiles one module. `.json` files become a module whose default export is their value.
 *
 * @param path the file's path in the plan, used in problems only
 * @param followed for a program that imports `node:async_hooks`: see `follow.ts`
 * @returns the compiled module, or the first problem found, with 1-based line and column
 */
export function compile(path: string, text: string, followed = false): CompileResult {
  const fail = ({ line, column, message }: Place): CompileResult => ({
    ok: false,
    problem: { path, line, column, message },
  });
  if (path.endsWith('.json')) return compileJson(path, text, fail);

  const isScript = /\.[cm]?js$/.test(path);
  const unstrippable = isScript ? undefined : findUnstrippable(text);
  if (unstrippable) return fail(unstrippable);

  let script = text.replace(/^#!/, '//');
  if (!isScript) {
    try {
      script = transform(script, {
        transforms: ['typescript'],
        disableESTransforms: true,
        // As Node: only `import type` goes; a type imported as a value is a missing export.
        keepUnusedImports: true,
      }).code;
    } catch (error) {
      return fail(placeOf(error, text));
    }
  }
  const parsed = parseEither(path, script);
  if ('error' in parsed) return fail(inOriginal(placeOf(parsed.error, script), text, script));
  if (parsed.kind === 'commonjs') return compileCommonJs(path, script, parsed.program, followed);

  const found = readModule(parsed.program);
  const commonJs = findCommonJs(parsed.program);
  if (commonJs && !found.isModule && !/\.m[jt]s$/.test(path)) {
    return compileCommonJs(path, script, parsed.program, followed);
  }
  for (const record of found.imports) {
    const message = record.dynamic ? undefined : specifierProblem(record.specifier);
    if (message) return fail({ line: record.line, column: 1, message });
  }
  const taken = found.declared.find(({ name }) => name === 'require' || name === 'exports');
  if (taken) {
    const message = `The name '${taken.name}' is taken at the top of a file: choose another one.`;
    return fail({ line: taken.line, column: 1, message });
  }
  if (commonJs && !found.declared.some(({ name }) => name === commonJs.name)) {
    const { name, line } = commonJs;
    const message = `${name} is not defined: this file is an ES module. Write \`import … from '…'\` and \`export\`.`;
    return fail({ line, column: 1, message });
  }

  const agreed = [...found.replacements, ...agreements(parsed.program, script)];
  const replacements = followed ? followReplacements(parsed.program, script, agreed) : agreed;
  const { code } = transform(replaceRanges(script, replacements), {
    transforms: ['imports'],
    disableESTransforms: true,
    keepUnusedImports: true,
  });
  return {
    ok: true,
    path,
    kind: 'module',
    ...(found.awaits ? { awaits: true } : {}),
    code: asGenerator(withFirstStep(code, found), found.awaits, followed),
    imports: found.imports,
    exports: found.exports,
  };
}

type Parsed =
  { readonly kind: 'module' | 'commonjs'; readonly program: Program } | { readonly error: unknown };

/** As Node decides: by the file's ending, or by which of the two it can be, a module first. */
function parseEither(path: string, script: string): Parsed {
  const as = (kind: 'module' | 'commonjs'): Parsed => {
    try {
      const program = parse(script, {
        ecmaVersion: 'latest',
        sourceType: kind,
        locations: true,
        // CommonJS is a script: there the parser knows such comments for what they are.
        ...(kind === 'module' ? { onToken: refuseComments(script) } : {}),
      });
      return { kind, program };
    } catch (error) {
      return { error };
    }
  };
  if (/\.c[jt]s$/.test(path)) return as('commonjs');
  const module = as('module');
  if ('program' in module || /\.m[jt]s$/.test(path)) return module;
  const commonJs = as('commonjs');
  return 'program' in commonJs && findCommonJs(commonJs.program) ? commonJs : module;
}

/** The script of a library (`libraries.ts`), followed. */
export function followLibrary(script: string): string {
  const program = parse(script, { ecmaVersion: 'latest', locations: true });
  return replaceRanges(script, followReplacements(program, script)).replace(
    '(require,module)',
    `(require,module,${FOLLOW})`,
  );
}

function compileCommonJs(
  path: string,
  script: string,
  program: Program,
  followed: boolean,
): CompiledModule {
  const { imports, exports, replacements } = readCommonJs(program, script);
  const agreed = [...replacements, ...agreements(program, script)];
  const body = replaceRanges(
    script,
    followed ? followReplacements(program, script, agreed) : agreed,
  );
  const more = followed ? `, ${FOLLOW}` : '';
  return {
    ok: true,
    path,
    kind: 'commonjs',
    code: `(function (exports, require, module, __filename, __dirname, __import, ${POWER}, ${CAUGHT}${more}) {${body}\n})`,
    imports,
    exports: ['default', 'module.exports', ...exports.filter((name) => name !== 'default')],
  };
}

/** On the first line of its function, so that line numbers in stacks are those of the reader's file. */
function asGenerator(body: string, awaits: boolean, followed: boolean): string {
  const more = followed ? `, ${FOLLOW}` : '';
  return `(${awaits ? 'async ' : ''}function* (exports, require, __import, __meta, ${POWER}, ${CAUGHT}${more}) {${body}\n})`;
}

/**
 * Puts before everything what ES modules have before they run: their imports bound, their function
 * declarations exported. The `var`s that hold the imports are declared further down.
 */
function withFirstStep(
  code: string,
  { imports, functions, exports }: Pick<ModuleFacts, 'imports' | 'functions' | 'exports'>,
): string {
  const start = '"use strict";Object.defineProperty(exports, "__esModule", {value: true});';
  const specifiers = new Set(imports.map(({ specifier }) => specifier));
  const bound = [...code.matchAll(/\bvar (_\w+ = require\((['"])([^'"\n]+)\2\);)/g)]
    .filter(([, , , specifier = '']) => specifiers.has(specifier))
    .map(([, statement = '']) => statement);
  const exported = functions.map(([name, local]) => `exports[${JSON.stringify(name)}] = ${local};`);
  // A module's names are listed in alphabetical order, whatever the order in the text.
  const named = [...exports].sort().map((name) => `exports[${JSON.stringify(name)}] = void 0;`);
  const rest = code.startsWith(start) ? code.slice(start.length) : code;
  return start + [...bound, ...named, ...exported].join('') + 'yield;' + rest;
}

/**
 * In a script, and that is what browsers are given, `<!--` begins a comment; in a module it is three
 * operators. Nothing may be read differently from how it was checked.
 */
function refuseComments(script: string): (token: Token) => void {
  return ({ start }) => {
    if (script.startsWith('<!--', start)) {
      throw Object.assign(
        new SyntaxError('`<!--` begins a comment in old scripts: write `< !--` with a space.'),
        { pos: start },
      );
    }
  };
}

/** What is written differently so that every engine does the same. */
function agreements(program: Program, script: string): Replacement[] {
  return [...readPowers(program, script), ...readCatches(program)];
}

function replaceRanges(text: string, ranges: readonly Replacement[]): string {
  let out = '';
  let from = 0;
  const inOrder = [...ranges].sort((a, b) => a.start - b.start || a.end - b.end);
  for (const { start, end, text: instead } of inOrder) {
    out += text.slice(from, start) + instead;
    from = end;
  }
  return out + text.slice(from);
}

// ---------------------------------------------------------------- problems

/** Where and what a parser complained about: the same words in every browser. */
function placeOf(error: unknown, text: string): Place {
  const { message = String(error), pos } = error as { message?: string; pos?: number };
  const at = Math.min(typeof pos === 'number' ? pos : 0, text.length);
  const before = text.slice(0, at);
  const line = before.split('\n').length;
  const column = at - (before.lastIndexOf('\n') + 1) + 1;
  const plain = message.replace(/^Error transforming [^:]*: /, '').replace(/ \(\d+:\d+\)$/, '');
  return { line, column, message: inWords(plain, text.slice(at)) };
}

function inWords(message: string, rest: string): string {
  const expected = /expected "(.+)"/.exec(message)?.[1];
  if (/^Unexpected (?:token|character)/.test(message)) {
    if (rest.startsWith('@')) {
      return "Decorators are not supported by Node's type stripping: call the function yourself.";
    }
    if (rest.trim() === '') {
      return 'The file ends too early: a bracket, a brace or an expression is not finished.';
    }
    const found = /^(?:[\w$]+|\s*\S)/.exec(rest)?.[0].trim() ?? '';
    return expected === undefined
      ? `Unexpected '${found}'.`
      : `Unexpected '${found}': expected '${expected}' before it.`;
  }
  return /[.!?]$/.test(message) ? message : `${message}.`;
}

/**
 * Types were deleted before the second parse, so a column there is too small: finds the same
 * character in the line as written. Stripping only deletes, so the stripped line is a subsequence.
 */
function inOriginal(place: Place, original: string, stripped: string): Place {
  const written = original.split('\n')[place.line - 1] ?? '';
  const line = stripped.split('\n')[place.line - 1] ?? '';
  let column = 0;
  for (let i = 0; i < place.column && column < written.length; i++) {
    const at = written.indexOf(line[i] ?? '', column);
    if (at < 0) return place;
    column = at + 1;
  }
  return { ...place, column: Math.max(1, column) };
}

function compileJson(
  path: string,
  text: string,
  fail: (place: Place) => CompileResult,
): CompileResult {
  try {
    const value = JSON.stringify(JSON.parse(text));
    const code = withFirstStep(`exports.default = JSON.parse(${JSON.stringify(value)});`, {
      imports: [],
      functions: [],
      exports: ['default'],
    });
    return {
      ok: true,
      path,
      kind: 'module',
      code: asGenerator(code, false, false),
      imports: [],
      exports: ['default'],
    };
  } catch {
    // JSON.parse words its errors differently in every browser; acorn does not.
    try {
      parse(`(${text}\n)`, { ecmaVersion: 'latest' });
    } catch (error) {
      const place = placeOf(error, `(${text}\n)`);
      return fail({
        ...place,
        column: place.line === 1 ? Math.max(1, place.column - 1) : place.column,
      });
    }
    const message =
      'This is JavaScript but not JSON: names and texts need double quotes, and no comments or trailing commas.';
    return fail({ line: 1, column: 1, message });
  }
}
