/**
 * Sorting that asks its comparison the same questions in the same order on every engine, so that one
 * which draws lots (`() => Math.random() - 0.5`) or counts its calls does the same everywhere.
 *
 * Up to 63 values by insertion, as V8 does it; halves of more are merged.
 */

type Compare = (a: unknown, b: unknown) => unknown;

const SMALL = 64;

/** Sorts in place, stably. @param compare as programs give it: what it returns is made a number */
export function sortBy(list: unknown[], compare: Compare): void {
  const order = (a: unknown, b: unknown): number => {
    const answer = Number(compare(a, b));
    return Number.isNaN(answer) ? 0 : answer;
  };
  sortRange(list, 0, list.length, order);
}

type Order = (a: unknown, b: unknown) => number;

function sortRange(list: unknown[], low: number, high: number, order: Order): void {
  if (high - low < 2) return;
  if (high - low < SMALL) {
    insertFrom(list, low, endOfRun(list, low, high, order), high, order);
    return;
  }
  const middle = (low + high) >>> 1;
  sortRange(list, low, middle, order);
  sortRange(list, middle, high, order);
  merge(list, low, middle, high, order);
}

/** Where the run that begins at `low` ends; one that goes down is turned round. */
function endOfRun(list: unknown[], low: number, high: number, order: Order): number {
  let end = low + 1;
  const down = order(list[end], list[low]) < 0;
  for (end++; end < high && order(list[end], list[end - 1]) < 0 === down; end++);
  if (down) for (let i = low, j = end - 1; i < j; i++, j--) [list[i], list[j]] = [list[j], list[i]];
  return end;
}

/** Puts each from `from` on where it belongs among those before it. */
function insertFrom(list: unknown[], low: number, from: number, high: number, order: Order): void {
  for (let at = from; at < high; at++) {
    const value = list[at];
    let left = low;
    let right = at;
    while (left < right) {
      const middle = (left + right) >>> 1;
      if (order(value, list[middle]) < 0) right = middle;
      else left = middle + 1;
    }
    for (let i = at; i > left; i--) list[i] = list[i - 1];
    list[left] = value;
  }
}

function merge(list: unknown[], low: number, middle: number, high: number, order: Order): void {
  const left = list.slice(low, middle);
  let next = 0;
  let right = middle;
  let at = low;
  while (next < left.length && right < high) {
    list[at++] = order(list[right], left[next]) < 0 ? list[right++] : left[next++];
  }
  while (next < left.length) list[at++] = left[next++];
}

/** What sorts an array of this realm, by the language's own rules but for the order of questions. */
interface Sortable {
  sort(compare?: Compare): unknown;
  toSorted(compare?: Compare): unknown;
}

/** Puts it into this realm's arrays. Without a comparison the engine's own does: it asks nobody. */
export function settleSort(): void {
  const { apply } = Reflect;
  const TypedArray = Object.getPrototypeOf(Uint8Array) as { prototype: Sortable };
  const plain = Array.prototype as unknown as Sortable;
  const typed = TypedArray.prototype;
  const { sort, toSorted } = plain;
  const { sort: sortTyped, toSorted: toSortedTyped } = typed;
  const define = (target: object, name: string, value: (compare?: Compare) => unknown): void => {
    Object.defineProperty(value, 'name', { value: name, configurable: true });
    Object.defineProperty(target, name, { value, writable: true, configurable: true });
  };
  const comparing = (compare: unknown): compare is Compare => typeof compare === 'function';

  define(plain, 'sort', function (this: unknown[], compare) {
    if (!comparing(compare) || this === undefined || this === null)
      return apply(sort, this, [compare]);
    const target = Object(this) as unknown[];
    const length = Math.min(Math.max(Math.trunc(Number(target.length)) || 0, 0), 2 ** 53 - 1);
    const values: unknown[] = [];
    let missing = 0;
    for (let i = 0; i < length; i++) {
      if (!(i in target)) continue;
      const value = target[i];
      if (value === undefined) missing++;
      else values.push(value);
    }
    sortBy(values, compare);
    let at = 0;
    for (; at < values.length; at++) target[at] = values[at];
    for (; missing > 0; missing--) target[at++] = undefined;
    // Holes go to the end.
    for (; at < length; at++) Reflect.deleteProperty(target, at);
    return target;
  });
  define(plain, 'toSorted', function (this: unknown[], compare) {
    if (!comparing(compare) || this === undefined || this === null)
      return apply(toSorted, this, [compare]);
    const values = Array.from(this);
    const present = values.filter((value) => value !== undefined);
    sortBy(present, compare);
    return values.map((_, i) => present[i]);
  });
  define(typed, 'sort', function (this: Float64Array, compare) {
    if (!comparing(compare)) return apply(sortTyped, this, [compare]);
    const values: unknown[] = [...this];
    sortBy(values, compare);
    values.forEach((value, i) => {
      this[i] = value as number;
    });
    return this;
  });
  define(typed, 'toSorted', function (this: Float64Array, compare) {
    const copy = apply(toSortedTyped, this, []) as Float64Array & Sortable;
    if (!comparing(compare))
      return compare === undefined ? copy : apply(toSortedTyped, this, [compare]);
    copy.set(this);
    return copy.sort(compare as never);
  });
}
