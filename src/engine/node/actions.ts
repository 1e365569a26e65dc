/** What each action does to machines that are real processes, and to the fabric between them. */
import type { Action } from '../contract.ts';
import { Outages, type Outage } from '../sim/outages.ts';
import type { MachineRun } from './machine-run.ts';
import type { Order } from './messages.ts';

/** A stopped process that does not end by itself is killed after so many ms. */
const GRACE_MS = 5000;

type MachineAction = Extract<Action, { readonly machine: string }>;
type Operation = Exclude<MachineAction, { kind: 'machine-fault' }>;
type Kinds = Operation['kind'];

/** What actions reach. */
export interface World {
  readonly machines: ReadonlyMap<string, MachineRun>;
  readonly clients: readonly string[];
  /** The host delivers signals. */
  readonly signals: boolean;
  /** Whether a link joins two. */
  readonly linked: (from: string, to: string) => boolean;
  /** Orders for the moment of the action; resolves with the session's time at which it was carried out. */
  readonly order: (order: Order) => Promise<number>;
  /** ms of the session. */
  readonly now: () => number;
  /** When the session began by its programs' calendars, Unix ms. */
  readonly zero: () => number;
  readonly notice: (text: string, machine?: string) => void;
  /** Changes a file; resolves with the machines that run it. */
  readonly write: (path: string, text: string) => Promise<readonly MachineRun[]>;
}

export class Actions {
  readonly #world: World;
  readonly #outages = new Outages();

  constructor(world: World) {
    this.#world = world;
  }

  /**
   * Resolves once it has taken effect, with the session's time at which it did; what it sets going (a
   * start) may go on.
   * @param at its moment, ms of the session
   */
  async apply(action: Action, at: number): Promise<number> {
    switch (action.kind) {
      case 'machine-fault': {
        const { id, fault } = action;
        const machine = this.#machine(action.machine);
        return machine
          ? this.#changeFaults([machine], () => machine.faults.set(id, { fault, since: at }))
          : at;
      }
      case 'link-fault':
        return this.#faultLink(action);
      case 'zone-fault':
        return this.#faultZone(action, at);
      case 'heal':
        return this.#heal(action.id);
      case 'heal-all':
        return this.#healAll();
      case 'load':
        return this.#setLoad(action);
      case 'request':
        return this.#sendByHand(action);
      case 'write': {
        const users = await this.#world.write(action.path, action.text);
        const t = this.#world.now();
        const restart = async (machine: MachineRun): Promise<void> => {
          await machine.kill(`restarting: ${action.path} changed`);
          await machine.start();
        };
        await Promise.all(users.map((machine) => machine.inTurn(() => restart(machine))));
        return t;
      }
      case 'mark':
        return at;
      default: {
        const machine = this.#machine(action.machine);
        this.#outages.forget(action.machine);
        return machine ? this.#operate(machine, action) : at;
      }
    }
  }

