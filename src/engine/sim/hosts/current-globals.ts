/**
 * The global object of a realm that several processes share: it has those of the one that runs.
 * Names are defined once and read through, because writing twenty of them at every switch would
 * take a third of a run.
 */
import type { ProcessGlobals } from '../guest/globals.ts';
import { share } from '../guest/share.ts';

export class CurrentGlobals {
  /** What the platform has where processes have their own. */
  readonly #platform: Record<string, unknown> = {};
  readonly #platformRandom = Math.random;
  #values = this.#platform;

  /** The platform's own, for what is made beneath a process. */
  usePlatform(): void {
    this.#values = this.#platform;
    Math.random = this.#platformRandom;
  }

  /** Makes names stand for whatever the process that runs has. */
  name({ values }: ProcessGlobals): void {
    for (const name of Object.keys(values)) if (!(name in this.#platform)) this.#define(name);
  }

  /** A process's, from now on; a program that assigns to one of them changes its own. */
  use({ values, random }: ProcessGlobals): void {
    this.#values = values;
    share({ values, random });
  }

  #define(name: string): void {
    this.#platform[name] = (globalThis as Record<string, unknown>)[name];
    Object.defineProperty(globalThis, name, {
      get: () => this.#values[name],
      set: (value: unknown) => {
        this.#values[name] = value;
      },
      configurable: true,
      enumerable: false,
    });
  }
}
