/** `process.env`: every value is text, as the operating system keeps it. */

/**
 * @param values what the process is started with
 * @returns an object whose values become text when they are set
 */
export function createEnvironment(
  values: Readonly<Record<string, string>>,
): Record<string, string> {
  return new Proxy<Record<string, string>>(
    { ...values },
    {
      set: (target, name, value: unknown) => {
        if (typeof name === 'symbol' || typeof value === 'symbol') {
          throw new TypeError('Cannot convert a Symbol value to a string');
        }
        target[name] = String(value);
        return true;
      },
      defineProperty: (target, name, descriptor) =>
        Reflect.defineProperty(target, name, { ...descriptor, value: String(descriptor.value) }),
    },
  );
}
