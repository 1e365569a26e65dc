/** Drills of kind `break`: the reader plans what happens when, out of what the drill allows. */
import { useState } from 'preact/hooks';
import type { Action, TimedAction } from '../../engine/contract.ts';
import type { Drill } from '../../lab/manifest.ts';
import { actionWords } from '../action-words.ts';
import { allowedTargets } from '../choices.ts';
import type { DrillState } from '../drills.ts';
import { possible } from '../engines/lacking.ts';
import type { Store } from '../store.ts';
import { ActionFields } from './ActionFields.tsx';
import { Icon } from './Icon.tsx';

export function PlanBuilder({
  store,
  drill,
  state,
}: {
  store: Store;
  drill: Drill;
  state: DrillState;
}) {
  const [at, setAt] = useState('5');
  const [action, setAction] = useState<Action>();
  const targets = possible(store.capabilities.value, allowedTargets(store.lab, drill.allows));
  const end = drill.scenario.until / 1000;
  const time = Number(at);
  const fine = at.trim() !== '' && time >= 0 && time < end;
  const change = (plan: readonly TimedAction[]) => store.drills.plan(drill.id, plan);
  return (
    <fieldset class="plan" disabled={state.phase.kind === 'running'}>
      <legend>Your plan, over {end} s</legend>
      {state.plan.length === 0 ? (
        <p class="pred">Nothing happens yet. Add what shall go wrong.</p>
      ) : (
        <ol class="plan-l">
          {state.plan.map((step, i) => (
            <li key={`${String(step.at)}-${String(i)}`}>
              <b>{step.at / 1000} s</b> {actionWords(step.action)}
              <button
                class="btn sm bare"
                type="button"
                aria-label={`Remove ${actionWords(step.action)} at ${String(step.at / 1000)} s`}
                onClick={() => change(state.plan.filter((other) => other !== step))}
              >
                <Icon name="i-cross" size={10} />
              </button>
            </li>
          ))}
        </ol>
      )}
      <div class="plan-f">
        <label>
          at
          <input
            type="number"
            aria-label="At, in seconds"
            min={0}
            max={end}
            step="any"
            value={at}
            onInput={(event) => setAt(event.currentTarget.value)}
          />
          s
        </label>
        <ActionFields targets={targets} onChange={setAction} />
        <button
          class="btn sm"
          type="button"
          disabled={!action || !fine}
          onClick={() => {
            if (action) change([...state.plan, { at: time * 1000, action }]);
          }}
        >
          Add
        </button>
      </div>
    </fieldset>
  );
}
