/**
 * The disk of one machine, as the kernel keeps it. It outlives processes: what they changed comes
 * back with their windows, and counts from the moment at which it happened. A process may have run
 * ahead of a kill; what it changed after that moment never happened.
 */
import type { DiskChange, DiskFacts } from './changes.ts';
import { DurableTree, type Loss } from './durable.ts';

export class MachineDisk {
  /** Null until somebody writes: then there is nothing to tell a process either. */
  #tree: DurableTree | null = null;
  /** Reported, in order, and perhaps still to be taken back. */
  #pending: DiskChange[] = [];

  /** What a process reports to have changed. `decided`: nothing before it can be taken back. */
  take(changes: readonly DiskChange[], decided: number): void {
    for (const change of changes) this.#pending.push(change);
    this.#settle(decided);
  }

  /** The process is gone as of `t`, and with it what had no name and was only open. */
  processEnded(t: number): void {
    this.#settle(t);
    this.#pending = [];
    this.#tree?.sweep();
  }

  /** What was not synced is gone; null when that was nothing. For a machine without a process. */
  losePower(): Loss | null {
    const loss = this.#tree?.losePower();
    return loss && loss.contents.length + loss.names.length > 0 ? loss : null;
  }

  /** For a process that starts; undefined for a disk as it was delivered. */
  facts(full: boolean, mb: number | undefined): DiskFacts | undefined {
    if (!this.#tree && !full && mb === undefined) return undefined;
    return {
      ...(this.#tree ? { image: this.#tree.image() } : {}),
      ...(full ? { full } : {}),
      ...(mb === undefined ? {} : { mb }),
    };
  }

  /** They happened in this order, at times that never go back. */
  #settle(t: number): void {
    let done = 0;
    for (const { t: at, change } of this.#pending) {
      if (at > t) break;
      done++;
      this.#tree ??= new DurableTree();
      try {
        this.#tree.apply(change, at);
      } catch {
        // No library of ours reports what cannot be: a program wrote this itself, and to its own loss.
      }
    }
    this.#pending.splice(0, done);
  }
}

/** What a loss of power took, in words: `data of /data/log; names in /data`. */
export function lossInWords({ contents, names }: Loss): string {
  const parts: string[] = [];
  if (contents.length > 0) parts.push(`data of ${listed(contents)}`);
  if (names.length > 0) parts.push(`names in ${listed(names)}`);
  return parts.join('; ');
}

const SHOWN = 5;

function listed(paths: readonly string[]): string {
  const shown = paths.slice(0, SHOWN).join(', ');
  return paths.length > SHOWN ? `${shown} and ${paths.length - SHOWN} more` : shown;
}
