/**
 * What went wrong with the lab itself, in words, with what to do; usually nothing. Whoever listens
 * hears it from the announcer.
 */
import type { Store } from '../store.ts';
import { Icon } from './Icon.tsx';

export function Trouble({ store }: { store: Store }) {
  const { run } = store;
  const state = run.state.value;
  if (state.kind === 'failed') {
    return (
      <div class="wb-trouble">
        <Icon name="i-cross" size={11} />
        <span>The machines stopped. {state.reason}</span>
        <button class="btn sm" type="button" onClick={() => void run.reset()}>
          Start again
        </button>
      </div>
    );
  }
  const problem = run.problem.value;
  if (problem === undefined) return null;
  return (
    <div class="wb-trouble">
      <Icon name="i-cross" size={11} />
      <span>{problem}</span>
    </div>
  );
}
