/**
 * `inspect` and `format`: Node's own code, extracted, used by `console`, `util` and `assert`.
 * Inside Node it knows platform classes from within; here they are taught to describe themselves.
 */
import util from 'node-inspect-extracted';

const { inspect, format, formatWithOptions, stripVTControlCharacters } =
  util as unknown as typeof import('node:util');

export { format, formatWithOptions, inspect, stripVTControlCharacters };

type Describe = (depth: number, options: object, inner: typeof inspect) => string;

function teach(prototype: object, describe: (self: never) => Describe): void {
  if (Object.hasOwn(prototype, inspect.custom)) return;
  Object.defineProperty(prototype, inspect.custom, {
    configurable: true,
    writable: true,
    value(this: never, ...args: Parameters<Describe>) {
      return describe(this)(...args);
    },
  });
}

const URL_PARTS = [
  'href',
  'origin',
  'protocol',
  'username',
  'password',
  'host',
  'hostname',
  'port',
  'pathname',
  'search',
  'searchParams',
  'hash',
] as const;

teach(URL.prototype, (url: URL) => (depth, options, inner) => {
  if (depth < 0) return '[URL]';
  const parts = Object.fromEntries(URL_PARTS.map((name) => [name, url[name]]));
  return `URL ${inner(parts, options)}`;
});

teach(URLSearchParams.prototype, (params: URLSearchParams) => (depth, options, inner) => {
  if (depth < 0) return '[Object]';
  const pairs = [...params].map(
    ([name, value]) => `${inner(name, options)} => ${inner(value, options)}`,
  );
  return pairs.length === 0 ? 'URLSearchParams {}' : `URLSearchParams { ${pairs.join(', ')} }`;
});
