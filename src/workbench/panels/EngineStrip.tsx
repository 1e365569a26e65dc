/** An engine that is being started, with a way out; or why another one runs than was asked for. */
import type { Store } from '../store.ts';
import { Icon } from './Icon.tsx';

interface Props {
  readonly store: Store;
  /** Where the lab has a page of its own, from a lesson. */
  readonly labUrl?: string | undefined;
}

export function EngineStrip({ store, labUrl }: Props) {
  const { engines, run } = store;
  const state = run.state.value;
  const fallen = engines.fallen.value;
  if (fallen) {
    return (
      <div class="wb-kept" role="group" aria-label="Engine">
        <Icon name="i-slow" size={12} />
        <p>
          <b>{fallen.from.name} does not run the lab.</b> {fallen.reason} It runs{' '}
          {engines.chosen.value.name.toLowerCase()} now. Your files are as you left them.
        </p>
        <div class="end">
          {fallen.from.isolated && labUrl !== undefined && !crossOriginIsolated ? (
            <a class="btn sm" href={labUrl}>
              Open the lab on its own page
            </a>
          ) : (
            <button
              class="btn sm"
              type="button"
              onClick={() => void store.switchEngine(fallen.from.id)}
            >
              Try it again
            </button>
          )}
          <button class="btn sm" type="button" onClick={() => engines.dismiss()}>
            Got it
          </button>
        </div>
      </div>
    );
  }
  if (state.kind !== 'starting' || engines.isFirst.value) return null;
  return (
    <div class="wb-kept is-busy" role="group" aria-label="Engine">
      <Icon name="i-half" size={12} />
      <p>
        <b>Starting {engines.chosen.value.name}:</b> {state.step}
      </p>
      <div class="end">
        <progress aria-label={`Starting ${engines.chosen.value.name}`} />
        <button class="btn sm" type="button" onClick={() => void store.giveUpEngine()}>
          Cancel
        </button>
      </div>
    </div>
  );
}
