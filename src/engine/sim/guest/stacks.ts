/**
 * Stacks as V8 has them, where an engine has others (Firefox's are a getter that all errors inherit):
 * an error that a program makes gets one of its own, with the reader's frames alone.
 */
import { inNodesWords } from './language/wording.ts';

type PathOf = (url: string) => string | undefined;

const inherited = Object.getOwnPropertyDescriptor(Error.prototype, 'stack');

const CLASSES = [
  'Error',
  'AggregateError',
  'EvalError',
  'RangeError',
  'ReferenceError',
  'SyntaxError',
  'TypeError',
  'URIError',
] as const;

/** Firefox's own properties of an error, which Node's have not. */
const FOREIGN = ['fileName', 'lineNumber', 'columnNumber'] as const;

let settled = false;

/** `name: message` of an error, in Node's words; of anything else something. */
export function headline(error: unknown): string {
  try {
    inNodesWords(error);
    const { name = 'Error', message = '' } = error as { name?: string; message?: string };
    return message ? `${String(name)}: ${String(message)}` : String(name);
  } catch {
    return 'Error';
  }
}

/** Once for a realm. @param pathOf the reader's path of a script's address */
export function settleStacks(pathOf: PathOf): void {
  if (settled || !inherited?.get) return;
  settled = true;
  const read = inherited.get;
  const own = new WeakSet<object>();
  const textOf = (error: object): unknown => {
    const raw = Reflect.apply(read, error, []) as unknown;
    if (typeof raw !== 'string') return raw;
    return [headline(error), ...framesOf(raw, error, pathOf)].join('\n');
  };
  Object.defineProperty(Error.prototype, 'stack', {
    ...inherited,
    get(this: object) {
      return own.has(this) ? undefined : textOf(this);
    },
  });
  /** In V8, too, a stack is written when it is first read: with the name that the error has by then. */
  const lazily = (error: object): PropertyDescriptor => {
    const settle = (value: unknown): void => {
      Object.defineProperty(error, 'stack', { value, writable: true, configurable: true });
    };
    return {
      get() {
        const text = textOf(error);
        settle(text);
        return text;
      },
      set: settle,
      configurable: true,
    };
  };
  const keep = (error: object): object => {
    const others = Object.entries(Object.getOwnPropertyDescriptors(error)).filter(
      ([name]) => Reflect.deleteProperty(error, name) && !FOREIGN.includes(name as never),
    );
    Object.defineProperty(error, 'stack', lazily(error));
    for (const [name, descriptor] of others) Object.defineProperty(error, name, descriptor);
    own.add(error);
    return error;
  };
  const realm = globalThis as unknown as Record<string, ErrorConstructor>;
  for (const name of CLASSES) {
    const Plain = realm[name]!;
    const Kept: ErrorConstructor = new Proxy(Plain, {
      construct: (target, args, newTarget) =>
        keep(Reflect.construct(target, args, newTarget === Kept ? target : newTarget) as object),
      apply: (target, _self, args) => keep(Reflect.construct(target, args) as object),
    });
    if (name !== 'Error') Object.setPrototypeOf(Plain, realm['Error']!);
    Object.defineProperty(Plain.prototype, 'constructor', {
      value: Kept,
      writable: true,
      configurable: true,
    });
    Object.defineProperty(realm, name, { value: Kept, writable: true, configurable: true });
  }
}

/** Of `name@url:line:column` lines, those of the reader's files. */
function framesOf(raw: string, error: object, pathOf: PathOf): string[] {
  const frames = raw.split('\n').flatMap((line) => {
    const [, name = '', url = '', place = ''] = /^(.*?)@(.*?):(\d+:\d+)$/.exec(line) ?? [];
    const path = pathOf(url);
    if (path === undefined) return [];
    const plain = /^(?:async\*)?(?:.*[/.])?([\w$#]+)$/.exec(name)?.[1] ?? '';
    return [{ name: plain === '__module' ? '' : plain, place: `${path}:${place}` }];
  });
  // Its classes make it: those without a constructor of their own are no frames.
  for (const made of classesOf(error)) {
    if (frames[0]?.name !== made.name) break;
    if (/\bconstructor\s*\(/.test(String(made)))
      frames[0] = { ...frames[0], name: `new ${made.name}` };
    else {
      frames.shift();
      continue;
    }
    break;
  }
  return frames.map(({ name, place }) => `    at ${name ? `${name} (${place})` : place}`);
}

/** The program's own classes that an error is of, the one nearest to the language's first. */
function classesOf(error: object): { readonly name: string }[] {
  const classes: { readonly name: string }[] = [];
  for (let at: unknown = error; at; at = Object.getPrototypeOf(at)) {
    const made = Object.getOwnPropertyDescriptor(at, 'constructor')?.value as unknown;
    if (typeof made !== 'function') continue;
    if ((CLASSES as readonly string[]).includes(made.name)) break;
    classes.unshift(made);
  }
  return classes;
}
