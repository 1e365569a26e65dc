/**
 * One direction of a link: how long a message takes on it, and whether it arrives. Faults only ever
 * add to the time, so that the kernel's look-ahead holds whatever is wrong.
 */
import type { Random } from '../../lib/random.ts';
import type { LinkFault } from '../contract.ts';
import type { Segment } from './protocol.ts';

/** What becomes of a message. */
export interface Passage {
  /** ms until it arrives; null when it is lost. */
  readonly ms: number | null;
  /** It arrives, and its connection breaks as it does. */
  readonly breaks: boolean;
}

interface Held {
  readonly fault: Required<LinkFault>;
  /** Virtual ms at which what was sent before has passed its bottleneck. */
  freeAt: number;
}

export class Direction {
  readonly baseMs: number;
  readonly #random: Random;
  readonly #faults = new Map<string, Held>();
  readonly #clear: Passage;

  constructor(baseMs: number, random: Random) {
    this.baseMs = baseMs;
    this.#random = random;
    this.#clear = { ms: baseMs, breaks: false };
  }

  /** A message leaves at `t`, for a server or from one. Draws from this direction's generator. */
  carry(t: number, segment: Segment, toServer: boolean): Passage {
    if (this.#faults.size === 0) return this.#clear;
    const random = this.#random;
    let ms = this.baseMs;
    let lost = false;
    let breaks = false;
    for (const { fault } of this.#faults.values()) {
      ms += fault.latencyMs;
      if (fault.jitterMs) ms += toMicros(random() * fault.jitterMs);
      if (fault.loss && random() < fault.loss) lost = true;
      if (fault.partition) lost = true;
      if (fault.lostReply && beginsAnswer(segment) && random() < fault.lostReply) lost = true;
      if (fault.duplicate && toServer && endsBody(segment) && random() < fault.duplicate)
        breaks = true;
    }
    if (lost) return { ms: null, breaks: false };
    return { ms: ms + this.#queue(t, segment), breaks };
  }

  /**
   * ms that news takes which nobody sends (that a connection broke), or null when it is lost. No
   * draw and no queue: it is not this direction's sender that asks.
   */
  newsMs(): number | null {
    let ms = this.baseMs;
    for (const { fault } of this.#faults.values()) {
      if (fault.partition) return null;
      ms += fault.latencyMs;
    }
    return ms;
  }

  hold(id: string, fault: LinkFault): void {
    const freeAt = this.#faults.get(id)?.freeAt ?? 0;
    this.#faults.set(id, { fault: cleaned(fault), freeAt });
  }

  heal(id: string): void {
    this.#faults.delete(id);
  }

  healAll(): void {
    this.#faults.clear();
  }

  /** ms that a message needs for its own body, and for what was sent before it, to pass. */
  #queue(t: number, segment: Segment): number {
    let ms = 0;
    let bytes: number | undefined;
    for (const held of this.#faults.values()) {
      const { bandwidth } = held.fault;
      if (!bandwidth) continue;
      bytes ??= bytesOf(segment);
      held.freeAt = Math.max(t, held.freeAt) + toMicros((1000 * bytes) / bandwidth);
      ms += held.freeAt - t;
    }
    return ms;
  }
}

/** With every field, none of which can make a message faster than its link or pass twice as often. */
function cleaned(fault: LinkFault): Required<LinkFault> {
  return {
    latencyMs: atLeastZero(fault.latencyMs),
    jitterMs: atLeastZero(fault.jitterMs),
    loss: atLeastZero(fault.loss),
    partition: fault.partition ?? false,
    lostReply: atLeastZero(fault.lostReply),
    duplicate: atLeastZero(fault.duplicate),
    bandwidth: atLeastZero(fault.bandwidth),
  };
}

function atLeastZero(value: number | undefined): number {
  return value !== undefined && value > 0 && value < Infinity ? value : 0;
}

/** A thousandth of a millisecond is exact enough, and the same in every engine. */
function toMicros(ms: number): number {
  return Math.round(ms * 1000) / 1000;
}

function beginsAnswer(segment: Segment): boolean {
  return segment.k === 'res' && !segment.interim;
}

function endsBody(segment: Segment): boolean {
  return (segment.k === 'req' || segment.k === 'data') && segment.end;
}

const encoder = new TextEncoder();

function bytesOf(segment: Segment): number {
  if (segment.k !== 'req' && segment.k !== 'res' && segment.k !== 'data') return 0;
  const { body } = segment;
  if (body === null) return 0;
  return typeof body === 'string' ? encoder.encode(body).length : body.byteLength;
}
