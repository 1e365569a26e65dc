/**
 * The kernel: owns time, carries messages, does what actions say, writes the journal.
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
import type { Action, BootPlan, FileProblem, TimedAction } from '../contract.ts';
import type { MachineState } from '../journal.ts';
import { Connections } from './connections.ts';
import type { KernelHost } from './host.ts';
import { JournalWriter } from './journal-writer.ts';
import { LoadSource } from './load.ts';
import { byArrival, firstIdOf, Machine, takeDue, type Delivery } from './machine.ts';
import { ModuleStore } from './modules.ts';
import { Network } from './network.ts';
import type { ProcessReport, Segment, ToProcess, WindowResult } from './protocol.ts';

/** Virtual ms from `start` to a running process, after the session's beginning. */
const START_MS = 50;
/** A stopped process that does not end by itself is killed after so many virtual ms. */
const GRACE_MS = 5000;
/** How often the watchdog looks, real ms. */
const TICK_MS = 250;
/** A process that has not answered while so many pieces of work were done beside it is stuck. */
const STUCK_AFTER = 12;

type Internal =
  | { readonly kind: 'boot'; readonly machine: Machine; readonly incarnation: number }
  | { readonly kind: 'grace'; readonly machine: Machine; readonly incarnation: number };

interface Planned {
  readonly at: number;
  readonly seq: number;
  readonly what: Action | Internal;
  readonly internal: boolean;
  readonly done?: (at: number) => void;
}

interface Source {
  readonly load: LoadSource;
  readonly index: number;
  sent: number;
  readonly wire: Heap<Delivery>;
}

interface Waiting {
  readonly finish: (result: WindowResult | null) => void;
  /** It had not answered when the watchdog looked. */
  overdue: boolean;
  /** Pieces of work done beside it since then. */
  pieces: number;
}

export class Kernel {
  /** Everything before this is decided. */
  now = 0;
  readonly journal = new JournalWriter();
  readonly modules: ModuleStore;
  readonly #plan: BootPlan;
  readonly #host: KernelHost;
  readonly #network: Network;
  readonly #machines: Machine[] = [];
  readonly #byId = new Map<string, Machine>();
  readonly #sources = new Map<string, Source>();
  readonly #connections: Connections;
  /** `Network.reach` over sources and machines, by index. */
  readonly #reach: readonly (readonly number[])[];
  readonly #actions = new Heap<Planned>((a, b) => a.at < b.at || (a.at === b.at && a.seq < b.seq));
  #actionSeq = 0;
  readonly #waiting = new Map<Machine, Waiting>();
  #watchdog: (() => void) | null = null;
  /** Nobody has run past this. */
  #frontier = 0;
  #disposed = false;

  constructor(plan: BootPlan, host: KernelHost) {
    this.#plan = plan;
    this.#host = host;
    this.#network = new Network(plan.links, plan.seed);
    this.modules = new ModuleStore(plan.files);
    const clients = plan.clients ?? ['clients'];
    clients.forEach((id, index) => {
      const load = new LoadSource({
        id,
        index,
        seed: plan.seed,
        journal: (event, number) => this.journal.add(event, index, number),
      });
      this.#sources.set(id, { load, index, sent: 0, wire: new Heap(byArrival) });
    });
    plan.machines.forEach((spec, i) => {
      const machine = new Machine(spec, clients.length + i);
      this.#machines.push(machine);
      this.#byId.set(spec.id, machine);
    });
    this.#reach = this.#network.reach([...clients, ...plan.machines.map(({ id }) => id)]);
    this.#connections = new Connections(this.journal, (id) => this.#sources.has(id));
  }

  /** Starts every machine at time 0; resolves when all have run their top level. */
  async boot(): Promise<void> {
    this.#armWatchdog();
    const starting = this.#machines.filter((machine) => machine.spec.autostart !== false);
    for (const machine of starting) this.#spawn(machine);
    await Promise.all(starting.map((machine) => this.#bootProcess(machine, 0)));
  }

  plan(timeline: readonly TimedAction[]): void {
    for (const { at, action } of timeline) this.#schedule(Math.max(at, this.now), action);
  }

  /** Plans an action for the first moment that nobody has passed; resolves with it, in virtual ms. */
  soon(action: Action): Promise<number> {
    return new Promise((resolve) => {
      this.#actions.push({
        at: this.soonest,
        seq: this.#actionSeq++,
        what: action,
        internal: false,
        done: resolve,
      });
    });
  }

