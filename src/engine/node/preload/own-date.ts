/** Gives the program a `Date` whose now is another one; everything else of it is `Right`'s. */
export function installDate(Right: DateConstructor, now: () => number): void {
  globalThis.Date = new Proxy(Right, {
    construct: (target, args, newTarget) =>
      Reflect.construct(target, args.length > 0 ? args : [now()], newTarget) as object,
    apply: () => new Right(now()).toString(),
    get: (target, key, receiver) =>
      key === 'now' ? now : (Reflect.get(target, key, receiver) as unknown),
  });
}
