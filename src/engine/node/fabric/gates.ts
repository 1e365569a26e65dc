/** Which machines are cut off from everybody, and which are held for a while. */
export class Gates {
  readonly #silent = new Set<string>();
  readonly #held = new Map<string, (() => void)[]>();

  silence(machine: string, on: boolean): void {
    if (on) this.#silent.add(machine);
    else this.#silent.delete(machine);
  }

  silent(machine: string): boolean {
    return this.#silent.has(machine);
  }

  hold(machine: string, on: boolean): void {
    if (on) {
      if (!this.#held.has(machine)) this.#held.set(machine, []);
      return;
    }
    const waiting = this.#held.get(machine) ?? [];
    this.#held.delete(machine);
    for (const run of waiting) run();
  }

  /** Runs it now, or when the machine is no longer held. */
  pass(machine: string, run: () => void): void {
    const waiting = this.#held.get(machine);
    if (waiting) waiting.push(run);
    else run();
  }
}
