/**
 * The machines' processes: starting, asking, ending, and what state each machine is in.
 * What they send goes back to the kernel, which alone knows how it travels.
 */
import type { BootPlan, FileProblem } from '../contract.ts';
import type { MachineState } from '../journal.ts';
import type { Connections } from './connections.ts';
import { declare, Smuggled } from './customs.ts';
import { lossInWords } from './disk/machine-disk.ts';
import type { KernelHost } from './host.ts';
import type { JournalWriter } from './journal-writer.ts';
import { firstIdOf, Machine } from './machine.ts';
import type { ModuleStore } from './modules.ts';
import type { Segment, ToProcess, WindowResult } from './protocol.ts';
import { usesSqlite } from './sqlite-parts.ts';
import { type Pending, Watchdog } from './watchdog.ts';

export interface ProcessesSetup {
  readonly plan: BootPlan;
  readonly host: KernelHost;
  readonly journal: JournalWriter;
  readonly modules: ModuleStore;
  readonly connections: Connections;
  /** Puts a message of a machine, sent at `t`, on its way. */
  readonly route: (from: string, t: number, segment: Segment) => void;
  /** Takes back what a machine had sent for later than `t`. */
  readonly recall: (machine: Machine, t: number) => void;
  /** Everything before this is decided, in virtual ms. */
  readonly decided: () => number;
}

const NO_ANSWER = 'it does not answer: an endless loop?';
const LONGEST_REASON = 500;

export class Processes {
  readonly all: readonly Machine[];
  readonly #byId: ReadonlyMap<string, Machine>;
  readonly #setup: ProcessesSetup;
  readonly #hosts: Readonly<Record<string, string>>;
  readonly #watchdog: Watchdog;
  readonly #pending = new Map<Machine, Pending>();
  #disposed = false;

  /** @param clients ids of the sources of load, whose indexes come before the machines' */
  constructor(setup: ProcessesSetup, clients: readonly string[]) {
    this.#setup = setup;
    this.#watchdog = new Watchdog(setup.host);
    this.all = setup.plan.machines.map((spec, i) => new Machine(spec, clients.length + i));
    this.#byId = new Map(this.all.map((machine) => [machine.id, machine]));
    this.#hosts = Object.fromEntries(
      [...clients, ...this.#byId.keys()].map((id, i) => [id, `10.0.0.${i + 1}`]),
    );
  }

  find(id: string): Machine | undefined {
    return this.#byId.get(id);
  }

