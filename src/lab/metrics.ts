/**
 * What charts, gauges and the topology show, folded from the journal a batch at a time.
 * Constant work per event and bounded memory, however long the session. Everything can be asked
 * as of a moment, as far back as it is remembered (20 minutes of traffic and gauges, the latest
 * hops): the same value then as now. Hops of long ago come back by `past` and `replay`.
 */
import type { JournalBatch } from '../engine/contract.ts';
import type { DoneEvent, JournalEvent, MachineEvent, MachineState } from '../engine/journal.ts';
import { Hops } from './metrics/hops.ts';
import type { Hop, HopsState } from './metrics/hops.ts';
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

/** ms of the session's time that everything but hops is remembered for. */
export const REMEMBERED_MS = 20 * 60_000;
/** A machine reports its gauges ten times a second at most. */
const REPORTS = REMEMBERED_MS / 100;
const STATES = 512;
const PROBES = 1024;

export class Metrics {
  readonly slowMs: number;
  readonly traffic: Traffic;
  readonly hops: Hops;
  readonly #smoothMs: number;
  readonly #states: Map<string, MachineEvent[]>;
  readonly #series: Map<string, Series>;
  readonly #probes: Map<string, Hop[]>;
  #now = 0;
  #revision = 0;

  /** @param origin shares all that it remembers, but for its hops. */
  constructor(
    { slowMs, bucketMs = 500, smoothMs = 400 }: MetricsOptions,
    origin?: { readonly of: Metrics; readonly hops: Hops },
  ) {
    const of = origin?.of;
    this.slowMs = slowMs;
    this.#smoothMs = smoothMs;
    this.traffic = of?.traffic ?? new Traffic(bucketMs, Math.ceil(REMEMBERED_MS / bucketMs));
    this.hops = origin?.hops ?? new Hops();
    this.#states = of ? of.#states : new Map<string, MachineEvent[]>();
    this.#series = of ? of.#series : new Map<string, Series>();
    this.#probes = of ? of.#probes : new Map<string, Hop[]>();
  }

  /** These readings for a look back: they stand where `replay` has brought them. */
  past(hops: HopsState): Metrics {
    return new Metrics({ slowMs: this.slowMs }, { of: this, hops: new Hops(hops) });
  }

  /** Of `past`: takes an event of long ago once more, for its hops alone. */
  replay(event: JournalEvent): void {
    if (event.kind === 'send') this.hops.send(event);
    else if (event.kind === 'arrive') this.hops.arrive(event);
    else if (event.kind === 'answer') this.hops.answer(event);
    else if (event.kind === 'done') this.hops.done(event);
    else if (event.kind === 'action' && event.action.kind === 'request')
      this.hops.expectByHand(event.action.id);
  }

  /** Of `past`: `now` is this moment. */
  stand(t: number): void {
    this.#now = t;
    this.#revision += 1;
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
    const there = this.hops.usedAt(from, to);
    const back = this.hops.usedAt(to, from);
    return there === undefined ? back : Math.max(there, back ?? 0);
  }

  /** ms that the last request over this link, this way, took to arrive; undefined before the first. */
  transit(from: string, to: string): number | undefined {
    return this.hops.transit(from, to);
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
        if (event.client) this.traffic.sent(event.t);
        else if (hop.probe) remember(this.#probes, event.to, hop, PROBES);
        break;
      }
      case 'arrive':
        this.hops.arrive(event);
        break;
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
