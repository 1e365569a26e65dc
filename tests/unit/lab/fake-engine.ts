/** An engine that runs nothing: it remembers what it was asked and tells the journal it was given. */
import type {
  BootOptions,
  BootPlan,
  Capabilities,
  Engine,
  JournalBatch,
  Session,
} from '../../../src/engine/contract.ts';
import type { JournalEvent } from '../../../src/engine/journal.ts';

export interface Fake {
  readonly engine: Engine;
  readonly booted: { readonly plan: BootPlan; readonly options: BootOptions }[];
  readonly disposed: () => number;
  /** The session's process is lost. */
  readonly die: (reason: string) => void;
}

export function fakeEngine(events: readonly JournalEvent[], { hangs = false } = {}): Fake {
  const booted: Fake['booted'] = [];
  let disposed = 0;
  let die: (reason: string) => void = () => undefined;
  const died = new Promise<string>((resolve) => (die = resolve));
  const capabilities: Capabilities = { virtualTime: true, seeded: true, killsHotLoops: true };
  const session = (): Session => {
    let listener: (batch: JournalBatch) => void = () => undefined;
    let now = 0;
    return {
      capabilities,
      subscribe: (given) => {
        listener = given;
        return () => (listener = () => undefined);
      },
      apply: async () => now,
      play: () => Promise.resolve(0),
      schedule: () => Promise.resolve([]),
      write: async () => ({ ok: true, restarted: [] }),
      setSpeed: async () => undefined,
      step: async () => now,
      runTo: async (ms) => {
        if (hangs) await new Promise(() => undefined);
        listener({ events: events.filter(({ t }) => t >= now && t < ms), now: ms });
        now = ms;
      },
      hash: async () => 'hash',
      dispose: async () => void (disposed += 1),
      died,
    };
  };
  const engine: Engine = {
    id: 'in-page-node',
    capabilities,
    boot: async (plan, options = {}) => {
      booted.push({ plan, options });
      return session();
    },
  };
  return { engine, booted, disposed: () => disposed, die: (reason) => die(reason) };
}
