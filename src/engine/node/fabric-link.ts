/** The session's end of the fabric: starts it, gives it orders, reads what it tells. */
import { BootError } from '../contract.ts';
import type { ProcessHost } from './host.ts';
import { Lines } from './lines.ts';
import {
  CONTROL_FILE,
  FABRIC_FILE,
  MARK,
  VARIABLES,
  type FabricLine,
  type FabricPlan,
  type Order,
  type Routes,
} from './messages.ts';
import { Orders } from './orders.ts';

/** ms in which the fabric has to be ready, and machines' processes have to be there. */
const READY_MS = 20_000;
const GREETED_MS = 60_000;

export interface FabricEvents {
  readonly line: (line: FabricLine) => void;
  readonly failed: (reason: string) => void;
}

interface Ready {
  readonly channel: number;
  readonly routes: Readonly<Record<string, Routes>>;
}

export class FabricLink {
  readonly #orders: Orders;
  readonly #events: FabricEvents;
  readonly #key: string;
  readonly #greeted = new Set<string>();
  #ready: Ready | null = null;
  #onReady: () => void = () => {};
  #onHello: () => void = () => {};
  /** What it wrote that is no message: its last words. */
  #words = '';

  private constructor(orders: Orders, key: string, events: FabricEvents) {
    this.#orders = orders;
    this.#key = key;
    this.#events = events;
  }

  /** @throws BootError when it does not come up in time */
  static async start(
    host: ProcessHost,
    plan: FabricPlan,
    text: string,
    events: FabricEvents,
  ): Promise<FabricLink> {
    const orders = new Orders(plan, (files) => host.write(files), events.failed);
    const link = new FabricLink(orders, plan.key, events);
    await host.write({ [FABRIC_FILE]: text, ...orders.file });
    const process = await host.spawn({ args: [`./${FABRIC_FILE}`, CONTROL_FILE], env: {} });
    const lines = {
      // Its messages are ours, and whole however long.
      out: new Lines((line) => link.#hear(line), Infinity),
      err: new Lines((line) => link.#hear(line), Infinity),
    };
    process.onOutput((stream, piece) => lines[stream].push(piece));
    const ready = new Promise<void>((resolve) => (link.#onReady = resolve));
    void process.exit.then(({ code, signal }) => {
      events.failed(`the fabric ended (${signal ?? `exit code ${String(code)}`}).${link.#words}`);
    });
    await inTime(
      ready,
      READY_MS,
      () => `The fabric was not ready in ${READY_MS / 1000} s.${link.#words}`,
    );
    return link;
  }

  /** What a machine's process needs in its environment. */
  variablesOf(machine: string): Readonly<Record<string, string>> {
    return {
      [VARIABLES.machines]: JSON.stringify(this.#ready?.routes[machine] ?? {}),
      [VARIABLES.channel]: String(this.#ready?.channel ?? 0),
      [VARIABLES.key]: this.#key,
    };
  }

  /**
   * Resolves when the processes of these machines are there and wait, or have ended (`settled`).
   * @throws BootError when they take too long
   */
  async greeted(machines: readonly string[], settled: Promise<unknown>): Promise<void> {
    const all = new Promise<void>((resolve) => {
      this.#onHello = () => {
        if (machines.every((machine) => this.#greeted.has(machine))) resolve();
      };
      this.#onHello();
    });
    await inTime(Promise.race([all, settled]), GREETED_MS, () => {
      const missing = machines.filter((machine) => !this.#greeted.has(machine));
      return `No process came up for ${missing.join(', ')} in ${GREETED_MS / 1000} s.`;
    });
  }

  /** @returns the moment at which it was carried out (`RunClock`) */
  order(at: number, order: Order): Promise<number> {
    return this.#orders.give(at, order);
  }

  #hear(text: string): void {
    if (!text.startsWith(MARK)) {
      if (this.#words.length < 2000) this.#words += ` ${text}`;
      return;
    }
    const line = JSON.parse(text.slice(1)) as FabricLine;
    switch (line.k) {
      case 'ready':
        this.#ready = line;
        this.#onReady();
        return;
      case 'did':
        this.#orders.confirm(line.n, line.t);
        return;
      case 'failed':
        this.#events.failed(`the fabric failed: ${line.reason}`);
        return;
      case 'hello':
        this.#greeted.add(line.machine);
        this.#onHello();
        break;
      default:
        break;
    }
    this.#events.line(line);
  }
}

async function inTime<T>(wait: Promise<T>, ms: number, late: () => string): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const deadline = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new BootError(late())), ms);
  });
  try {
    return await Promise.race([wait, deadline]);
  } finally {
    clearTimeout(timer);
  }
}
