/** Puts what several processes report into the journal's order, and hands it on once it is complete. */
import { BatchFeed } from '../batch-feed.ts';
import type { JournalBatch } from '../contract.ts';
import type { JournalEvent } from '../journal.ts';
import { RANK } from '../sim/journal-writer.ts';

export class JournalOrder {
  readonly #feed = new BatchFeed();
  #held: JournalEvent[] = [];
  /** ms of the session; everything before it was handed on. */
  now = 0;

  add(event: JournalEvent): void {
    this.#held.push(event);
  }

  /** Nothing before `to` is still to come. */
  settle(to: number): void {
    if (to < this.now) return;
    this.now = to;
    const due = this.#held.filter(({ t }) => t < to);
    if (due.length > 0) this.#held = this.#held.filter(({ t }) => t >= to);
    due.sort((a, b) => a.t - b.t || RANK[a.kind] - RANK[b.kind]);
    this.#feed.emit({ events: due, now: to });
  }

  subscribe(listener: (batch: JournalBatch) => void): () => void {
    return this.#feed.subscribe(listener);
  }
}
