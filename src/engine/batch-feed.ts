/** A session's batches for those who listen: the first listener gets what came before it, too. */
import type { JournalBatch } from './contract.ts';

type Listener = (batch: JournalBatch) => void;

export class BatchFeed {
  readonly #listeners = new Set<Listener>();
  /** Until somebody listens. */
  #early: JournalBatch[] | null = [];

  /** Returns how to stop. */
  subscribe(listener: Listener): () => void {
    this.#listeners.add(listener);
    const early = this.#early;
    this.#early = null;
    for (const batch of early ?? []) listener(batch);
    return () => this.#listeners.delete(listener);
  }

  emit(batch: JournalBatch): void {
    this.#early?.push(batch);
    for (const listener of this.#listeners) listener(batch);
  }
}
