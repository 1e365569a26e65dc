/**
 * The fabric's own connections to the machines' processes: who is there, on which ports they listen,
 * whether they still answer, and what they have to know (`messages.ts`: Said, Told).
 */
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import type { Condition, ProcessName, Said, Told } from '../messages.ts';
import type { RefusalCode } from './world.ts';

/** A process is asked so often whether it is alive, ms, and counts as stuck after so long without a word. */
const ASK_MS = 1000;
const STUCK_MS = 6000;

export interface ChannelEvents {
  hello(machine: string, incarnation: number): void;
  listening(machine: string, incarnation: number, port: number): void;
  stuck(machine: string, on: boolean): void;
}

interface Process {
  readonly machine: string;
  readonly incarnation: number;
  readonly socket: Socket;
  /** As the program asked for it → on this computer. */
  readonly ports: Map<number, number>;
  heardAt: number;
  stuck: boolean;
}

export class Channel {
  readonly #key: string;
  readonly #events: ChannelEvents;
  readonly #server: Server;
  readonly #processes = new Map<string, Process>();
  readonly #conditions = new Map<string, Condition>();
  /** Those that have said hello and may not run yet, and those that may and have not said hello. */
  readonly #waiting = new Map<string, Process>();
  readonly #allowed = new Set<string>();

  constructor(key: string, events: ChannelEvents) {
    this.#key = key;
    this.#events = events;
    this.#server = createServer((socket) => this.#serve(socket));
    setInterval(() => this.#ask(), ASK_MS).unref();
  }

  /** @returns its port */
  async listen(): Promise<number> {
    await new Promise<void>((done) => this.#server.listen(0, '127.0.0.1', done));
    return (this.#server.address() as AddressInfo).port;
  }

  /** Lets programs run. */
  go(processes: readonly ProcessName[]): void {
    for (const name of processes) {
      const process = this.#waiting.get(keyOf(name));
      if (process) this.#begin(process);
      else this.#allowed.add(keyOf(name));
    }
  }

  #begin(process: Process): void {
    this.#waiting.delete(keyOf(process));
    this.#processes.set(process.machine, process);
    // Nobody asked it while it waited.
    process.heardAt = performance.now();
    const condition = this.#conditions.get(process.machine);
    if (condition) tell(process, { k: 'condition', condition });
    tell(process, { k: 'go' });
  }

  portOf(machine: string, port: number): number | undefined {
    return this.#processes.get(machine)?.ports.get(port);
  }

  condition(machine: string, condition: Condition): void {
    this.#conditions.set(machine, condition);
    const process = this.#processes.get(machine);
    if (process) tell(process, { k: 'condition', condition });
  }

  terminate(machine: string): void {
    const process = this.#processes.get(machine);
    if (process) tell(process, { k: 'terminate' });
  }

  refuse(
    machine: string,
    localPort: number,
    code: RefusalCode,
    to: { readonly address: string; readonly port: number },
  ): void {
    const process = this.#processes.get(machine);
    if (process) tell(process, { k: 'refuse', localPort, code, ...to });
  }

  #serve(socket: Socket): void {
    let process: Process | undefined;
    let held = '';
    socket.setNoDelay(true).setEncoding('utf8');
    socket.on('data', (text: string) => {
      held += text;
      const lines = held.split('\n');
      held = lines.pop() ?? '';
      for (const line of lines) {
        const said = parse(line);
        if (said?.k === 'hello') process = this.#welcome(socket, said);
        else if (process && said) this.#hear(process, said);
        else socket.destroy();
      }
    });
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      if (!process) return;
      this.#waiting.delete(keyOf(process));
      if (this.#processes.get(process.machine) === process) this.#processes.delete(process.machine);
    });
  }

  #welcome(socket: Socket, said: Extract<Said, { k: 'hello' }>): Process | undefined {
    const { key, machine, incarnation } = said;
    if (key !== this.#key) {
      socket.destroy();
      return undefined;
    }
    const heardAt = performance.now();
    const process = { machine, incarnation, socket, ports: new Map(), heardAt, stuck: false };
    this.#waiting.set(keyOf(process), process);
    if (this.#allowed.delete(keyOf(process))) this.#begin(process);
    this.#events.hello(machine, incarnation);
    return process;
  }

  #hear(process: Process, said: Said): void {
    process.heardAt = performance.now();
    if (process.stuck) {
      process.stuck = false;
      this.#events.stuck(process.machine, false);
    }
    if (said.k === 'listening') {
      process.ports.set(said.port, said.here);
      this.#events.listening(process.machine, process.incarnation, said.port);
    } else if (said.k === 'closed') process.ports.delete(said.port);
  }

  #ask(): void {
    for (const process of this.#processes.values()) {
      tell(process, { k: 'alive?' });
      if (process.stuck || performance.now() - process.heardAt < STUCK_MS) continue;
      process.stuck = true;
      this.#events.stuck(process.machine, true);
    }
  }
}

function keyOf({ machine, incarnation }: ProcessName): string {
  return `${machine} ${String(incarnation)}`;
}

function tell({ socket }: Process, told: Told): void {
  if (socket.writable) socket.write(`${JSON.stringify(told)}\n`);
}

function parse(line: string): Said | undefined {
  try {
    return JSON.parse(line) as Said;
  } catch {
    return undefined;
  }
}
