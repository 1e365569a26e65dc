/**
 * What charts, gauges and the topology show, folded from the journal a batch at a time.
 * Constant work per event and bounded memory, however long the session. Everything can be asked
 * as of a moment, as far back as it is remembered (20 minutes of traffic, some thousand reports
 * per gauge, the latest hops): the same value then as now.
 */
import type { JournalBatch } from '../engine/contract.ts';
import type { DoneEvent, JournalEvent, MachineEvent, MachineState } from '../engine/journal.ts';
import { Hops } from './metrics/hops.ts';
import type { Hop } from './metrics/hops.ts';
import { Series } from './metrics/series.ts';
import { Traffic } from './metrics/traffic.ts';
import type { Outcome } from './metrics/traffic.ts';

export type { Hop } from './metrics/hops.ts';
export type { Bucket, Outcome } from './metrics/traffic.ts';

export interface MetricsOptions {
  /** ms above which a good answer counts as slow. */
  readonly slowMs: number;
  /** ms per slice of traffic; 500 by default. */
  readonly bucketMs?: number;
  /** ms after which a smoothed reading has followed 63% of a step; 400 by default. */
  readonly smoothMs?: number;
}

/** A machine at a moment. */
export interface MachineReading {
  readonly state: MachineState;
  /** ms: since when. */
  readonly since: number;
  readonly reason?: string | undefined;
  /** Counts its starts, from 1; 0 before the first. */
  readonly incarnation: number;
  /** 0 to 1, smoothed; undefined until it reported. */
  readonly load: number | undefined;
  /** Requests that wait for its CPU, as last reported. */
  readonly queue: number;
}

export type ProbeResult = 'ok' | 'bad' | 'none';

const TRAFFIC_MS = 20 * 60_000;
const REPORTS = 4096;
const STATES = 512;
const PROBES = 64;

export class Metrics {
  readonly slowMs: number;
  readonly traffic: Traffic;
  readonly hops = new Hops();
  readonly #smoothMs: number;
  readonly #states = new Map<string, MachineEvent[]>();
  readonly #series = new Map<string, Series>();
  readonly #probes = new Map<string, Hop[]>();
  readonly #linkUsed = new Map<string, number>();
  readonly #transit = new Map<string, number>();
  #now = 0;
  #revision = 0;

  constructor({ slowMs, bucketMs = 500, smoothMs = 400 }: MetricsOptions) {
    this.slowMs = slowMs;
    this.#smoothMs = smoothMs;
    this.traffic = new Traffic(bucketMs, Math.ceil(TRAFFIC_MS / bucketMs));
  }

  /** ms: the session's time up to which everything is folded. */
  get now(): number {
    return this.#now;
  }

  /** Grows with every batch. */
  get revision(): number {
    return this.#revision;
  }

  fold(batch: JournalBatch): void {
    for (const event of batch.events) this.#take(event);
    this.#now = Math.max(this.#now, batch.now);
    this.traffic.advance(this.#now);
    this.#revision += 1;
  }

  /** The machine at `t` (now by default); undefined before its first event. */
  machine(id: string, t = this.#now): MachineReading | undefined {
    const states = this.#states.get(id);
    const event = states?.findLast((state) => state.t <= t);
    if (!event) return undefined;
    return {
      state: event.state,
      since: event.t,
      reason: event.reason,
      incarnation: event.incarnation,
      load: this.smoothed(id, 'cpu', t),
      queue: this.gauge(id, 'queue', t) ?? 0,
    };
  }

  /** A gauge as it was last reported at `t`. */
  gauge(machine: string, name: string, t = this.#now): number | undefined {
    return this.#series.get(key(machine, name))?.at(t);
  }

  /** A gauge at `t`, smoothed so that a person can read it. */
  smoothed(machine: string, name: string, t = this.#now): number | undefined {
    return this.#series.get(key(machine, name))?.smoothAt(t);
  }

  /** The last three health probes of a machine at `t`, oldest first; `none` has no answer yet. */
  probes(machine: string, t = this.#now): ProbeResult[] {
    const sent = (this.#probes.get(machine) ?? []).filter((hop) => hop.t <= t).slice(-3);
    return sent.map((hop) =>
      hop.doneAt === undefined || hop.doneAt > t ? 'none' : hop.failed ? 'bad' : 'ok',
    );
  }

  /** ms: when a request last left over this link, either way; undefined if never. */
  linkUsedAt(from: string, to: string): number | undefined {
    const there = this.#linkUsed.get(key(from, to));
    const back = this.#linkUsed.get(key(to, from));
    return there === undefined ? back : Math.max(there, back ?? 0);
  }

  /** ms that the last request over this link, this way, took to arrive; undefined before the first. */
  transit(from: string, to: string): number | undefined {
    return this.#transit.get(key(from, to));
  }

  #take(event: JournalEvent): void {
    switch (event.kind) {
      case 'machine':
        this.#changeState(event);
        break;
      case 'gauge':
        this.#report(event.machine, event.name, event.t, event.value);
        break;
      case 'send': {
        const hop = this.hops.send(event);
        this.#linkUsed.set(key(event.from, event.to), event.t);
        if (event.client) this.traffic.sent(event.t);
        else if (hop.probe) remember(this.#probes, event.to, hop, PROBES);
        break;
      }
      case 'arrive': {
        const hop = this.hops.arrive(event);
        if (hop) this.#transit.set(key(hop.from, hop.to), event.t - hop.t);
        break;
      }
      case 'answer':
        this.hops.answer(event);
        break;
      case 'done':
        this.hops.done(event);
        if (event.client) this.traffic.ended(event.t, outcomeOf(event, this.slowMs), event.ms);
        break;
      case 'action':
        if (event.action.kind === 'request') this.hops.expectByHand(event.action.id);
        break;
      case 'crash':
      case 'log':
      case 'notice':
        break;
    }
  }

  /** A machine that lost its process does no work and holds no queue, whatever it last reported. */
  #changeState(event: MachineEvent): void {
    remember(this.#states, event.machine, event, STATES);
    if (event.state !== 'down' && event.state !== 'unplugged') return;
    this.#report(event.machine, 'cpu', event.t, 0);
    this.#report(event.machine, 'queue', event.t, 0);
  }

  #report(machine: string, name: string, t: number, value: number): void {
    const id = key(machine, name);
    let series = this.#series.get(id);
    if (!series) this.#series.set(id, (series = new Series(REPORTS, this.#smoothMs)));
    series.push(t, value);
  }
}

/** How a client request counts on the charts. */
function outcomeOf(event: DoneEvent, slowMs: number): Outcome {
  if (event.client?.outcome !== 'ok') return 'failed';
  return event.ms > slowMs ? 'slow' : 'ok';
}

function key(a: string, b: string): string {
  return `${a}\n${b}`;
}

function remember<T>(map: Map<string, T[]>, id: string, item: T, keep: number): void {
  const items = map.get(id);
  if (!items) {
    map.set(id, [item]);
    return;
  }
  items.push(item);
  if (items.length > keep * 1.25) items.splice(0, items.length - keep);
}
