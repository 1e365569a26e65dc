/**
 * The kernel: owns time, gives processes their windows, carries messages.
 *
 * A conservative parallel discrete-event simulation (Chandy, Misra & Bryant's idea in its simplest
 * form): no message is faster than its link, so a process may safely run up to the earliest moment
 * at which anybody else could still make it feel something. Each round gives every process that
 * has work in its window that window, in parallel, and waits for all.
 *
 * Nothing that is decided here depends on which Worker answered first or how fast this machine is,
 * but for one thing: a process that does not answer at all is declared stuck.
 */
import { Heap } from '../../lib/heap.ts';
import type { Action, BootPlan, TimedAction } from '../contract.ts';
import { Actions } from './actions.ts';
import { Connections } from './connections.ts';
import type { KernelHost } from './host.ts';
import { JournalWriter } from './journal-writer.ts';
import { LoadSource } from './load.ts';
import {
  byArrival,
  takeDue,
  type ConnectionRecord,
  type Delivery,
  type Machine,
} from './machine.ts';
import { ModuleStore } from './modules.ts';
import { Network } from './network.ts';
import { Processes } from './processes.ts';
import type { Segment } from './protocol.ts';

/** Virtual ms from `start` to a running process, after the session's beginning. */
const START_MS = 50;
interface Planned {
  readonly at: number;
  readonly seq: number;
  readonly run: (at: number) => void | Promise<void>;
  /** `reschedule` may take it back. */
  readonly revocable?: boolean | undefined;
}

interface Source {
  readonly load: LoadSource;
  readonly index: number;
  sent: number;
  readonly wire: Heap<Delivery>;
}

export class Kernel {
  /** Everything before this is decided. */
  now = 0;
  readonly journal = new JournalWriter();
  readonly modules: ModuleStore;
  readonly #network: Network;
  readonly #processes: Processes;
  readonly #sources = new Map<string, Source>();
  readonly #connections: Connections;
  readonly #actions: Actions;
  /** `Network.reach` over sources and machines, by index. */
  readonly #reach: readonly (readonly number[])[];
  readonly #planned = new Heap<Planned>((a, b) => a.at < b.at || (a.at === b.at && a.seq < b.seq));
  #planSeq = 0;
  /** Nobody has run past this. */
  #frontier = 0;

