/** The fabric of one run: its links, its sources of load, its processes, and the orders that it carries out. */
import { Network } from '../../sim/network.ts';
import {
  RunClock,
  type Control,
  type FabricPlan,
  type NumberedOrder,
  type Order,
} from '../messages.ts';
import { Channel } from './channel.ts';
import { serveClient } from './client-socket.ts';
import { Gates } from './gates.ts';
import type { Report } from './report.ts';
import { openRoutes } from './routes.ts';
import { momentOf, Schedule } from './schedule.ts';
import { Source } from './source.ts';
import type { World } from './world.ts';

/** Exchanges of processes have numbers above those of sources. */
const FIRST_ID = 1e11;

export class Fabric {
  readonly #plan: FabricPlan;
  readonly #report: Report;
  readonly #schedule: Schedule;
  readonly #network: Network;
  readonly #gates = new Gates();
  readonly #channel: Channel;
  readonly #sources: ReadonlyMap<string, Source>;
  readonly #world: World;
  #lastOrder = 0;

  private constructor(plan: FabricPlan, report: Report) {
    this.#plan = plan;
    this.#report = report;
    this.#schedule = new Schedule(new RunClock(plan.slow, plan.since));
    this.#network = new Network(plan.links, plan.seed);
    this.#channel = new Channel(plan.key, {
      hello: (machine, incarnation) => report.line({ k: 'hello', machine, incarnation }),
      listening: (machine, incarnation, port) =>
        report.line({ k: 'listening', machine, incarnation, port, t: this.#schedule.now }),
      stuck: (machine, on) => report.line({ k: 'stuck', machine, on }),
    });
    const machines = new Set(plan.machines.map(({ id }) => id));
    let lastId = FIRST_ID;
    this.#world = {
      network: this.#network,
      schedule: this.#schedule,
      gates: this.#gates,
      journal: (event) => report.event(event),
      nextId: () => ++lastId,
      knows: (machine) => machines.has(machine),
      listening: (machine, port) => this.#channel.portOf(machine, port),
    };
    this.#sources = new Map(
      plan.clients.map((id, index) => [id, new Source(this.#world, id, index, plan.seed)]),
    );
  }

  static async start(plan: FabricPlan, report: Report): Promise<Fabric> {
    const fabric = new Fabric(plan, report);
    const channel = await fabric.#channel.listen();
    const routes = await fabric.#openRoutes();
    report.line({ k: 'ready', channel, routes });
    return fabric;
  }

  /** Takes the orders that it has not seen. */
  obey({ orders }: Control): void {
    for (const order of orders) {
      if (order.n <= this.#lastOrder) continue;
      this.#lastOrder = order.n;
      const inTime = order.at > this.#schedule.now;
      this.#schedule.at(order.at, () => this.#carryOut(order, inTime));
    }
  }

  /** Tells what happened, completely. */
  flush(): void {
    this.#schedule.runDue();
    for (const source of this.#sources.values()) source.stir();
    this.#report.flush(this.#schedule.now);
  }

  #openRoutes() {
    const ports = new Map(this.#plan.machines.map(({ id, port }) => [id, port]));
    const names = [...this.#plan.clients, ...ports.keys()];
    return openRoutes(this.#plan, (socket, from, to) =>
      serveClient(this.#world, socket, {
        from,
        to,
        portOf: (machine) => ports.get(machine) ?? 8080,
        refuse: (localPort, code, machine, port) => {
          const address = `10.0.0.${String(names.indexOf(machine) + 1)}`;
          this.#channel.refuse(from, localPort, code, { address, port });
        },
      }),
    );
  }

  /** @param inTime it had come before its moment */
  #carryOut({ n, at, order }: NumberedOrder, inTime: boolean): void {
    // Who comes by a load is reckoned and not awaited: its moments hold however busy the computer is.
    const t = momentOf(at, this.#schedule.now, inTime && order.kind === 'load');
    this.#do(order, t);
    this.#report.line({ k: 'did', n, t });
  }

  #do(order: Order, t: number): void {
    switch (order.kind) {
      case 'go':
        this.#channel.go(order.processes);
        return;
      case 'link-fault':
        this.#network.addFault(order.id, order.from, order.to, order.fault, order.oneWay);
        return;
      case 'heal':
        this.#network.heal(order.id);
        return;
      case 'heal-all':
        this.#network.healAll();
        return;
      case 'load':
        for (const from of order.from) this.#sources.get(from)?.setLoad(order.id, order.profile, t);
        return;
      case 'request':
        this.#sources.get(order.from)?.sendByHand(order.id, order.request, t);
        return;
      case 'silence':
        this.#gates.silence(order.machine, order.on);
        return;
      case 'hold':
        this.#gates.hold(order.machine, order.on);
        return;
      case 'terminate':
        this.#channel.terminate(order.machine);
        return;
      case 'tell':
        this.#channel.condition(order.machine, order.condition);
        return;
    }
  }
}
