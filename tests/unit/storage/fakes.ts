import { memoryArea } from '../../../src/storage/area.ts';
import type { Area } from '../../../src/storage/area.ts';
import type { Effects } from '../../../src/storage/box.ts';
import type { Notice } from '../../../src/storage/notices.ts';

export interface FakeBrowser extends Effects {
  readonly area: Area & { room: number };
  readonly notices: Notice[];
  /** Every text under our keys. */
  dump(): Record<string, string>;
}

/**
 * A browser's storage in memory: limited room, and other tabs that hear of changes. Tabs made by
 * `tab()` share the texts, as tabs of one browser do.
 */
export function fakeBrowser(room = Infinity): FakeBrowser & { tab(): FakeBrowser } {
  const store = memoryArea();
  const tabs: { changed: ((key: string | null) => void)[] }[] = [];
  let clock = 1_000;
  const tab = (): FakeBrowser => {
    const me = { changed: [] as ((key: string | null) => void)[] };
    tabs.push(me);
    const tell = (key: string) => {
      for (const other of tabs) if (other !== me) for (const f of other.changed) f(key);
    };
    const notices: Notice[] = [];
    const area = {
      ...store,
      lasting: true,
      room,
      set: (key: string, text: string) => {
        const others = store.keys().filter((k) => k !== key);
        const used = others.reduce((sum, k) => sum + k.length + (store.get(k)?.length ?? 0), 0);
        if (used + key.length + text.length > area.room) throw new Error('QuotaExceededError');
        store.set(key, text);
        tell(key);
      },
      remove: (key: string) => {
        store.remove(key);
        tell(key);
      },
      watch: (changed: (key: string | null) => void) => {
        me.changed.push(changed);
        return () => void me.changed.splice(me.changed.indexOf(changed), 1);
      },
    };
    return {
      area,
      now: () => clock++,
      notify: (notice) => void notices.push(notice),
      notices,
      dump: () => Object.fromEntries(store.keys().map((k) => [k, store.get(k) ?? ''])),
    };
  };
  return { ...tab(), tab };
}
