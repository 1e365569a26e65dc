/** The primary's side of replication: sends its log to every replica, for as long as it leads. */
import { setTimeout as sleep } from 'node:timers/promises';
import { gauge } from '../../machine.ts';
import { after, grown, position } from './log.ts';
import type { Row } from './log.ts';

export interface Shipment {
  readonly epoch: number;
  /** How far the primary has come. */
  readonly head: number;
  readonly rows: readonly Row[];
}

/** Rows in one shipment, and ms that a replica may take to confirm it. */
const BATCH = 100;
const PATIENCE = 1500;

/** By replica: how far it has told us that it has come. */
const confirmed = new Map<string, number>();
let waiting: { replicas: number; lsn: number; go: () => void }[] = [];

/** Ships to these replicas while `leading`. `deposed` is called when a replica knows better. */
export function ship(
  replicas: readonly string[],
  epoch: number,
  leading: () => boolean,
  deposed: () => void,
): void {
  confirmed.clear();
  for (const url of replicas) void feed(url, epoch, leading, deposed);
}

/**
 * LOOK HERE, to see where lag comes from. One replica: send what it lacks, wait until it has
 * confirmed, send what came up meanwhile. The writer of a row waits for none of this.
 */
async function feed(
  url: string,
  epoch: number,
  leading: () => boolean,
  deposed: () => void,
): Promise<void> {
  let known: number | undefined;
  while (leading()) {
    if (known === position()) await grown();
    try {
      // The first shipment is empty: its answer tells where the replica stands.
      const rows = known === undefined ? [] : after(known, BATCH);
      const signal = AbortSignal.timeout(PATIENCE);
      const body = JSON.stringify({ epoch, head: position(), rows } satisfies Shipment);
      const answer = await fetch(`${url}/apply`, { method: 'POST', body, signal });
      known = ((await answer.json()) as { position?: number }).position ?? Infinity;
      // It follows a later epoch, or has rows that we have lost: we are not fit to lead.
      if (known > position()) return leading() ? deposed() : undefined;
      confirmed.set(url, known);
      release();
    } catch {
      await sleep(100);
    }
  }
}

/** Resolves when so many replicas have confirmed this position; at once for none. */
export function confirmedBy(replicas: number, lsn: number): Promise<void> {
  if (replicas === 0 || reached(replicas) >= lsn) return Promise.resolve();
  return new Promise((go) => waiting.push({ replicas, lsn, go }));
}

function release(): void {
  tell();
  const done = waiting.filter(({ replicas, lsn }) => lsn <= reached(replicas));
  waiting = waiting.filter((each) => !done.includes(each));
  for (const { go } of done) go();
}

/** The position that so many replicas have reached at least. */
function reached(replicas: number): number {
  return [...confirmed.values()].sort((a, b) => b - a)[replicas - 1] ?? 0;
}

/** Rows that no replica has confirmed: what is lost if this machine dies now. */
export function tell(): void {
  gauge('only-here', Math.max(0, position() - reached(1)));
}
