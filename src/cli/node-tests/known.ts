/** Why tests that are asked do not pass: groups, each with the reason and the tests' names. */
const REASONS: readonly (readonly [why: string, names: readonly string[]])[] = [];

/** The reason for a test that does not pass, by its file's name. */
export function reasonFor(name: string): string | undefined {
  return REASONS.find(([, names]) => names.includes(name.replace(/^test-|\.js$/g, '')))?.[0];
}
