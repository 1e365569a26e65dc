/** Field types that the content schemas share, with messages that say how to mend the file. */
import { z } from 'astro/zod';

/** An object that rejects unknown keys, and names the ones it knows. */
export const strict = <S extends z.core.$ZodLooseShape>(shape: S) =>
  z.strictObject(shape, {
    error: (issue) =>
      issue.code === 'unrecognized_keys'
        ? `Unknown key ${issue.keys.map((key) => JSON.stringify(key)).join(', ')}. Known here: ${Object.keys(shape).join(', ')}.`
        : `Expected an object with ${Object.keys(shape).join(', ')}, found ${describe(issue.input)}.`,
  });

/** Text with something in it. `what` names the field in messages. */
export const text = (what: string) =>
  z
    .string({ error: (issue) => expected(what, 'text', issue.input) })
    .trim()
    .min(1, `\`${what}\` is empty: write it, or take the line out.`);

/** Lower-case words joined by hyphens: ids of stages, claims, terms and experiments. */
export const slug = (what: string) =>
  text(what).regex(
    /^[a-z0-9]+(-[a-z0-9]+)*$/,
    `\`${what}\` must be lower-case words joined by hyphens, like \`load-balancer\`.`,
  );

/** One of a few words. */
export const oneOf = <const T extends readonly [string, ...string[]]>(what: string, words: T) =>
  z.enum(words, { error: (issue) => expected(what, `one of ${words.join(', ')}`, issue.input) });

/** A whole number from `min` to `max`. */
export const whole = (what: string, min: number, max: number) =>
  z
    .int({ error: (issue) => expected(what, `a whole number from ${min} to ${max}`, issue.input) })
    .min(min, `\`${what}\` must be at least ${min}.`)
    .max(max, `\`${what}\` must be at most ${max}.`);

const expected = (what: string, kind: string, found: unknown) =>
  found === undefined
    ? `\`${what}\` is missing: add it (${kind}).`
    : `\`${what}\` must be ${kind}, found ${describe(found)}.`;

const describe = (value: unknown) =>
  value === undefined ? 'nothing' : (JSON.stringify(value) ?? typeof value).slice(0, 60);
