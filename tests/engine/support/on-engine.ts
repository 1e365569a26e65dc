/** Runs a program of the suite on an engine: one machine for each process. */
import type { BootPlan, Engine, TimedAction } from '../../../src/engine/contract.ts';
import type { CrashEvent, JournalEvent } from '../../../src/engine/journal.ts';
import { urlVariable } from './programs.ts';
import type { Outcome, Program } from './programs.ts';

/** Virtual ms; a program that takes longer is broken. */
export const LIMIT = 20_000;

export interface EngineOutcome extends Outcome {
  /** How `main` crashed, if it did. */
  readonly crash: CrashEvent | undefined;
}

/** `main` comes up last, when the others listen. */
export const STORY: readonly TimedAction[] = [
  { at: 1, action: { kind: 'start', machine: 'main' } },
];

export function planOf(program: Program): BootPlan {
  const ids = Object.keys(program.processes);
  // Real Node runs without its warnings, which name process ids.
  const urls = Object.fromEntries(ids.map((id) => [urlVariable(id), `http://${id}:8080`]));
  const env = { ...urls, NODE_NO_WARNINGS: '1' };
  return {
    machines: ids.map((id) => ({
      id,
      entry: program.processes[id] ?? '',
      env,
      autostart: id !== 'main',
    })),
    links: ids.flatMap((from, i) => ids.slice(i + 1).map((to) => ({ from, to }))),
    files: program.files,
    seed: 1,
  };
}

export function outcomeOf(program: Program, events: readonly JournalEvent[]): EngineOutcome {
  const logged = (machine: string, stream: 'out' | 'err'): string[] =>
    events.flatMap((e) =>
      e.kind === 'log' && e.machine === machine && e.stream === stream ? [e.text] : [],
    );
  const down = events.find(
    (e) => e.kind === 'machine' && e.machine === 'main' && e.state === 'down',
  );
  const reason = down?.kind === 'machine' ? (down.reason ?? '') : `not down after ${LIMIT} ms`;
  const crash = events.find((e) => e.kind === 'crash' && e.machine === 'main');
  const code = /^exit code (\d+)/.exec(reason)?.[1];
  return {
    out: Object.fromEntries(Object.keys(program.processes).map((id) => [id, logged(id, 'out')])),
    err: logged('main', 'err'),
    code: crash ? 1 : code === undefined ? reason : Number(code),
    crash: crash?.kind === 'crash' ? crash : undefined,
  };
}

export async function runOnEngine(engine: Engine, program: Program): Promise<EngineOutcome> {
  const session = await engine.boot(planOf(program), { timeline: STORY });
  const events: JournalEvent[] = [];
  session.subscribe((batch) => events.push(...batch.events));
  try {
    await session.runTo(LIMIT);
  } finally {
    await session.dispose();
  }
  return outcomeOf(program, events);
}
