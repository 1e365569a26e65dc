/** Who waits for a moment of a session that nobody can hurry. */
export class Arrivals {
  readonly #waiting = new Set<{ readonly ms: number; readonly arrive: () => void }>();
  #now = 0;
  #over = false;

  /**
   * Resolves when the session is at `ms`, or is over.
   * @throws the signal's reason
   */
  async at(ms: number, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    if (this.#now >= ms || this.#over) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    const arrive = (): void => resolve();
    const waiting = { ms, arrive };
    this.#waiting.add(waiting);
    signal?.addEventListener('abort', arrive);
    await promise;
    signal?.removeEventListener('abort', arrive);
    this.#waiting.delete(waiting);
    signal?.throwIfAborted();
  }

  /** The session has come to `now`, ms. */
  reach(now: number): void {
    this.#now = now;
    for (const { ms, arrive } of this.#waiting) if (ms <= now) arrive();
  }

  /** Nobody waits any longer. */
  close(): void {
    this.#over = true;
    for (const { arrive } of this.#waiting) arrive();
  }
}
