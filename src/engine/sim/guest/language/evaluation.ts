/**
 * Programs from text. The sandbox's policy refuses them, each browser in its own words, and Node
 * would run them: here they are refused alike. (`vm` contexts of Node have them turned off as well.)
 */

const WORDS =
  'A text cannot be run as a program here: the sandbox refuses eval and Function. Write a function.';

function refuse(): never {
  throw new EvalError(WORDS);
}

/** Takes the ways out of this realm. What is no text, `eval` gives back as it is. */
export function refuseEvaluation(): void {
  const given = (text?: unknown): unknown => (typeof text === 'string' ? refuse() : text);
  Object.defineProperty(given, 'name', { value: 'eval' });
  Object.defineProperty(globalThis, 'eval', { value: given, writable: true, configurable: true });
  const samples = [function () {}, async function () {}, function* () {}, async function* () {}];
  for (const { constructor } of samples) {
    const Refused = new Proxy(constructor, { apply: refuse, construct: refuse });
    Object.defineProperty(constructor.prototype as object, 'constructor', {
      value: Refused,
      writable: true,
      configurable: true,
    });
    if (constructor === Function)
      Object.defineProperty(globalThis, 'Function', {
        value: Refused,
        writable: true,
        configurable: true,
      });
  }
}
