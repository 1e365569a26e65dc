/** What each action does to the world, at a moment of virtual time. */
import type { Action } from '../contract.ts';
import type { LoadSource } from './load.ts';
import type { Machine } from './machine.ts';
import type { ModuleStore } from './modules.ts';
import type { Network } from './network.ts';
import { Outages, type Outage } from './outages.ts';
import type { Processes } from './processes.ts';

/** A stopped process that does not end by itself is killed after so many virtual ms. */
const GRACE_MS = 5000;

type Operation = 'start' | 'kill' | 'stop' | 'restart' | 'pause' | 'resume' | 'unplug';

/** What actions reach. */
export interface World {
  readonly processes: Processes;
  readonly network: Network;
  readonly modules: ModuleStore;
  readonly sources: ReadonlyMap<string, { readonly load: LoadSource }>;
  /** Sends off what a source wrote outside its windows. */
  readonly flush: (load: LoadSource) => void;
  /** Boots a spawned machine after its start-up time. */
  readonly bootLater: (machine: Machine, t: number) => void;
  /** Kills this incarnation at `t`, if it is still there. */
  readonly killLater: (machine: Machine, t: number) => void;
  readonly notice: (t: number, text: string) => void;
}

export class Actions {
  readonly #world: World;
  readonly #outages = new Outages();

  constructor(world: World) {
    this.#world = world;
  }

  apply(action: Action, t: number): void {
    switch (action.kind) {
      case 'start':
      case 'kill':
      case 'stop':
      case 'restart':
      case 'pause':
      case 'resume':
      case 'unplug': {
        const machine = this.#machine(action.machine, t);
        if (machine) this.#operate(machine, action, t);
        this.#outages.forget(action.machine);
        return;
      }
      case 'machine-fault': {
        const machine = this.#machine(action.machine, t);
        machine?.faults.set(action.id, { fault: action.fault, since: t });
        if (machine) tellFaults(machine, t);
        return;
      }
      case 'link-fault':
        this.#faultLink(action, t);
        return;
      case 'zone-fault':
        this.#faultZone(action, t);
        return;
      case 'heal':
        this.#heal(action.id, t);
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

  #operate(machine: Machine, action: { kind: Operation; graceMs?: number }, t: number): void {
    const { processes } = this.#world;
    switch (action.kind) {
      case 'start':
        this.#start(machine, t);
        return;
      case 'kill':
        machine.wanted = false;
        this.#kill(machine, t, 'killed (SIGKILL)');
        return;
      case 'stop':
        machine.wanted = false;
        this.#stop(machine, t, action.graceMs ?? GRACE_MS);
        return;
      case 'restart':
        this.#kill(machine, t, 'restarting');
        this.#start(machine, t);
        return;
      case 'pause':
        if (machine.state === 'up') processes.setState(machine, 'paused', t);
        return;
      case 'resume':
        this.#resume(machine, t);
        return;
      case 'unplug':
        machine.wanted = false;
        if (machine.state !== 'unplugged') processes.unplug(machine, t);
        return;
    }
  }

  #start(machine: Machine, t: number): void {
    if (machine.state !== 'down' && machine.state !== 'unplugged') return;
    this.#world.processes.spawn(machine, t);
    this.#world.bootLater(machine, t);
  }

