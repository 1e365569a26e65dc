/**
 * Which engine runs the lab: those on offer, the one that is chosen, and the way back to the first
 * when another fails. The only writer of its signals.
 *
 * What is remembered: `engine`, the last that ran or was gone back to; and `engine-trying`, one whose
 * start has not come to an end. A start that took the page down with it is so not tried again unasked.
 */
import { computed, signal } from '@preact/signals';
import type { ReadonlySignal } from '@preact/signals';
import type {
  BootOptions,
  BootPlan,
  Capabilities,
  Engine,
  Session,
} from '../../engine/contract.ts';
import type { Announcer } from '../announcer.ts';
import type { Prefs } from '../layout/splits.ts';
import type { EngineChoice, EngineChoices } from './choice.ts';

export interface EnginesParts {
  readonly choices: EngineChoices;
  /** Id of the one that the site begins with; the first when absent or not on offer. */
  readonly usual?: string | undefined;
  readonly prefs: Prefs;
  readonly announcer: Announcer;
  /** Runs its argument once, after so many ms. */
  readonly later: (run: () => void, ms: number) => void;
  /** Lets an engine know more than its plan: which files are the course's own. */
  readonly knowing: (engine: Engine) => Engine;
}

/** Another engine runs than the one that was asked for. */
export interface Fallen {
  readonly from: EngineChoice;
  /** A sentence. */
  readonly reason: string;
}

export interface EnginesSlice {
  readonly choices: EngineChoices;
  /** The one that runs, or that the next start uses. */
  readonly chosen: ReadonlySignal<EngineChoice>;
  /** It is the one that others fall back to. */
  readonly isFirst: ReadonlySignal<boolean>;
  readonly capabilities: ReadonlySignal<Capabilities>;
  readonly fallen: ReadonlySignal<Fallen | undefined>;
  /** Boots on the one that is chosen at that moment. */
  readonly engine: Engine;
  /** False when it is chosen already, or there is no such engine. */
  choose(id: string): boolean;
  /** Before the lab's own start. */
  trying(): void;
  /** The lab runs. */
  runs(): void;
  /** It failed: true when there is another one to go on with, which is chosen now. */
  fallBack(reason: string): boolean;
  /** The reader would not wait: the first one is chosen. */
  giveUp(): void;
  /** The reader has seen why. */
  dismiss(): void;
}

/** ms that one step of a boot may take, where nobody else sets an end to it. */
export const STEP_MS = 60_000;
const UNFINISHED = 'Its last start never came to an end.';

export function createEngines(parts: EnginesParts): EnginesSlice {
  const { choices, prefs, announcer } = parts;
  const [first] = choices;
  const find = (id: unknown) => choices.find((choice) => choice.id === id);
  const loaded = new Map<EngineChoice, Engine>();
  /** Those that ran in this visit. */
  const proven = new Set<EngineChoice>();

  const kept = read(prefs);
  const wanted = find(kept['engine']) ?? find(parts.usual) ?? first;
  const unfinished = wanted !== first && kept['engine-trying'] === wanted.id;
  const chosen = signal(unfinished ? first : wanted);
  const fallen = signal<Fallen | undefined>(
    unfinished ? { from: wanted, reason: UNFINISHED } : undefined,
  );
  /** Grows when an engine has come, which may know better what it can do than its choice did. */
  const arrived = signal(0);
  const capabilities = computed(() => {
    void arrived.value;
    return loaded.get(chosen.value)?.capabilities ?? chosen.value.capabilities;
  });

  function keep(engine: EngineChoice, trying = ''): void {
    try {
      prefs.save({ engine: engine.id, 'engine-trying': trying });
    } catch {
      // It holds until the page is left.
    }
  }

  async function load(choice: EngineChoice): Promise<Engine> {
    const known = loaded.get(choice);
    if (known) return known;
    const engine = await choice.load();
    loaded.set(choice, engine);
    arrived.value += 1;
    return engine;
  }

  /** With an end to every step, for an engine that depends on others. */
  async function patiently(
    choice: EngineChoice,
    options: BootOptions,
    act: (options: BootOptions) => Promise<Session>,
  ): Promise<Session> {
    const ending = new AbortController();
    let steps = 0;
    let settled = false;
    let fail: (error: Error) => void;
    const late = new Promise<never>((_, reject) => (fail = reject));
    const step = (name: string) => {
      if (settled) return;
      steps += 1;
      const mine = steps;
      options.onStep?.(name);
      parts.later(() => {
        if (settled || steps !== mine) return;
        const seconds = String(STEP_MS / 1000);
        fail(new Error(`${choice.name} did not get on for ${seconds} s, at “${name}”.`));
      }, STEP_MS);
    };
    const onAbort = () => fail(options.signal?.reason as Error);
    options.signal?.addEventListener('abort', onAbort, { once: true });
    if (options.signal?.aborted) onAbort();
    step(`loading ${choice.name}`);
    const booting = act({ ...options, signal: ending.signal, onStep: step });
    try {
      return await Promise.race([booting, late]);
    } catch (error) {
      ending.abort(error);
      // One that comes too late is not kept.
      booting.then((session) => session.dispose()).catch(() => undefined);
      throw error;
    } finally {
      settled = true;
      options.signal?.removeEventListener('abort', onAbort);
    }
  }

  async function boot(plan: BootPlan, options: BootOptions = {}): Promise<Session> {
    const choice = chosen.peek();
    const on = async (given: BootOptions) => parts.knowing(await load(choice)).boot(plan, given);
    // The first has its own deadlines.
    return choice === first ? on(options) : patiently(choice, options, on);
  }

  return {
    choices,
    chosen,
    isFirst: computed(() => chosen.value === first),
    capabilities,
    fallen,
    engine: {
      get id() {
        return chosen.peek().id;
      },
      get capabilities() {
        return capabilities.value;
      },
      boot,
    },
    choose(id) {
      const next = find(id);
      if (!next || next === chosen.peek()) return false;
      fallen.value = undefined;
      chosen.value = next;
      if (next === first) keep(first);
      return true;
    },
    trying() {
      const now = chosen.peek();
      if (now !== first && !proven.has(now)) keep(now, now.id);
    },
    runs() {
      const now = chosen.peek();
      if (now === first || proven.has(now)) return;
      proven.add(now);
      keep(now);
    },
    fallBack(reason) {
      const from = chosen.peek();
      if (from === first) return false;
      proven.delete(from);
      fallen.value = { from, reason: sentence(reason) };
      chosen.value = first;
      keep(first);
      announcer.say(`${from.name}: ${reason} Back to: ${first.name}`);
      return true;
    },
    giveUp() {
      chosen.value = first;
      keep(first);
    },
    dismiss() {
      fallen.value = undefined;
    },
  };
}

function read(prefs: Prefs): ReturnType<Prefs['load']> {
  try {
    return prefs.load();
  } catch {
    return {};
  }
}

function sentence(reason: string): string {
  const text = reason.charAt(0).toUpperCase() + reason.slice(1);
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
