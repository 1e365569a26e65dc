/** Records whose keys come from content, files or storage: `constructor` and `__proto__` are just words. */
export type Rec<T> = Readonly<Record<string, T>>;

/** The record's own value under `key`, never something inherited. */
export const at = <T>(record: Rec<T>, key: string): T | undefined =>
  Object.hasOwn(record, key) ? record[key] : undefined;

/** A copy with `key` set; a computed key in a literal is an own property even for `__proto__`. */
export const put = <T>(record: Rec<T>, key: string, value: T): Rec<T> => ({
  ...record,
  [key]: value,
});

/** A copy without the keys that `drop` names. */
export const without = <T>(record: Rec<T>, drop: (key: string, value: T) => boolean): Rec<T> =>
  Object.fromEntries(Object.entries(record).filter(([key, value]) => !drop(key, value)));
