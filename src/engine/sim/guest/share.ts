/** What is a process's own though it hangs on objects of the language. */
import type { ProcessGlobals } from './globals.ts';

/** Whose turn it is has its own there. */
export function share({ values, random }: ProcessGlobals): void {
  Math.random = random;
  // A date's class, for whoever asks a date.
  (Date.prototype as { constructor: unknown }).constructor = values['Date'];
}
