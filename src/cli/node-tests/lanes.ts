/**
 * Plays tests side by side, each lane a process of its own: a test that computes without end is
 * ended with its lane, and the next begins in a new one.
 */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Verdict } from './play.ts';
import type { Candidate } from './select.ts';

/** Wall-clock ms. */
const PATIENCE = 15_000;

const LANE = fileURLToPath(new URL('./lane.ts', import.meta.url));

/** @param played called with each verdict as it comes */
export async function playAll(
  tests: readonly Candidate[],
  width: number,
  played: (test: Candidate, verdict: Verdict) => void,
): Promise<void> {
  const queue = [...tests];
  const lane = async (): Promise<void> => {
    let child: ChildProcess | null = null;
    for (let test = queue.shift(); test; test = queue.shift()) {
      child ??= fork(LANE, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
      const verdict = await play(child, test);
      if (!verdict) {
        child.kill('SIGKILL');
        child = null;
      }
      played(test, verdict ?? { status: 'fail', why: 'it computes without end' });
    }
    child?.kill();
  };
  await Promise.all(Array.from({ length: width }, lane));
}

/** Null when it does not end. */
async function play(child: ChildProcess, { name, text }: Candidate): Promise<Verdict | null> {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), PATIENCE);
  const dead = once(child, 'exit', { signal: stop.signal }).then(() => null);
  const answer = once(child, 'message', { signal: stop.signal }).then(
    ([verdict]) => verdict as Verdict,
  );
  child.send({ name, text });
  try {
    return await Promise.race([answer, dead]);
  } catch {
    return null;
  } finally {
    clearTimeout(timer);
    stop.abort();
    await Promise.allSettled([dead, answer]);
  }
}
