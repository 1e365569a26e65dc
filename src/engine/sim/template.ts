/** Request templates of the load generator: `{n}`, `{int:1-9}`, `{id=hex:8}` … (see `LoadProfile`). */
import { randomInt, type Random } from '../../lib/random.ts';

export type Variables = Map<string, string>;

/** Fills a template; named draws and captures are kept in `variables`. @throws Error naming what is wrong. */
export function fill(template: string, variables: Variables, random: Random): string {
  if (!template.includes('{')) return template;
  // A JSON body has braces of its own: only what looks like a field is one.
  return template.replace(
    /\{(?:([a-zA-Z_]\w*)=)?((?:int|pick|hex):[^{}"]+|[a-zA-Z_]\w*)\}/g,
    (whole, name: string | undefined, what: string) => {
      const colon = what.indexOf(':');
      if (colon < 0) {
        const value = variables.get(what);
        if (value === undefined) {
          throw new Error(
            `The load's template ${JSON.stringify(template)} uses {${what}}, which nothing has set. Capture it in an earlier step, or name a draw: {${what}=int:1-9}.`,
          );
        }
        return value;
      }
      const value = draw(what.slice(0, colon), what.slice(colon + 1), random, whole);
      if (name) variables.set(name, value);
      return value;
    },
  );
}

function draw(kind: string, argument: string, random: Random, whole: string): string {
  if (kind === 'pick') {
    const options = argument.split('|');
    return options[randomInt(random, 0, options.length - 1)]!;
  }
  if (kind === 'hex') {
    let text = '';
    for (let i = Number(argument); i > 0; i--) text += randomInt(random, 0, 15).toString(16);
    return text;
  }
  const range = /^(\d+)-(\d+)$/.exec(argument);
  if (!range) throw new Error(`${whole} is not a range: write {int:1-9}.`);
  return String(randomInt(random, Number(range[1]), Number(range[2])));
}

/** The value at a dotted path of parsed JSON; undefined where there is none. */
export function at(value: unknown, path: string): unknown {
  let current = value;
  for (const part of path === '' ? [] : path.split('.')) {
    if (typeof current !== 'object' || current === null) return undefined;
    current = (current as Record<string, unknown>)[part];
  }
  return current;
}
