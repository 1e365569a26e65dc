import { afterEach, describe, expect, it, vi } from 'vitest';
import { browserArea } from '../../../src/storage/area.ts';

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('browserArea', () => {
  const refused = () => {
    throw new DOMException('The operation is insecure.', 'SecurityError');
  };
  it.each<[string, () => unknown]>([
    ['missing', () => undefined],
    ['null, as in some web views', () => null],
    ['throwing on reading', () => ({ getItem: refused })],
  ])('falls back to memory where localStorage is %s', (_, make) => {
    vi.stubGlobal('localStorage', make());
    const area = browserArea();
    expect(area.lasting).toBe(false);
    area.set('a', '1');
    expect(area.get('a')).toBe('1');
    expect(area.keys()).toEqual(['a']);
    area.remove('a');
    expect(area.get('a')).toBeNull();
  });
  it('falls back to memory where the property itself throws', () => {
    const before = Object.getOwnPropertyDescriptor(globalThis, 'localStorage');
    Object.defineProperty(globalThis, 'localStorage', { configurable: true, get: refused });
    try {
      expect(browserArea().lasting).toBe(false);
    } finally {
      if (before) Object.defineProperty(globalThis, 'localStorage', before);
      else Reflect.deleteProperty(globalThis, 'localStorage');
    }
  });
  it('uses localStorage, hears only of it, and stops', () => {
    const texts = new Map<string, string>();
    const local = {
      get length() {
        return texts.size;
      },
      key: (i: number) => [...texts.keys()][i] ?? null,
      getItem: (k: string) => texts.get(k) ?? null,
      setItem: (k: string, v: string) => void texts.set(k, v),
      removeItem: (k: string) => void texts.delete(k),
    };
    const target = new EventTarget();
    vi.stubGlobal('localStorage', local);
    vi.stubGlobal('addEventListener', target.addEventListener.bind(target));
    vi.stubGlobal('removeEventListener', target.removeEventListener.bind(target));
    const area = browserArea();
    expect(area.lasting).toBe(true);
    area.set('a', '1');
    expect([...texts]).toEqual([['a', '1']]);
    expect(area.keys()).toEqual(['a']);

    const heard: (string | null)[] = [];
    const stop = area.watch((key) => heard.push(key));
    const fire = (key: string | null, storageArea: unknown) =>
      target.dispatchEvent(Object.assign(new Event('storage'), { key, storageArea }));
    fire('a', local);
    fire('b', {});
    fire(null, local);
    stop();
    fire('c', local);
    expect(heard).toEqual(['a', null]);
  });
});