  get ids(): readonly string[] {
    return [...this.#byId.keys()];
  }

  /** Gets a process ready at `t`; `boot` makes it run the machine's program. */
  spawn(machine: Machine, t: number): void {
    machine.incarnation++;
    machine.wanted = true;
    this.#connect(machine);
    this.setState(machine, 'starting', t);
  }

  #connect(machine: Machine): void {
    machine.failed = null;
    machine.vetted = this.#setup.modules.vets(machine.spec.entry);
    const port = this.#setup.host.spawn(
      (result) => {
        if (machine.port === port) this.#hear(machine, result);
      },
      (reason) => {
        if (machine.port === port) this.#died(machine, reason);
      },
      machine.vetted,
    );
    machine.port = port;
  }

  /** Runs the program's top level at `t`. */
  async boot(machine: Machine, t: number): Promise<void> {
    const { spec, index, incarnation } = machine;
    machine.reset(t);
    const reached = this.#setup.modules.reach(spec.entry);
    if (!reached.ok) {
      const words = `SyntaxError: ${reached.problem.message}`;
      this.#setup.journal.add(
        { t, kind: 'crash', machine: spec.id, ...crashOf(reached.problem, words) },
        index,
      );
      this.down(machine, t, words);
      return;
    }
    this.setState(machine, 'up', t);
    const disk = machine.disk.facts(machine.diskFull, spec.diskMb);
    const sqlite = Object.values(reached.modules).some(usesSqlite)
      ? await this.#setup.host.sqlite()
      : undefined;
    // Its files may have changed since it was made ready.
    if (reached.vetted !== machine.vetted) {
      terminate(machine);
      this.#connect(machine);
    }
    await this.ask(
      machine,
      {
        k: 'boot',
        machine: spec.id,
        hosts: this.#hosts,
        env: machine.env(),
        clock: machine.clockSkew(),
        seed: `${this.#setup.plan.seed}:${spec.id}:${incarnation}`,
        firstId: firstIdOf(index, incarnation),
        pid: 100 + index + 1000 * (incarnation - 1),
        t,
        entry: spec.entry,
        modules: reached.modules,
        ...(disk ? { disk } : {}),
        ...(sqlite ? { sqlite } : {}),
      },
      t,
    );
  }

  /** Sends a message to a process, waits for its answer, and takes it in. `t`: when it was asked. */
  async ask(machine: Machine, message: ToProcess, t: number): Promise<void> {
    const pending = this.#watchdog.expect();
    this.#pending.set(machine, pending);
    machine.asked = {
      at: t,
      until: message.k === 'run' ? message.until : t,
      firstId: firstIdOf(machine.index, machine.incarnation),
    };
    if (machine.failed === null) machine.port!.post(message);
    else pending.settle(lastAnswer(machine));
    const result = await pending.result;
    if (this.#disposed) return;
    this.#pending.delete(machine);
    if (result) this.#takeIn(machine, result);
    else this.#becomeStuck(machine, t, NO_ANSWER);
  }

  setState(machine: Machine, state: MachineState, t: number, reason?: string): void {
    machine.state = state;
    const { id, incarnation, index } = machine;
    this.#setup.journal.add(
      {
        t,
        kind: 'machine',
        machine: id,
        state,
        ...(reason === undefined ? {} : { reason }),
        incarnation,
      },
      -1,
      index,
    );
  }

  /** The process is gone, and its peers hear of it. */
  down(machine: Machine, t: number, reason: string): void {
    this.#end(machine, t, false);
    this.setState(machine, 'down', t, reason);
  }

  /** The machine is gone, and nobody hears of it. */
  unplug(machine: Machine, t: number): void {
    this.#end(machine, t, true);
    this.setState(machine, 'unplugged', t, 'off the network');
  }

  /** The same, and what was not synced to its disk is gone too. */
  losePower(machine: Machine, t: number): void {
    this.#end(machine, t, true);
    this.setState(machine, 'unplugged', t, 'no power');
    const loss = machine.disk.losePower();
    if (!loss) return;
    const text = `${machine.id} lost what was not synced: ${lossInWords(loss)}`;
    this.#setup.journal.add({ t, kind: 'notice', machine: machine.id, text }, -1, machine.index);
  }

  dispose(): void {
    this.#disposed = true;
    this.#watchdog.dispose();
    for (const machine of this.all) terminate(machine);
  }

  /** An answer came. What a reader's program may have written itself is not believed unseen. */
  #hear(machine: Machine, result: WindowResult): void {
    const pending = this.#pending.get(machine);
    if (!pending) return;
    if (machine.vetted) {
      pending.settle(result);
      return;
    }
    try {
      pending.settle(declare(result, machine.asked));
    } catch (error) {
      if (!(error instanceof Smuggled)) throw error;
      this.#died(machine, `what it sent is not the engine's: ${error.message}`);
    }
  }

  #takeIn(machine: Machine, result: WindowResult): void {
    const { journal, route, connections } = this.#setup;
    machine.clock = result.now;
    machine.next = result.next;
    if (result.disk) machine.disk.take(result.disk, this.#setup.decided());
    if (result.listening) machine.listening = result.listening;
    for (const { k, ...facts } of result.reports) {
      journal.add({ kind: k, machine: machine.id, ...facts } as never, machine.index);
    }
    for (const { t, s } of result.out) {
      if (machine.vetted || connections.allows(machine.id, machine.incarnation, s))
        route(machine.id, t, s);
    }
    if (result.exit) this.down(machine, result.now, result.exit.reason);
    else if (result.stuck !== undefined) this.#becomeStuck(machine, result.now, result.stuck);
  }

  /** What it had sent for later never happened. */
  #end(machine: Machine, t: number, silent: boolean): void {
    const { journal, connections, recall, route } = this.#setup;
    terminate(machine);
    journal.forget(machine.index, t);
    recall(machine, t);
    machine.disk.processEnded(t);
    machine.reset(t);
    for (const c of connections.endOf(machine.id, machine.incarnation)) {
      if (!silent) route(machine.id, t, { k: 'reset', c });
    }
  }

  #becomeStuck(machine: Machine, t: number, reason: string): void {
    terminate(machine);
    machine.next = Infinity;
    this.setState(machine, 'stuck', t, reason);
  }

  /** The Worker itself failed: memory ran out, or its script would not load. Between two windows, the next finds it dead. */
  #died(machine: Machine, reason: string): void {
    machine.failed ??= reason.slice(0, LONGEST_REASON);
    this.#pending.get(machine)?.settle(lastAnswer(machine));
  }
}

/** What is left of a process whose Worker failed. */
function lastAnswer({ id, asked, failed }: Machine): WindowResult {
  const reason = failed ?? '';
  return {
    k: 'done',
    out: [],
    reports: [{ t: asked.at, k: 'notice', text: `${id} died: ${reason}` }],
    next: Infinity,
    now: asked.at,
    exit: { code: 137, reason },
  };
}

function terminate(machine: Machine): void {
  machine.port?.terminate();
  machine.port = null;
}

/** A file that does not parse, told as the crash that it is. */
function crashOf({ path, line, column }: FileProblem, message: string) {
  return {
    message,
    stack: `${message}\n    at ${path}:${line ?? 1}:${column ?? 1}`,
    path,
    ...(line === undefined ? {} : { line }),
    ...(column === undefined ? {} : { column }),
  };
}