  #kill(machine: Machine, t: number, reason: string): void {
    if (machine.state !== 'down') this.#world.processes.down(machine, t, reason);
  }

  #stop(machine: Machine, t: number, graceMs: number): void {
    if (machine.state === 'down' || machine.state === 'unplugged') return;
    if (machine.state !== 'up') {
      this.#kill(machine, t, 'stopped (SIGTERM)');
      return;
    }
    machine.inbox.push({ t, k: 'signal', signal: 'SIGTERM' });
    this.#world.killLater(machine, t + graceMs);
  }

  #resume(machine: Machine, t: number): void {
    if (machine.state !== 'paused') return;
    this.#world.processes.setState(machine, 'up', t, 'resumed');
    machine.clock = Math.max(machine.clock, t);
  }

  #faultLink(action: Extract<Action, { kind: 'link-fault' }>, t: number): void {
    const { id, from, to, fault, oneWay = false } = action;
    const { network, notice } = this.#world;
    if (!network.connected(from, to)) notice(t, `There is no link between '${from}' and '${to}'.`);
    network.addFault(id, from, to, fault, oneWay);
  }

  /** Its parts carry the zone's id, so that one `heal` ends them all. */
  #faultZone(action: Extract<Action, { kind: 'zone-fault' }>, t: number): void {
    const { id, links, fault } = action;
    this.#heal(id, t);
    for (const { from, to } of links) {
      if (fault.link) this.#faultLink({ kind: 'link-fault', id, from, to, fault: fault.link }, t);
    }
    const machines = action.machines.flatMap((name) => this.#machine(name, t) ?? []);
    for (const machine of machines) {
      if (!fault.machine) break;
      machine.faults.set(id, { fault: fault.machine, since: t });
      tellFaults(machine, t);
    }
    if (!fault.outage) return;
    const { outage } = fault;
    const felled = machines.filter((machine) => runs(machine, outage));
    for (const machine of felled) this.#operate(machine, { kind: outage }, t);
    const ids = (list: readonly Machine[]): string[] => list.map((machine) => machine.id);
    this.#outages.begin(id, outage, ids(machines), ids(felled));
  }

  #heal(id: string, t: number): void {
    const { network, processes } = this.#world;
    network.heal(id);
    for (const machine of processes.all) {
      if (machine.faults.delete(id)) tellFaults(machine, t);
    }
    const ended = this.#outages.end(id);
    for (const name of ended?.back ?? []) {
      const kind = ended!.outage === 'pause' ? 'resume' : 'start';
      this.#operate(processes.find(name)!, { kind }, t);
    }
  }

  #healAll(t: number): void {
    this.#world.network.healAll();
    for (const id of this.#outages.ids) this.#heal(id, t);
    for (const machine of this.#world.processes.all) {
      if (machine.faults.size > 0) {
        machine.faults.clear();
        tellFaults(machine, t);
      }
      this.#resume(machine, t);
      if (machine.state === 'stuck') this.#kill(machine, t, 'restarting');
      if (machine.spec.autostart !== false) this.#start(machine, t);
    }
  }

  #setLoad({ id, profile }: Extract<Action, { kind: 'load' }>, t: number): void {
    const { sources, notice, flush } = this.#world;
    const from = profile?.from;
    const chosen = [...sources]
      .filter(([name]) => from === undefined || name === from)
      .map(([, { load }]) => load);
    if (chosen.length === 0) {
      notice(t, `The load '${id}' comes from '${from}', and there are no such clients.`);
    }
    // Ending a load ends it wherever it came from.
    for (const load of profile ? chosen.slice(0, 1) : chosen) {
      load.setLoad(id, profile, t);
      flush(load);
    }
  }

  #sendByHand({ id, request }: Extract<Action, { kind: 'request' }>, t: number): void {
    const { sources, notice, flush } = this.#world;
    const name = request.from ?? [...sources.keys()][0] ?? '';
    const source = sources.get(name);
    if (!source) {
      notice(t, `There are no clients called '${name}' to send a request from.`);
      return;
    }
    source.load.sendByHand(id, request, t);
    flush(source.load);
  }

  #write(path: string, text: string, t: number): void {
    const { modules, processes, notice } = this.#world;
    const problem = modules.problemOf(path, text);
    if (problem) {
      notice(t, `${path} was not saved: line ${problem.line ?? '?'}: ${problem.message}`);
      return;
    }
    modules.write(path, text);
    for (const machine of processes.all) {
      // One that crashed comes up with the mended file; one that was killed stays down.
      if (!machine.wanted || !modules.uses(machine.spec.entry, path)) continue;
      this.#kill(machine, t, `restarting: ${path} changed`);
      this.#start(machine, t);
    }
  }

  #machine(id: string, t: number): Machine | undefined {
    const { processes, notice } = this.#world;
    const machine = processes.find(id);
    if (!machine) notice(t, `There is no machine '${id}'. Known: ${processes.ids.join(', ')}.`);
    return machine;
  }
}

/** Whether this outage would fell it; one that does not run is nobody's to bring back. */
function runs({ state }: Machine, outage: Outage): boolean {
  return outage === 'pause' ? state === 'up' : state !== 'down' && state !== 'unplugged';
}

/** A process learns what faults make of its speeds and its calendar; one that starts is told then. */
function tellFaults(machine: Machine, t: number): void {
  if (machine.state !== 'up' && machine.state !== 'paused') return;
  machine.inbox.push({ t, k: 'env', values: machine.speeds() });
  machine.inbox.push({ t, k: 'clock', skew: machine.clockSkew() });
}
