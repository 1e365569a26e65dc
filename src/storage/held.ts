/**
 * Which boxes could not be written for want of room and live in memory: for whoever tells the
 * reader, and to try again as soon as something else was written, which may have made room.
 */

export class Held {
  /** By the box's name: its title, and how to try again. */
  readonly #boxes = new Map<string, { readonly title: string; readonly retry: () => void }>();
  readonly #listeners = new Set<(titles: readonly string[]) => void>();
  #trying = false;

  add(name: string, title: string, retry: () => void): void {
    this.#boxes.set(name, { title, retry });
    this.#tell();
  }

  /** This box was written. */
  wrote(name: string): void {
    if (this.#boxes.size === 0) return;
    this.#boxes.delete(name);
    if (!this.#trying) this.retry();
  }

  retry(): void {
    this.#trying = true;
    for (const { retry } of [...this.#boxes.values()]) retry();
    this.#trying = false;
    this.#tell();
  }

  /** Calls back with the titles of boxes that are not written, now and at each change. */
  watch(listener: (titles: readonly string[]) => void): () => void {
    this.#listeners.add(listener);
    listener(this.#titles());
    return () => void this.#listeners.delete(listener);
  }

  #titles(): readonly string[] {
    return [...new Set([...this.#boxes.values()].map(({ title }) => title))];
  }

  #tell(): void {
    if (this.#trying) return;
    const titles = this.#titles();
    for (const listener of this.#listeners) listener(titles);
  }
}
