/**
 * What is planned for the live run: faults that are still to come, by a preset or by the reader.
 * They can be moved, repeated and taken back until they happen; then the journal has them.
 */
import { computed, signal } from '@preact/signals';
import type { ReadonlySignal } from '@preact/signals';
import type { Action, PlannedAction, TimedAction } from '../engine/contract.ts';
import type { Announcer } from './announcer.ts';

export interface Planned extends PlannedAction {
  readonly id: number;
}

export interface PlanParts {
  /** Tells the session all that is planned; resolves with the ids of what has happened meanwhile. */
  readonly schedule: (timeline: readonly PlannedAction[]) => Promise<readonly number[]>;
  /** ms: the live run's time. */
  readonly now: () => number;
  readonly announcer: Announcer;
}

export interface PlanSlice {
  /** What has not happened yet, in order of time. */
  readonly items: ReadonlySignal<readonly Planned[]>;
  /** What `undo` would take back, in words; undefined when there is nothing. */
  readonly undoes: ReadonlySignal<string | undefined>;
  add(timeline: readonly TimedAction[], what: string): Promise<void>;
  /** Plans it for so many ms from now. */
  later(ms: number, action: Action, what: string): Promise<void>;
  /** Moves these together; never into the past. */
  move(ids: readonly number[], byMs: number, what: string): Promise<void>;
  remove(ids: readonly number[], what: string): Promise<void>;
  clear(): Promise<void>;
  undo(): Promise<void>;
  /** The live run has come to here: what was due has happened. */
  pass(now: number): void;
  /** Another run begins. */
  forget(): void;
}

interface Step {
  readonly what: string;
  readonly before: readonly Planned[];
  /** Of a move: whom it moved. More of the same is one step. */
  readonly moved?: string;
}

/** Steps that can be taken back. */
const STEPS = 30;
/** ms after now that a move may reach. */
const SOONEST = 100;

export function createPlan({ schedule, now, announcer }: PlanParts): PlanSlice {
  const items = signal<readonly Planned[]>([]);
  const steps = signal<readonly Step[]>([]);
  let last = 0;

  /** True when some of it had happened already: the session runs a little ahead of what it tells. */
  async function change(next: readonly Planned[], step?: Step): Promise<boolean> {
    if (step) steps.value = [...steps.value, step].slice(-STEPS);
    items.value = [...next].sort((a, b) => a.at - b.at);
    const late = new Set(await schedule(items.value));
    if (late.size > 0) items.value = items.value.filter(({ id }) => !late.has(id));
    return late.size > 0;
  }

  async function add(timeline: readonly TimedAction[], what: string): Promise<void> {
    const added = timeline.map((item) => ({ ...item, id: (last += 1) }));
    announcer.say(`Planned: ${what}`);
    await change([...items.value, ...added], { what: `Plan ${what}`, before: items.value });
  }

  return {
    items,
    undoes: computed(() => steps.value.at(-1)?.what),
    add,
    later: (ms, action, what) => add([{ at: now() + ms, action }], what),
    async move(ids, byMs, what) {
      const before = items.value;
      const first = Math.min(...before.filter(({ id }) => ids.includes(id)).map(({ at }) => at));
      const by = Math.max(byMs, now() + SOONEST - first);
      if (!Number.isFinite(by) || by === 0) return;
      const moved = ids.join();
      const again = steps.value.at(-1)?.moved === moved;
      const next = before.map((item) =>
        ids.includes(item.id) ? { ...item, at: item.at + by } : item,
      );
      const late = await change(next, again ? undefined : { what: `Move ${what}`, before, moved });
      if (late) announcer.say(`Too late to move all of ${what}: some of it has just happened`);
    },
    async remove(ids, what) {
      const before = items.value;
      announcer.say(`Deleted: ${what}`);
      const next = before.filter(({ id }) => !ids.includes(id));
      await change(next, { what: `Delete ${what}`, before });
    },
    async clear() {
      if (items.value.length === 0) return;
      announcer.say('Nothing is planned any more');
      await change([], { what: 'Clear all', before: items.value });
    },
    async undo() {
      const step = steps.value.at(-1);
      if (!step) return;
      steps.value = steps.value.slice(0, -1);
      announcer.say(`Undone: ${step.what}`);
      // What has become due meanwhile has happened or was taken away: it does not come back.
      await change(step.before.filter(({ at }) => at > now()));
    },
    pass(t) {
      if (items.value.some(({ at }) => at <= t)) items.value = items.value.filter((i) => i.at > t);
    },
    forget() {
      items.value = [];
      steps.value = [];
    },
  };
}
