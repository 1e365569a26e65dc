/** What of Node the engine has, by name: what the editor can complete. Served with the engine. */
export interface Vocabulary {
  /** `http`, `fs/promises` → its exports. */
  readonly modules: Readonly<Record<string, readonly string[]>>;
  readonly globals: readonly string[];
  /** Members of `process`. */
  readonly process: readonly string[];
}

export const NO_VOCABULARY: Vocabulary = { modules: {}, globals: [], process: [] };
