/** `console` and `node:console`: Node's formatting, written to the process's stdout and stderr. */
import type { NodeModule, Runtime } from '../runtime.ts';
import { format, inspect } from './inspect.ts';

interface ConsoleSink {
  out(text: string): void;
  err(text: string): void;
  /** ms, virtual. */
  now(): number;
}

class LabConsole {
  readonly #sink: ConsoleSink;
  readonly #counts = new Map<string, number>();
  readonly #timers = new Map<string, number>();
  #indent = '';

  constructor(sink: ConsoleSink) {
    this.#sink = sink;
    // Node's methods work when taken off their object: `promise.catch(console.error)`.
    for (const name of METHODS) {
      const method = this[name];
      Object.defineProperty(this, name, {
        value: method.bind(this),
        writable: true,
        configurable: true,
      });
    }
  }

  log(...args: unknown[]): void {
    this.#out(format(...args));
  }

  info(...args: unknown[]): void {
    this.#out(format(...args));
  }

  debug(...args: unknown[]): void {
    this.#out(format(...args));
  }

  error(...args: unknown[]): void {
    this.#err(format(...args));
  }

  warn(...args: unknown[]): void {
    this.#err(format(...args));
  }

  trace(...args: unknown[]): void {
    this.#err(`Trace${args.length > 0 ? `: ${format(...args)}` : ''}`);
  }

  dir(value: unknown, options?: object): void {
    this.#out(inspect(value, { customInspect: false, ...options }));
  }

  dirxml(...args: unknown[]): void {
    this.log(...args);
  }

  assert(holds?: unknown, ...args: unknown[]): void {
    if (holds) return;
    if (typeof args[0] === 'string') args[0] = `Assertion failed: ${args[0]}`;
    else args.unshift('Assertion failed');
    this.warn(...args);
  }

  count(label = 'default'): void {
    const count = (this.#counts.get(label) ?? 0) + 1;
    this.#counts.set(label, count);
    this.log(`${label}: ${count}`);
  }

  countReset(label = 'default'): void {
    this.#counts.delete(label);
  }

  group(...label: unknown[]): void {
    if (label.length > 0) this.log(...label);
    this.#indent += '  ';
  }

  groupCollapsed(...label: unknown[]): void {
    this.group(...label);
  }

  groupEnd(): void {
    this.#indent = this.#indent.slice(2);
  }

  time(label = 'default'): void {
    this.#timers.set(label, this.#sink.now());
  }

  timeLog(label = 'default', ...args: unknown[]): void {
    const began = this.#timers.get(label);
    if (began === undefined) return;
    this.log(`${label}: ${duration(this.#sink.now() - began)}`, ...args);
  }

  timeEnd(label = 'default'): void {
    this.timeLog(label);
    this.#timers.delete(label);
  }

  table(rows: unknown): void {
    this.#out(typeof rows === 'object' && rows !== null ? table(rows) : format(rows));
  }

  #out(text: string): void {
    this.#sink.out(this.#indented(text));
  }

  #err(text: string): void {
    this.#sink.err(this.#indented(text));
  }

  #indented(text: string): string {
    return this.#indent ? text.replace(/^/gm, this.#indent) : text;
  }
}

const METHODS = [
  'log',
  'info',
  'debug',
  'error',
  'warn',
  'trace',
  'dir',
  'dirxml',
  'assert',
  'count',
  'countReset',
  'group',
  'groupCollapsed',
  'groupEnd',
  'time',
  'timeLog',
  'timeEnd',
  'table',
] as const;

export function createConsole(runtime: Runtime): LabConsole {
  return new LabConsole({
    out: (text) => runtime.write('out', `${text}\n`),
    err: (text) => runtime.write('err', `${text}\n`),
    now: () => runtime.now(),
  });
}

/** The module: the console's methods, and the class. */
export function consoleModule(console: LabConsole): NodeModule {
  const named: Record<string, unknown> = { Console: LabConsole };
  for (const name of METHODS) named[name] = console[name];
  return { ...named, default: console };
}

function duration(ms: number): string {
  if (ms >= 1000) return `${(ms / 1000).toFixed(3)}s`;
  return `${ms.toPrecision(4).replace(/\.?0+$/, '') || '0'}ms`;
}

/** Rows as Node draws them. */
function table(rows: object): string {
  const index = '(index)';
  const values = 'Values';
  const columns: string[] = [];
  let primitives = false;
  const lines = Object.entries(rows).map(([key, row]: [string, unknown]) => {
    const cells: Record<string, string> = { [index]: key };
    if (typeof row === 'object' && row !== null) {
      for (const [name, value] of Object.entries(row)) {
        if (!columns.includes(name)) columns.push(name);
        cells[name] = inspect(value, { depth: 0 });
      }
    } else {
      primitives = true;
      cells[values] = inspect(row);
    }
    return cells;
  });
  const heads = [index, ...columns, ...(primitives ? [values] : [])];
  const widths = heads.map(
    (head) => 2 + Math.max(head.length, ...lines.map((cells) => (cells[head] ?? '').length)),
  );
  const draw = (cells: readonly string[]): string =>
    `│${cells.map((cell, i) => ` ${cell.padEnd(widths[i]! - 1)}`).join('│')}│`;
  const rule = (left: string, middle: string, right: string): string =>
    left + widths.map((width) => '─'.repeat(width)).join(middle) + right;
  return [
    rule('┌', '┬', '┐'),
    draw(heads),
    rule('├', '┼', '┤'),
    ...lines.map((cells) => draw(heads.map((head) => cells[head] ?? ''))),
    rule('└', '┴', '┘'),
  ].join('\n');
}
