/** What of Node programs find on this engine: a table, computed from what each of the two has. */

export interface Surface {
  /** Module without `node:` → its exports, or why it cannot be imported. */
  readonly modules: Readonly<Record<string, readonly string[] | string>>;
  readonly globals: readonly string[];
  readonly process: readonly string[];
}

export interface Support {
  readonly name: string;
  readonly status: 'supported' | 'differs' | 'refused';
  /** How it differs, or what to do without it. */
  readonly words?: string;
}

export interface SupportGroup {
  /** `node:http`, `globals`, `process`. */
  readonly name: string;
  readonly entries: readonly Support[];
  /** Why none of it is there. */
  readonly refused?: string;
  /** Entries that are supported, with a difference or without. */
  readonly there: number;
}

type Words = Readonly<Record<string, string>>;

/**
 * Every name that Node has, by module, and what becomes of it here.
 * @throws when words are kept for a name that Node does not have, or that is not here
 */
export function supportTable(
  node: Surface,
  ours: Surface,
  differences: Words,
  refusedWhenUsed: Words,
): SupportGroup[] {
  const unused = new Set([...Object.keys(differences), ...Object.keys(refusedWhenUsed)]);
  const group = (
    name: string,
    key: string,
    wanted: readonly string[],
    has: readonly string[] | string,
  ): SupportGroup => {
    const missing = typeof has === 'string' ? has : undefined;
    const entries = wanted.map((one): Support => {
      const at = `${key}.${one}`;
      const here = typeof has !== 'string' && has.includes(one);
      if (here) unused.delete(at);
      const refusal = refusedWhenUsed[at];
      if (!here) return { name: one, status: 'refused' };
      if (refusal !== undefined) return { name: one, status: 'refused', words: refusal };
      const words = differences[at];
      return words === undefined
        ? { name: one, status: 'supported' }
        : { name: one, status: 'differs', words };
    });
    const there = entries.filter(({ status }) => status !== 'refused').length;
    return { name, entries, there, ...(missing === undefined ? {} : { refused: missing }) };
  };
  const modules = Object.entries(node.modules).map(([name, exports]) =>
    group(
      `node:${name}`,
      name,
      typeof exports === 'string' ? [] : exports,
      ours.modules[name] ?? 'Node has it and this engine does not know its name.',
    ),
  );
  const table = [
    ...modules,
    group('globals', 'globals', node.globals, ours.globals),
    group('process', 'process', node.process, ours.process),
  ];
  if (unused.size > 0) {
    throw new Error(`Words are kept for names that are not there: ${[...unused].join(', ')}.`);
  }
  return table;
}