  /** The first moment that nobody has passed. */
  get soonest(): number {
    return Math.max(this.now, this.#frontier);
  }

  /** When something next happens; Infinity when nothing will. */
  get nextAt(): number {
    return Math.min(this.#actions.peek()?.at ?? Infinity, ...this.#nexts());
  }

  /** Moves on by one round, not past `limit`. False when there is nothing to do before it. */
  async round(limit: number): Promise<boolean> {
    const nexts = this.#nexts();
    const first = Math.min(...nexts);
    const planned = this.#actions.peek();
    if (planned && planned.at <= first && planned.at <= limit) {
      this.#settle(planned.at);
      this.#actions.pop();
      await this.#do(planned);
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
    this.#disposed = true;
    this.#watchdog?.();
    for (const waiting of [...this.#waiting.values()]) waiting.finish(null);
    for (const machine of this.#machines) this.#terminate(machine);
  }

  /** Which machines run this file. */
  usersOf(path: string): Machine[] {
    return this.#machines.filter((machine) => this.modules.uses(machine.spec.entry, path));
  }

  // -------------------------------------------------------------- windows

  /** When each source and machine, by index, next has something to do. */
  #nexts(): number[] {
    const nexts: number[] = [];
    for (const source of this.#sources.values()) nexts.push(nextOf(source));
    for (const machine of this.#machines) nexts.push(machine.nextAt);
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
    for (const machine of this.#machines) {
      const next = nexts[machine.index]!;
      const until = windowOf(machine.index);
      if (next >= until) continue;
      this.#frontier = Math.max(this.#frontier, until);
      for (const delivery of takeDue(machine.wire, until)) this.#land(machine, delivery);
      if (machine.running) runs.push(this.#runProcess(machine, next, until));
    }
    await Promise.all(runs);
  }

  async #runProcess(machine: Machine, askedAt: number, until: number): Promise<void> {
    const events = machine.inbox;
    machine.inbox = [];
    this.#collect(
      machine,
      await this.#ask(machine, { k: 'run', until, at: machine.clock, events }),
      askedAt,
    );
  }

  #runSource(source: Source, until: number): void {
    const events: { t: number; s: Segment }[] = [];
    for (const { event } of takeDue(source.wire, until))
      if (event.k === 'segment') events.push({ t: event.t, s: event.s });
    this.#frontier = Math.max(this.#frontier, until === Infinity ? 0 : until);
    for (const { t, s } of source.load.run(events, until)) this.#route(source.load.id, t, s);
  }

  /** Sends a message to a process and waits for its answer; null when it is stuck or gone. */
  #ask(machine: Machine, message: ToProcess): Promise<WindowResult | null> {
    return new Promise((resolve) => {
      const waiting: Waiting = {
        overdue: false,
        pieces: 0,
        finish: (result) => {
          if (this.#waiting.get(machine) === waiting) this.#waiting.delete(machine);
          resolve(result);
        },
      };
      this.#waiting.set(machine, waiting);
      machine.port!.post(message);
    });
  }

  #collect(machine: Machine, result: WindowResult | null, askedAt: number): void {
    if (this.#disposed) return;
    if (!result) {
      this.#becomeStuck(machine, askedAt);
      return;
    }
    machine.clock = result.now;
    machine.next = result.next;
    if (result.listening) machine.listening = result.listening;
    for (const report of result.reports) this.#report(machine, report);
    for (const { t, s } of result.out) this.#route(machine.id, t, s);
    if (result.exit) this.#wentDown(machine, result.now, result.exit.reason);
  }

  #report(machine: Machine, report: ProcessReport): void {
    const { k, ...facts } = report;
    this.journal.add({ kind: k, machine: machine.id, ...facts } as never, machine.index);
  }

  /** Everything before `t` is decided. */
  #settle(t: number): void {
    if (t > this.now) this.now = t;
    // A process that holds its event loop does not keep messages from arriving at its machine.
    for (const machine of this.#machines) {
      for (const delivery of takeDue(machine.wire, t)) this.#land(machine, delivery);
    }
    this.journal.settle(t);
  }

  // -------------------------------------------------------------- messages

  /** Puts a message of `from`, sent at `t`, on its way. */
  #route(from: string, t: number, segment: Segment): void {
    const record = this.#connections.sent(
      from,
      this.#byId.get(from)?.incarnation ?? 0,
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
    if (this.#byId.get(from)?.state === 'unplugged') return;
    const delay = this.#network.delay(from, to);
    if (delay === null) return;
    const last = toServer ? record.lastToServer : record.lastToClient;
    const arrival = Math.max(t + delay, last);
    if (toServer) record.lastToServer = arrival;
    else record.lastToClient = arrival;
    this.#put(
      to,
      arrival,
      { source: this.#indexOf(from), seq: this.#nextSeq(from), sentAt: t },
      from,
      segment,
    );
  }

  #put(
    to: string,
    t: number,
    origin: Pick<Delivery, 'source' | 'seq' | 'sentAt'>,
    from: string,
    segment: Segment,
  ): void {
    const delivery: Delivery = { t, ...origin, event: { t, k: 'segment', from, s: segment } };
    (this.#sources.get(to) ?? this.#byId.get(to))?.wire.push(delivery);
  }

  #unreachable(from: string, to: string): 'ENOTFOUND' | 'EHOSTUNREACH' | null {
    if (!this.#byId.has(to)) return 'ENOTFOUND';
    return this.#network.connected(from, to) ? null : 'EHOSTUNREACH';
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
    return this.#sources.get(id)?.index ?? this.#byId.get(id)?.index ?? -1;
  }

  #nextSeq(id: string): number {
    const sender = this.#sources.get(id) ?? this.#byId.get(id);
    return sender ? sender.sent++ : 0;
  }

  // -------------------------------------------------------------- processes

  #spawn(machine: Machine): void {
    machine.incarnation++;
    const incarnation = machine.incarnation;
    machine.port = this.#host.spawn(
      (result) => {
        if (machine.incarnation === incarnation) this.#waiting.get(machine)?.finish(result);
      },
      (reason) => {
        if (machine.incarnation === incarnation) this.#died(machine, reason);
      },
    );
    this.#setState(machine, 'starting', this.soonest);
  }

