/**
 * Which machines a zone's fault felled, so that its healing brings back those and no others: not
 * one that was down before, nor one that somebody has started or killed since, nor one that
 * another zone's fault still holds.
 */
import type { ZoneFault } from '../contract.ts';

export type Outage = NonNullable<ZoneFault['outage']>;

interface Active {
  readonly outage: Outage;
  readonly members: ReadonlySet<string>;
  readonly felled: Set<string>;
}

export class Outages {
  readonly #active = new Map<string, Active>();

  /** @param felled those of `members` that ran until now */
  begin(id: string, outage: Outage, members: readonly string[], felled: readonly string[]): void {
    this.#active.set(id, { outage, members: new Set(members), felled: new Set(felled) });
  }

  /** Ends one; returns what it was and whom to bring back. */
  end(id: string): { readonly outage: Outage; readonly back: readonly string[] } | undefined {
    const ended = this.#active.get(id);
    if (!ended) return undefined;
    this.#active.delete(id);
    const back = [...ended.felled].filter((machine) => !this.#handOver(machine, ended.outage));
    return { outage: ended.outage, back };
  }

  /** Somebody decided about this machine: healing leaves it as it is. */
  forget(machine: string): void {
    for (const { felled } of this.#active.values()) felled.delete(machine);
  }

  get ids(): readonly string[] {
    return [...this.#active.keys()];
  }

  /** Another outage of the same kind still holds it: that one's healing brings it back. */
  #handOver(machine: string, outage: Outage): boolean {
    for (const other of this.#active.values()) {
      const sameSort = (other.outage === 'pause') === (outage === 'pause');
      if (!sameSort || !other.members.has(machine)) continue;
      other.felled.add(machine);
      return true;
    }
    return false;
  }
}
