/** A machine as the kernel keeps it: its process, what waits to be delivered, where its clock stands. */
import { Heap } from '../../lib/heap.ts';
import type { MachineFault, MachineSpec } from '../contract.ts';
import type { Asked } from './customs.ts';
import type { MachineState } from '../journal.ts';
import { MachineDisk } from './disk/machine-disk.ts';
import type { ProcessPort } from './host.ts';
import type { Effects, ClockSkew, ProcessEvent } from './protocol.ts';

/** Something that will reach a machine at `t`. */
export interface Delivery {
  readonly t: number;
  /** Index of who sent it, -1 for the kernel; with `seq` it decides ties. */
  readonly source: number;
  readonly seq: number;
  /** When it was sent: it never happened if its sender died before. */
  readonly sentAt: number;
  readonly event: ProcessEvent;
}

/** The order in which messages arrive: by time, and at one instant by who sent them. */
export function byArrival(a: Delivery, b: Delivery): boolean {
  if (a.t !== b.t) return a.t < b.t;
  return a.source < b.source || (a.source === b.source && a.seq < b.seq);
}

/** Takes out, in order, what arrives before `until`. */
export function takeDue(wire: Heap<Delivery>, until: number): Delivery[] {
  const due: Delivery[] = [];
  for (let top = wire.peek(); top && top.t < until; top = wire.peek()) {
    wire.pop();
    due.push(top);
  }
  return due;
}

/** How many ids one incarnation may use. */
export const IDS = 1e8;

/** Ids of an incarnation's exchanges and connections begin here. */
export function firstIdOf(index: number, incarnation: number): number {
  return (index + 1) * 1e11 + incarnation * IDS;
}

export class Machine {
  readonly spec: MachineSpec;
  /** Among machines and sources: decides ties. */
  readonly index: number;
  state: MachineState = 'down';
  incarnation = 0;
  /** Somebody started it and nobody has stopped it since: it is to run, even if it crashed. */
  wanted = false;
  port: ProcessPort | null = null;
  /** It loads vetted files alone, and may share a thread. */
  vetted = false;
  /** Why its Worker failed, if it did. */
  failed: string | null = null;
  /** The window it was given last. */
  asked: Asked = { at: 0, until: 0, firstId: 0 };
  /** What it has told of that window so far. */
  parts: Effects[] = [];
  /** On its way here, not arrived yet. */
  readonly wire = new Heap<Delivery>(byArrival);
  /** Arrived, in order, and not yet seen by the process: it is busy, or paused. */
  inbox: ProcessEvent[] = [];
  /** Its own clock: ahead of the others' when it held its event loop. */
  clock = 0;
  /** When its next timer is due. */
  next = Infinity;
  listening: readonly number[] = [];
  /** Counts what it sends. */
  sent = 0;
  /** What is wrong with it, by id, and since when. */
  readonly faults = new Map<string, { readonly fault: MachineFault; readonly since: number }>();
  /** Outlives its processes. */
  readonly disk = new MachineDisk();

  constructor(spec: MachineSpec, index: number) {
    this.spec = spec;
    this.index = index;
  }

  get id(): string {
    return this.spec.id;
  }

  /** No process, or a fresh one: nothing is due and nothing waits. */
  reset(t: number): void {
    this.clock = t;
    this.next = Infinity;
    this.listening = [];
    this.inbox = [];
  }

  /** Its process takes part in the simulation. */
  get running(): boolean {
    return this.state === 'up';
  }

  /** When it next has something to do; Infinity when nothing waits. */
  get nextAt(): number {
    const arrival = this.wire.peek()?.t ?? Infinity;
    if (!this.running) return arrival;
    return Math.max(this.clock, Math.min(this.inbox[0]?.t ?? Infinity, arrival, this.next));
  }

  /** The environment its process sees: the manifest's, sizes, and what faults make of them. */
  env(): Record<string, string> {
    const { spec } = this;
    return {
      PORT: String(spec.port ?? 8080),
      HOST_NAME: spec.id,
      CORES: String(spec.cores ?? 1),
      MEMORY_MB: String(spec.memoryMb ?? 512),
      ...spec.env,
      ...this.speeds(),
    };
  }

  get diskFull(): boolean {
    return [...this.faults.values()].some(({ fault }) => fault.diskFull === true);
  }

  speeds(): { CPU_SPEED: string; DISK_SPEED: string } {
    let cpu = this.spec.cpuSpeed ?? 1;
    let disk = 1;
    for (const { fault } of this.faults.values()) {
      cpu *= fault.cpu ?? 1;
      disk *= fault.disk ?? 1;
    }
    return { CPU_SPEED: String(cpu), DISK_SPEED: String(disk) };
  }

  /** How far its calendar is off, with every fault of it added up. */
  clockSkew(): ClockSkew {
    let ms = 0;
    let drift = 0;
    for (const { fault, since } of this.faults.values()) {
      const gain = fault.clockDrift ?? 0;
      ms += (fault.clockMs ?? 0) - gain * since;
      drift += gain;
    }
    return { ms, drift };
  }
}

/** A connection between two ends, as the kernel follows it. */
export interface ConnectionRecord {
  readonly c: number;
  readonly client: string;
  readonly server: string;
  /** Incarnations of its ends; 0 until the server has seen it. */
  readonly clientIncarnation: number;
  serverIncarnation: number;
  /** Arrival of the last message each way: a connection keeps its order. */
  lastToServer: number;
  lastToClient: number;
  /** The request under way, for the journal. */
  exchange: number | null;
  /** The request that its server may answer, and how much of an answer there is so far. */
  asked: number | null;
  answered: number;
  /** Of the answer under way. */
  status: number;
  /** A message that way was lost: nothing that follows it arrives, but for a reset. */
  silentToServer: boolean;
  silentToClient: boolean;
  /** It broke at this moment, and its server does not know: what that sends from then on is lost. */
  brokenAt: number;
  /** It broke, and one of its ends is through with it. */
  halfClosed: boolean;
  /** Its server has accepted it, or its machine for a process that was paused. */
  accepted: boolean;
}