  async #bootProcess(machine: Machine, t: number): Promise<void> {
    const { spec } = machine;
    machine.clock = t;
    machine.next = Infinity;
    machine.listening = [];
    machine.inbox = [];
    const reached = this.modules.reach(spec.entry);
    if (!reached.ok) {
      const { path, line, column, message } = reached.problem;
      const words = `SyntaxError: ${message}`;
      this.journal.add(
        {
          t,
          kind: 'crash',
          machine: spec.id,
          message: words,
          stack: `${words}\n    at ${path}:${line ?? 1}:${column ?? 1}`,
          path,
          ...(line === undefined ? {} : { line }),
          ...(column === undefined ? {} : { column }),
        },
        machine.index,
      );
      this.#wentDown(machine, t, words);
      return;
    }
    const hosts = Object.fromEntries(
      [...(this.#plan.clients ?? ['clients']), ...this.#byId.keys()].map((id, i) => [
        id,
        `10.0.0.${i + 1}`,
      ]),
    );
    machine.state = 'up';
    this.#setState(machine, 'up', t);
    const result = await this.#ask(machine, {
      k: 'boot',
      machine: spec.id,
      hosts,
      env: machine.env(),
      seed: `${this.#plan.seed}:${spec.id}:${machine.incarnation}`,
      firstId: firstIdOf(machine.index, machine.incarnation),
      pid: 100 + machine.index + 1000 * (machine.incarnation - 1),
      t,
      entry: spec.entry,
      modules: reached.modules,
    });
    this.#collect(machine, result, t);
  }

  #setState(machine: Machine, state: MachineState, t: number, reason?: string): void {
    machine.state = state;
    this.journal.add(
      {
        t,
        kind: 'machine',
        machine: machine.id,
        state,
        ...(reason === undefined ? {} : { reason }),
        incarnation: machine.incarnation,
      },
      -1,
      machine.index,
    );
  }

  #terminate(machine: Machine): void {
    machine.port?.terminate();
    machine.port = null;
  }

  /** Its process is gone at `t`; what it had sent for later never happened. */
  #endProcess(machine: Machine, t: number, silent: boolean): void {
    this.#terminate(machine);
    this.journal.forget(machine.index, t);
    for (const end of [...this.#machines, ...this.#sources.values()]) {
      end.wire.remove((delivery) => delivery.source === machine.index && delivery.sentAt > t);
    }
    machine.clock = t;
    machine.next = Infinity;
    machine.listening = [];
    machine.inbox = [];
    for (const c of this.#connections.endOf(machine.id, machine.incarnation)) {
      if (!silent) this.#route(machine.id, t, { k: 'reset', c });
    }
  }

  #wentDown(machine: Machine, t: number, reason: string): void {
    this.#endProcess(machine, t, false);
    this.#setState(machine, 'down', t, reason);
  }

  /** The Worker itself failed: memory ran out, or its script would not load. */
  #died(machine: Machine, reason: string): void {
    this.journal.add(
      {
        t: this.soonest,
        kind: 'notice',
        machine: machine.id,
        text: `${machine.id} died: ${reason}`,
      },
      machine.index,
    );
    const waiting = this.#waiting.get(machine);
    if (waiting)
      waiting.finish({
        k: 'done',
        out: [],
        reports: [],
        next: Infinity,
        now: machine.clock,
        exit: { code: 137, reason },
      });
  }

  #becomeStuck(machine: Machine, t: number): void {
    this.#terminate(machine);
    machine.next = Infinity;
    this.#setState(machine, 'stuck', t, 'it does not answer: an endless loop?');
  }

  /** Measures in work and not in time: on a stalled computer nobody is stuck for that. */
  #armWatchdog(): void {
    const { afterWork } = this.#host;
    if (!afterWork) return;
    const again = (): void => {
      if (!this.#disposed) this.#armWatchdog();
    };
    this.#watchdog = this.#host.after(TICK_MS, () => {
      const overdue = [...this.#waiting.values()].filter((waiting) => waiting.overdue);
      for (const waiting of this.#waiting.values()) waiting.overdue = true;
      if (overdue.length === 0) again();
      else {
        afterWork(() => {
          // `finish` does nothing for those that have answered meanwhile.
          for (const waiting of overdue) if (++waiting.pieces >= STUCK_AFTER) waiting.finish(null);
          again();
        });
      }
    });
  }

  // -------------------------------------------------------------- actions

  #schedule(at: number, what: Action | Internal, internal = false): void {
    this.#actions.push({ at, seq: this.#actionSeq++, what, internal });
  }

  async #do({ at, what, internal, done }: Planned): Promise<void> {
    this.#frontier = Math.max(this.#frontier, at);
    if (internal) {
      const { kind, machine, incarnation } = what as Internal;
      if (machine.incarnation !== incarnation) return;
      if (kind === 'boot' && machine.state === 'starting') await this.#bootProcess(machine, at);
      if (kind === 'grace' && machine.port)
        this.#wentDown(machine, at, 'killed: it did not stop in time');
      return;
    }
    const action = what as Action;
    this.journal.add({ t: at, kind: 'action', action }, -1);
    await this.#apply(action, at);
    done?.(at);
  }

  async #apply(action: Action, t: number): Promise<void> {
    switch (action.kind) {
      case 'start':
        this.#start(this.#machine(action.machine, t), t);
        return;
      case 'kill':
        this.#kill(this.#machine(action.machine, t), t, 'killed (SIGKILL)');
        return;
      case 'stop':
        this.#stop(this.#machine(action.machine, t), t, action.graceMs ?? GRACE_MS);
        return;
      case 'restart': {
        const machine = this.#machine(action.machine, t);
        this.#kill(machine, t, 'restarting');
        this.#start(machine, t);
        return;
      }
      case 'pause': {
        const machine = this.#machine(action.machine, t);
        if (machine?.state === 'up') this.#setState(machine, 'paused', t);
        return;
      }
      case 'resume':
        this.#resume(this.#machine(action.machine, t), t);
        return;
      case 'unplug': {
        const machine = this.#machine(action.machine, t);
        if (!machine || machine.state === 'unplugged') return;
        this.#endProcess(machine, t, true);
        this.#setState(machine, 'unplugged', t, 'no power');
        return;
      }
      case 'machine-fault': {
        const machine = this.#machine(action.machine, t);
        machine?.faults.set(action.id, {
          cpu: action.fault.cpu ?? 1,
          disk: action.fault.disk ?? 1,
        });
        this.#tellSpeeds(machine, t);
        return;
      }
      case 'link-fault':
        if (!this.#network.connected(action.from, action.to))
          this.#notice(t, `There is no link between '${action.from}' and '${action.to}'.`);
        this.#network.addFault(
          action.id,
          action.from,
          action.to,
          action.fault,
          action.oneWay ?? false,
        );
        return;
      case 'heal':
        this.#network.heal(action.id);
        for (const machine of this.#machines)
          if (machine.faults.delete(action.id)) this.#tellSpeeds(machine, t);
        return;
      case 'heal-all':
        this.#healAll(t);
        return;
      case 'load':
        this.#setLoad(action, t);
        return;
      case 'request':
        this.#sendByHand(action, t);
        return;
      case 'write':
        this.#write(action.path, action.text, t);
        return;
      case 'mark':
        return;
    }
  }

  #start(machine: Machine | undefined, t: number): void {
    if (!machine || (machine.state !== 'down' && machine.state !== 'unplugged')) return;
    this.#spawn(machine);
    this.#schedule(t + START_MS, { kind: 'boot', machine, incarnation: machine.incarnation }, true);
  }

  #kill(machine: Machine | undefined, t: number, reason: string): void {
    if (!machine || machine.state === 'down') return;
    this.#wentDown(machine, t, reason);
  }

  #stop(machine: Machine | undefined, t: number, graceMs: number): void {
    if (!machine || machine.state === 'down' || machine.state === 'unplugged') return;
    if (machine.state !== 'up') {
      this.#kill(machine, t, 'stopped (SIGTERM)');
      return;
    }
    machine.inbox.push({ t, k: 'signal', signal: 'SIGTERM' });
    this.#schedule(t + graceMs, { kind: 'grace', machine, incarnation: machine.incarnation }, true);
  }

  #resume(machine: Machine | undefined, t: number): void {
    if (machine?.state !== 'paused') return;
    this.#setState(machine, 'up', t, 'resumed');
    machine.clock = Math.max(machine.clock, t);
  }

  #healAll(t: number): void {
    this.#network.healAll();
    for (const machine of this.#machines) {
      if (machine.faults.size > 0) {
        machine.faults.clear();
        this.#tellSpeeds(machine, t);
      }
      this.#resume(machine, t);
      if (machine.state === 'stuck') this.#kill(machine, t, 'restarting');
      if (machine.spec.autostart !== false) this.#start(machine, t);
    }
  }

  #tellSpeeds(machine: Machine | undefined, t: number): void {
    if (machine?.state !== 'up' && machine?.state !== 'paused') return;
    machine.inbox.push({ t, k: 'env', values: machine.speeds() });
  }

  #setLoad(action: Extract<Action, { kind: 'load' }>, t: number): void {
    const from = action.profile?.from;
    const chosen =
      from === undefined
        ? [...this.#sources.values()]
        : [this.#sources.get(from)].filter((source) => source !== undefined);
    if (chosen.length === 0)
      this.#notice(
        t,
        `The load '${action.id}' comes from '${from}', and there are no such clients.`,
      );
    // Ending a load ends it wherever it came from.
    const sources = action.profile ? chosen.slice(0, 1) : chosen;
    for (const source of sources) {
      source.load.setLoad(action.id, action.profile, t);
      for (const { t: at, s } of source.load.takeOut()) this.#route(source.load.id, at, s);
    }
  }

  #sendByHand({ id, request }: Extract<Action, { kind: 'request' }>, t: number): void {
    const source =
      request.from === undefined ? [...this.#sources.values()][0] : this.#sources.get(request.from);
    if (!source) {
      this.#notice(t, `There are no clients called '${request.from}' to send a request from.`);
      return;
    }
    source.load.sendByHand(id, request, t);
    for (const { t: at, s } of source.load.takeOut()) this.#route(source.load.id, at, s);
  }

  #write(path: string, text: string, t: number): void {
    const problem: FileProblem | undefined = this.modules.problemOf(path, text);
    if (problem) {
      this.#notice(t, `${path} was not saved: line ${problem.line ?? '?'}: ${problem.message}`);
      return;
    }
    this.modules.write(path, text);
    for (const machine of this.usersOf(path)) {
      if (machine.state === 'unplugged') continue;
      // One that is down because its file was broken comes up with the mended one.
      this.#kill(machine, t, `restarting: ${path} changed`);
      this.#start(machine, t);
    }
  }

  #machine(id: string, t: number): Machine | undefined {
    const machine = this.#byId.get(id);
    if (!machine)
      this.#notice(t, `There is no machine '${id}'. Known: ${[...this.#byId.keys()].join(', ')}.`);
    return machine;
  }

  #notice(t: number, text: string): void {
    this.journal.add({ t, kind: 'notice', text }, -1);
  }
}

function nextOf({ load, wire }: Source): number {
  return Math.min(load.next, wire.peek()?.t ?? Infinity);
}
