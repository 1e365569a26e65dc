/** Boots a small system on an engine, runs its timeline, and gives its journal. */
import { vi } from 'vitest';
import type {
  Action,
  BootPlan,
  Engine,
  LinkSpec,
  LoadProfile,
  MachineSpec,
  Session,
  TimedAction,
} from '../../../src/engine/contract.ts';
import type { DoneEvent, JournalEvent, JournalKind } from '../../../src/engine/journal.ts';
import { inlineEngine } from '../../../src/engine/sim/hosts/inline.ts';
import { nodeEngine } from '../../../src/engine/sim/hosts/node.ts';

// Sessions start Workers: on a busy computer that takes its time.
vi.setConfig({ testTimeout: 60_000 });

/** The engine under test; the suite knows nothing of it but the contract. */
export const engine: Engine = nodeEngine;
/** Every host of it under Node, by what it runs processes in. */
export const HOSTS: readonly (readonly [name: string, host: Engine])[] = [
  ['Workers', nodeEngine],
  ['one thread', inlineEngine],
];

export interface System {
  /** `engine` unless given. */
  readonly host?: Engine;
  /** Machine id → its program's text; each becomes `id.ts`. */
  readonly programs: Readonly<Record<string, string>>;
  /** Further files. */
  readonly files?: Readonly<Record<string, string>>;
  /** More about machines, by id. */
  readonly specs?: Readonly<Record<string, Partial<MachineSpec>>>;
  /** Every pair of machines, and the clients with each, unless given. */
  readonly links?: readonly LinkSpec[];
  readonly seed?: number;
}

export function planOf({ programs, files, specs, links, seed = 1 }: System): BootPlan {
  const ids = Object.keys(programs);
  const ends = ['clients', ...ids];
  const entries = Object.entries(programs).map(([id, text]) => [`${id}.ts`, text]);
  return {
    machines: ids.map((id) => ({ id, entry: `${id}.ts`, ...specs?.[id] })),
    links: links ?? ends.flatMap((from, i) => ends.slice(i + 1).map((to) => ({ from, to }))),
    files: { ...(Object.fromEntries(entries) as Record<string, string>), ...files },
    seed,
  };
}

export interface Run {
  readonly session: Session;
  /** Everything so far; grows while the session runs. */
  readonly events: readonly JournalEvent[];
}

/** Boots and hands over; disposes in any case. */
export async function withSession<T>(
  system: System,
  timeline: readonly TimedAction[],
  use: (run: Run) => Promise<T>,
): Promise<T> {
  const session = await (system.host ?? engine).boot(planOf(system), { timeline });
  const events: JournalEvent[] = [];
  session.subscribe((batch) => events.push(...batch.events));
  try {
    return await use({ session, events });
  } finally {
    await session.dispose();
  }
}

/** The journal of `until` ms. */
export async function journalOf(
  system: System,
  until: number,
  timeline: readonly TimedAction[] = [],
): Promise<readonly JournalEvent[]> {
  return withSession(system, timeline, async ({ session, events }) => {
    await session.runTo(until);
    return events;
  });
}

export function at(ms: number, action: Action): TimedAction {
  return { at: ms, action };
}

/** One GET by hand, known by its path. */
export function ask(ms: number, to: string, path = '/', timeoutMs = 1000): TimedAction {
  return at(ms, { kind: 'request', id: path, request: { to, path, timeoutMs } });
}

export function load(ms: number, profile: LoadProfile): TimedAction {
  return at(ms, { kind: 'load', id: 'load', profile });
}

export function only<K extends JournalKind>(
  events: readonly JournalEvent[],
  kind: K,
): Extract<JournalEvent, { kind: K }>[] {
  return events.filter((event): event is Extract<JournalEvent, { kind: K }> => event.kind === kind);
}

/** How the client requests ended, in the order in which they began. */
export function answers(events: readonly JournalEvent[]): DoneEvent[] {
  return only(events, 'done')
    .filter((event) => event.client !== undefined)
    .sort((a, b) => a.t - a.ms - (b.t - b.ms));
}

/** `200`, or the error's code. */
export function endOf(event: DoneEvent | undefined): string {
  return String(event?.error ?? event?.status);
}

/** States a machine went through, with reasons. */
export function states(events: readonly JournalEvent[], machine: string): string[] {
  return only(events, 'machine')
    .filter((event) => event.machine === machine)
    .map(
      ({ state, incarnation, reason }) => `${state} ${incarnation}${reason ? `: ${reason}` : ''}`,
    );
}

export function logs(events: readonly JournalEvent[], machine: string): string[] {
  return only(events, 'log')
    .filter((event) => event.machine === machine)
    .map((event) => event.text);
}

/** A server that counts, and answers `/wait/MS` after so many ms. */
export const COUNTER = `
import { createServer } from 'node:http';

let count = 0;
createServer((req, res) => {
  const [, kind, ms] = (req.url ?? '').split('/');
  count++;
  const answer = () => res.end('count ' + count);
  if (kind === 'wait') setTimeout(answer, Number(ms));
  else answer();
}).listen(process.env.PORT);
console.log('up');
`;

/** Asks SERVER_URL every 100 ms and logs how that ended. */
export const CALLER = `
setInterval(async () => {
  const began = performance.now();
  try {
    const answer = await fetch(process.env.SERVER_URL, { signal: AbortSignal.timeout(300) });
    console.log(answer.status + ' after ' + Math.round(performance.now() - began));
  } catch (error) {
    console.log(error.cause?.code ?? error.name);
  }
}, 100);
`;