  /** @returns when it took effect */
  async #operate(
    machine: MachineRun,
    action: { readonly kind: Kinds; readonly graceMs?: number },
  ): Promise<number> {
    const { order, notice, now } = this.#world;
    const { id } = machine;
    switch (action.kind) {
      case 'start':
        return this.#start(machine);
      case 'kill':
        return machine.inTurn(async () => {
          const t = now();
          machine.wanted = false;
          const reason = 'killed (SIGKILL)';
          if (machine.state === 'unplugged') machine.setState('down', reason);
          else await machine.kill(reason);
          return t;
        });
      case 'stop':
        return machine.inTurn(() => this.#stop(machine, action.graceMs ?? GRACE_MS));
      case 'restart':
        return machine.inTurn(async () => {
          const t = now();
          await machine.kill('restarting');
          await machine.start();
          return t;
        });
      case 'pause':
        return machine.inTurn(() => this.#pause(machine));
      case 'resume':
        return machine.inTurn(() => this.#resume(machine));
      case 'unplug':
      case 'power-loss': {
        const silent = order({ kind: 'silence', machine: id, on: true });
        if (action.kind === 'power-loss')
          notice(`${id} is off; what it had not synced is still on this computer's disk.`, id);
        return machine.inTurn(async () => {
          const t = await silent;
          machine.wanted = false;
          if (machine.state !== 'unplugged') machine.setState('unplugged');
          await machine.drop();
          return t;
        });
      }
    }
  }

  #start(machine: MachineRun): Promise<number> {
    return machine.inTurn(async () => {
      const { now, order } = this.#world;
      const t = now();
      // Its process takes longer to come up than this order.
      if (machine.state === 'unplugged')
        void order({ kind: 'silence', machine: machine.id, on: false });
      await machine.start();
      return t;
    });
  }

  async #stop(machine: MachineRun, graceMs: number): Promise<number> {
    const { now, signals, order } = this.#world;
    const t = now();
    machine.wanted = false;
    if (machine.state === 'down' || machine.state === 'unplugged') return t;
    if (machine.state !== 'up') await machine.kill('stopped (SIGTERM)');
    else {
      await machine.stop(graceMs, () =>
        signals ? machine.signal('SIGTERM') : order({ kind: 'terminate', machine: machine.id }),
      );
    }
    return t;
  }

  async #pause(machine: MachineRun): Promise<number> {
    const { signals, order, now } = this.#world;
    if (machine.state !== 'up') return now();
    machine.setState('paused');
    if (!signals) return order({ kind: 'hold', machine: machine.id, on: true });
    await machine.signal('SIGSTOP');
    return now();
  }

  async #resume(machine: MachineRun): Promise<number> {
    const { signals, order, now } = this.#world;
    if (machine.state !== 'paused') return now();
    machine.setState('up', 'resumed');
    if (!signals) return order({ kind: 'hold', machine: machine.id, on: false });
    await machine.signal('SIGCONT');
    return now();
  }

  async #faultLink(action: Extract<Action, { kind: 'link-fault' }>): Promise<number> {
    const { id, from, to, fault, oneWay = false } = action;
    const { linked, notice, order } = this.#world;
    if (!linked(from, to)) notice(`There is no link between '${from}' and '${to}'.`);
    return order({ kind: 'link-fault', id, from, to, fault, oneWay });
  }

  /** Its parts carry the zone's id, so that one `heal` ends them all. */
  async #faultZone(action: Extract<Action, { kind: 'zone-fault' }>, at: number): Promise<number> {
    const { id, links, fault } = action;
    const done: Promise<number>[] = [this.#heal(id)];
    for (const { from, to } of links) {
      if (fault.link)
        done.push(this.#faultLink({ kind: 'link-fault', id, from, to, fault: fault.link }));
    }
    const machines = action.machines.flatMap((name) => this.#machine(name) ?? []);
    if (fault.machine) {
      const wrong = { fault: fault.machine, since: at };
      done.push(
        this.#changeFaults(machines, () => {
          for (const machine of machines) machine.faults.set(id, wrong);
        }),
      );
    }
    if (fault.outage) {
      const { outage } = fault;
      const felled = machines.filter((machine) => runs(machine, outage));
      for (const machine of felled) done.push(this.#operate(machine, { kind: outage }));
      const ids = (list: readonly MachineRun[]): string[] => list.map((machine) => machine.id);
      this.#outages.begin(id, outage, ids(machines), ids(felled));
    }
    return Math.max(at, ...(await Promise.all(done)));
  }

  async #heal(id: string): Promise<number> {
    const done = this.#world.order({ kind: 'heal', id });
    await this.#restore(id);
    return done;
  }

  /** Ends what a fault did to machines. */
  async #restore(id: string): Promise<void> {
    const { machines } = this.#world;
    const sick = [...machines.values()].filter((machine) => machine.faults.has(id));
    await this.#changeFaults(sick, () => {
      for (const machine of sick) machine.faults.delete(id);
    });
    const ended = this.#outages.end(id);
    for (const name of ended?.back ?? []) {
      const kind = ended!.outage === 'pause' ? 'resume' : 'start';
      void this.#operate(machines.get(name)!, { kind });
    }
  }

  async #healAll(): Promise<number> {
    const { order } = this.#world;
    const machines = [...this.#world.machines.values()];
    const t = await order({ kind: 'heal-all' });
    for (const id of this.#outages.ids) await this.#restore(id);
    const sick = machines.filter((machine) => machine.faults.size > 0);
    await this.#changeFaults(sick, () => {
      for (const machine of sick) machine.faults.clear();
    });
    for (const machine of machines) {
      if (machine.state === 'paused') void this.#operate(machine, { kind: 'resume' });
      else if (machine.state === 'stuck') void this.#operate(machine, { kind: 'restart' });
      else if (machine.spec.autostart !== false) void this.#start(machine);
    }
    return t;
  }

  async #setLoad({ id, profile }: Extract<Action, { kind: 'load' }>): Promise<number> {
    const { clients, notice, order } = this.#world;
    const from = profile?.from;
    const chosen = clients.filter((name) => from === undefined || name === from);
    if (chosen.length === 0)
      notice(`The load '${id}' comes from '${String(from)}', and there are no such clients.`);
    // Ending a load ends it wherever it came from.
    return order({ kind: 'load', from: profile ? chosen.slice(0, 1) : chosen, id, profile });
  }

  async #sendByHand({ id, request }: Extract<Action, { kind: 'request' }>): Promise<number> {
    const { clients, notice, order } = this.#world;
    const from = request.from ?? clients[0] ?? '';
    if (!clients.includes(from))
      notice(`There are no clients called '${from}' to send a request from.`);
    return order({ kind: 'request', from, id, request });
  }

  async #changeFaults(machines: readonly MachineRun[], change: () => void): Promise<number> {
    const { order, zero, now, notice } = this.#world;
    change();
    for (const machine of machines) {
      if ([...machine.faults.values()].some(({ fault }) => fault.diskFull === true))
        notice(`${machine.id}: a real disk is not filled up; it goes on as it was.`, machine.id);
    }
    const told = machines.map((machine) =>
      order({ kind: 'tell', machine: machine.id, condition: machine.condition(zero()) }),
    );
    return Math.max(now(), ...(await Promise.all(told)));
  }

  #machine(id: string): MachineRun | undefined {
    const { machines, notice } = this.#world;
    const machine = machines.get(id);
    if (!machine) notice(`There is no machine '${id}'. Known: ${[...machines.keys()].join(', ')}.`);
    return machine;
  }
}

/** Whether this outage would fell it; one that does not run is nobody's to bring back. */
function runs({ state }: MachineRun, outage: Outage): boolean {
  return outage === 'pause' ? state === 'up' : state !== 'down' && state !== 'unplugged';
}

/** Whether the fabric carries it out: it can be told ahead, and does it at the very moment. */
export function isForFabric({ kind }: Action): boolean {
  return (
    kind === 'link-fault' ||
    kind === 'load' ||
    kind === 'request' ||
    kind === 'heal' ||
    kind === 'heal-all' ||
    kind === 'machine-fault' ||
    kind === 'unplug' ||
    kind === 'power-loss' ||
    kind === 'zone-fault'
  );
}