  constructor(plan: BootPlan, host: KernelHost) {
    const { journal } = this;
    const clients = plan.clients ?? ['clients'];
    this.modules = new ModuleStore(plan.files, host.compile, plan.vetted);
    this.#network = new Network(plan.links, plan.seed);
    this.#reach = this.#network.reach([...clients, ...plan.machines.map(({ id }) => id)]);
    this.#connections = new Connections(journal, (id) => this.#sources.has(id));
    clients.forEach((id, index) => {
      const load = new LoadSource({
        id,
        index,
        seed: plan.seed,
        journal: (event, number) => journal.add(event, index, number),
      });
      this.#sources.set(id, { load, index, sent: 0, wire: new Heap(byArrival) });
    });
    this.#processes = new Processes(
      {
        plan,
        host,
        journal,
        modules: this.modules,
        connections: this.#connections,
        route: (from, t, segment) => this.#route(from, t, segment),
        recall: (machine, t) => this.#recall(machine, t),
        decided: () => this.now,
      },
      clients,
    );
    this.#actions = new Actions({
      processes: this.#processes,
      network: this.#network,
      modules: this.modules,
      sources: this.#sources,
      flush: (load) => this.#send(load.id, load.takeOut()),
      bootLater: (machine, t) => this.#bootLater(machine, t + START_MS),
      killLater: (machine, t) => this.#killLater(machine, t),
      notice: (t, text) => journal.add({ t, kind: 'notice', text }, -1),
    });
  }

  /** Starts every machine at time 0; resolves when all have run their top level. */
  async boot(): Promise<void> {
    const starting = this.#processes.all.filter((machine) => machine.spec.autostart !== false);
    for (const machine of starting) this.#processes.spawn(machine, 0);
    await Promise.all(starting.map((machine) => this.#processes.boot(machine, 0)));
  }

  /** Plans actions at their times; what somebody has passed, at the first moment that nobody has. */
  plan(timeline: readonly TimedAction[]): void {
    const { soonest } = this;
    for (const { at, action } of timeline) this.#planAction(Math.max(at, soonest), action);
  }

  /** Plans these instead of what was rescheduled before and is not due yet. */
  reschedule(timeline: readonly TimedAction[]): void {
    this.#planned.remove(({ revocable }) => revocable === true);
    for (const { at, action } of timeline)
      this.#planAction(Math.max(at, this.soonest), action, undefined, true);
  }

  /** Plans an action for the first moment that nobody has passed; resolves with it, in virtual ms. */
  soon(action: Action): Promise<number> {
    return new Promise((resolve) => this.#planAction(this.soonest, action, resolve));
  }

  /** The first moment that nobody has passed. */
  get soonest(): number {
    return Math.max(this.now, this.#frontier);
  }

  /** When something next happens; Infinity when nothing will. */
  get nextAt(): number {
    return Math.min(this.#planned.peek()?.at ?? Infinity, ...this.#nexts());
  }

  /** Moves on by one round, not past `limit`. False when there is nothing to do before it. */
  async round(limit: number): Promise<boolean> {
    const nexts = this.#nexts();
    const first = Math.min(...nexts);
    const planned = this.#planned.peek();
    if (planned && planned.at <= first && planned.at <= limit) {
      this.#settle(planned.at);
      this.#planned.pop();
      this.#frontier = Math.max(this.#frontier, planned.at);
      await planned.run(planned.at);
      return true;
    }
    if (first >= limit) {
      if (limit < Infinity) this.#settle(limit);
      return false;
    }
    this.#settle(first);
    await this.#runWindows(nexts, Math.min(limit, planned?.at ?? Infinity));
    return true;
  }

  dispose(): void {
    this.#processes.dispose();
  }

  /** Which machines run this file now, or would if it were mended. */
  usersOf(path: string): Machine[] {
    return this.#processes.all.filter(
      (machine) => machine.wanted && this.modules.uses(machine.spec.entry, path),
    );
  }

  // -------------------------------------------------------------- windows

  /** When each source and machine, by index, next has something to do. */
  #nexts(): number[] {
    const nexts: number[] = [];
    for (const source of this.#sources.values()) nexts.push(nextOf(source));
    for (const machine of this.#processes.all) nexts.push(machine.nextAt);
    return nexts;
  }

  async #runWindows(nexts: readonly number[], limit: number): Promise<void> {
    // Whatever the others do next needs its time to be felt here; what I do, to come back.
    const windowOf = (index: number): number => {
      let until = limit;
      for (let other = 0; other < nexts.length; other++) {
        until = Math.min(until, nexts[other]! + this.#reach[other]![index]!);
      }
      return until;
    };
    for (const source of this.#sources.values()) {
      const until = windowOf(source.index);
      if (nexts[source.index]! < until) this.#runSource(source, until);
    }
    const runs: Promise<void>[] = [];
    for (const machine of this.#processes.all) {
      const next = nexts[machine.index]!;
      const until = windowOf(machine.index);
      if (next >= until) continue;
      this.#frontier = Math.max(this.#frontier, until);
      this.#landDue(machine, until);
      if (machine.running) runs.push(this.#runProcess(machine, next, until));
    }
    await Promise.all(runs);
  }

  #runProcess(machine: Machine, askedAt: number, until: number): Promise<void> {
    const events = machine.inbox;
    machine.inbox = [];
    return this.#processes.ask(machine, { k: 'run', until, at: machine.clock, events }, askedAt);
  }

  #runSource(source: Source, until: number): void {
    const events: { t: number; s: Segment }[] = [];
    for (const { event } of takeDue(source.wire, until))
      if (event.k === 'segment') events.push({ t: event.t, s: event.s });
    this.#frontier = Math.max(this.#frontier, until === Infinity ? 0 : until);
    this.#send(source.load.id, source.load.run(events, until));
  }

  /** Everything before `t` is decided. */
  #settle(t: number): void {
    if (t > this.now) this.now = t;
    // A process that holds its event loop does not keep messages from arriving at its machine.
    for (const machine of this.#processes.all) this.#landDue(machine, t);
    this.journal.settle(t);
  }

  // -------------------------------------------------------------- messages

  #send(from: string, out: readonly { readonly t: number; readonly s: Segment }[]): void {
    for (const { t, s } of out) this.#route(from, t, s);
  }

  /** Puts a message of `from`, sent at `t`, on its way. */
  #route(from: string, t: number, segment: Segment): void {
    const record = this.#connections.sent(
      from,
      this.#processes.find(from)?.incarnation ?? 0,
      t,
      segment,
      this.#indexOf(from),
    );
    if (!record) return;
    const toServer = from === record.client;
    const to = toServer ? record.server : record.client;
    if (segment.k === 'open') {
      const code = this.#unreachable(from, to);
      if (code) {
        const index = this.#indexOf(from);
        this.#put(
          from,
          t + this.#reach[index]![index]!,
          { source: this.#indexOf(to), seq: this.#nextSeq(from), sentAt: t },
          to,
          { k: 'refuse', c: segment.c, code },
        );
        return;
      }
    }
    if (this.#processes.find(from)?.state === 'unplugged') return;
    const passage = this.#network.carry(from, to, t, segment, toServer);
    if (!inOrder(record, segment, toServer, t, passage.ms !== null)) return;
    const last = toServer ? record.lastToServer : record.lastToClient;
    const arrival = Math.max(t + passage.ms!, last);
    if (toServer) record.lastToServer = arrival;
    else record.lastToClient = arrival;
    this.#put(
      to,
      arrival,
      { source: this.#indexOf(from), seq: this.#nextSeq(from), sentAt: t },
      from,
      segment,
    );
    if (passage.breaks) this.#breakOff(record, t, arrival);
  }

  /**
   * A connection breaks as a request that left at `t` arrives: its client is told as soon as news
   * can reach it, its server finds out when it answers.
   */
  #breakOff(record: ConnectionRecord, t: number, arrival: number): void {
    const { client, server, c } = record;
    record.brokenAt = arrival;
    const news = this.#network.newsMs(server, client);
    if (news === null) return;
    // In the client's name: the server's own sendings must count the same whoever answered first.
    const origin = { source: this.#indexOf(client), seq: this.#nextSeq(client), sentAt: t };
    this.#put(client, arrival + news, origin, server, { k: 'reset', c });
  }

  #put(
    to: string,
    t: number,
    origin: Pick<Delivery, 'source' | 'seq' | 'sentAt'>,
    from: string,
    segment: Segment,
  ): void {
    const delivery: Delivery = { t, ...origin, event: { t, k: 'segment', from, s: segment } };
    (this.#sources.get(to) ?? this.#processes.find(to))?.wire.push(delivery);
  }

  #unreachable(from: string, to: string): 'ENOTFOUND' | 'EHOSTUNREACH' | null {
    if (!this.#processes.find(to)) return 'ENOTFOUND';
    return this.#network.connected(from, to) ? null : 'EHOSTUNREACH';
  }

  #landDue(machine: Machine, until: number): void {
    const { wire } = machine;
    for (let top = wire.peek(); top && top.t < until; top = wire.peek()) {
      wire.pop();
      this.#land(machine, top);
    }
  }

  /** A message reaches a machine: its network card and operating system see it before any process. */
  #land(machine: Machine, { event }: Delivery): void {
    if (event.k !== 'segment') {
      machine.inbox.push(event);
      return;
    }
    const { state } = machine;
    const { s: segment } = event;
    if (state === 'unplugged') return;
    if (state === 'down' || state === 'starting') {
      if (segment.k === 'open')
        this.#route(machine.id, event.t, { k: 'refuse', c: segment.c, code: 'ECONNREFUSED' });
      else if (segment.k === 'req') this.#route(machine.id, event.t, { k: 'reset', c: segment.c });
      else if (segment.k === 'reset' || segment.k === 'fin') this.#connections.drop(segment.c);
      return;
    }
    // Handshakes are completed for a process that does not run: it waits in the backlog.
    if (state !== 'up' && segment.k === 'open' && machine.listening.includes(segment.port)) {
      this.#route(machine.id, event.t, { k: 'accept', c: segment.c });
    }
    const handOn = this.#connections.arrived(machine.id, machine.incarnation, event.t, segment, {
      index: machine.index,
      reset: (c) => this.#route(machine.id, Math.max(event.t, this.now), { k: 'reset', c }),
    });
    if (handOn) machine.inbox.push(event);
  }

  #indexOf(id: string): number {
    return this.#sources.get(id)?.index ?? this.#processes.find(id)?.index ?? -1;
  }

  #nextSeq(id: string): number {
    const sender = this.#sources.get(id) ?? this.#processes.find(id);
    return sender ? sender.sent++ : 0;
  }

  /** A machine died at `t`: what it had sent for later never leaves. */
  #recall(machine: Machine, t: number): void {
    for (const { wire } of [...this.#processes.all, ...this.#sources.values()]) {
      wire.remove((delivery) => delivery.source === machine.index && delivery.sentAt > t);
    }
  }

  // -------------------------------------------------------------- what is planned

  #planAction(at: number, action: Action, done?: (at: number) => void, revocable?: boolean): void {
    const run = (t: number): void => {
      this.journal.add({ t, kind: 'action', action }, -1);
      this.#actions.apply(action, t);
      done?.(t);
    };
    this.#planAt(at, run, revocable);
  }

  #bootLater(machine: Machine, at: number): void {
    const { incarnation } = machine;
    this.#planAt(at, async (t) => {
      if (machine.incarnation !== incarnation || machine.state !== 'starting') return;
      await this.#processes.boot(machine, t);
    });
  }

  #killLater(machine: Machine, at: number): void {
    const { incarnation } = machine;
    this.#planAt(at, (t) => {
      if (machine.incarnation !== incarnation || !machine.port) return;
      this.#processes.down(machine, t, 'killed: it did not stop in time');
    });
  }

  #planAt(at: number, run: Planned['run'], revocable?: boolean): void {
    this.#planned.push({ at, seq: this.#planSeq++, run, revocable });
  }
}

/**
 * Whether a message may follow what its connection carried before: after a lost one nothing does,
 * but for a reset, and nobody hears a server whose connection broke.
 */
function inOrder(
  record: ConnectionRecord,
  segment: Segment,
  toServer: boolean,
  t: number,
  passes: boolean,
): boolean {
  if (!toServer && t >= record.brokenAt) return false;
  if (!passes && toServer) record.silentToServer = true;
  if (!passes && !toServer) record.silentToClient = true;
  const silent = toServer ? record.silentToServer : record.silentToClient;
  return passes && (!silent || segment.k === 'reset');
}

function nextOf({ load, wire }: Source): number {
  return Math.min(load.next, wire.peek()?.t ?? Infinity);
}
