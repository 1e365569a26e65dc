/** Where text is kept by key: the browser's localStorage, or memory where that is refused. */
export interface Area {
  /** Whether it outlives the page. */
  readonly lasting: boolean;
  get(key: string): string | null;
  /** @throws when there is no room or writing is refused. */
  set(key: string, text: string): void;
  remove(key: string): void;
  keys(): string[];
  /** Calls back when another tab changed `key`; null means everything. Returns how to stop. */
  watch(changed: (key: string | null) => void): () => void;
}

export function memoryArea(): Area {
  const texts = new Map<string, string>();
  return {
    lasting: false,
    get: (key) => texts.get(key) ?? null,
    set: (key, text) => void texts.set(key, text),
    remove: (key) => void texts.delete(key),
    keys: () => [...texts.keys()],
    watch: () => () => undefined,
  };
}

/** localStorage if it can be read. Writing may still fail later, when it is full. */
export function browserArea(): Area {
  let local: Storage;
  try {
    // Blocked cookies make the property itself throw; some web views leave it null.
    local = globalThis.localStorage;
    local.getItem('');
  } catch {
    return memoryArea();
  }
  return {
    lasting: true,
    get: (key) => local.getItem(key),
    set: (key, text) => {
      local.setItem(key, text);
    },
    remove: (key) => {
      local.removeItem(key);
    },
    keys: () => Array.from({ length: local.length }, (_, i) => local.key(i) ?? ''),
    watch: (changed) => {
      const listen = (event: StorageEvent) => {
        if (event.storageArea === local) changed(event.key);
      };
      addEventListener('storage', listen);
      return () => {
        removeEventListener('storage', listen);
      };
    },
  };
}
