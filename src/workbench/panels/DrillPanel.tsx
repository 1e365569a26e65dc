/** Drills: the list, one drill with prediction, plan and run, and the verdict. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Drill } from '../../lab/manifest.ts';
import type { DrillState } from '../drills.ts';
import type { Store } from '../store.ts';
import { agoWords } from '../time.ts';
import { Icon } from './Icon.tsx';
import { PlanBuilder } from './PlanBuilder.tsx';
import { lazily } from './lazily.tsx';
import { Meant } from './Meant.tsx';
import { VerdictView } from './VerdictView.tsx';

const ExperimentView = lazily(async () => (await import('./ExperimentView.tsx')).ExperimentView);

export function DrillPanel({ store }: { store: Store }) {
  const { drills, experiments, lab } = store;
  const hidden = store.hides('drill');
  const experiment = experiments.open.value;
  const drill = drills.open.value;
  const at = drill ? lab.drills.indexOf(drill) + 1 : 0;
  const title = experiment
    ? 'Experiment'
    : drill
      ? `Drill ${String(at)} of ${String(lab.drills.length)}`
      : 'Drills';
  return (
    <section class={`p drill-p${experiment ? ' is-exp' : ''}`} aria-label="Drill" hidden={hidden}>
      <div class="ph-h">
        <h2>{title}</h2>
        <div class="end">
          {(drill ?? experiment) && (
            <button
              class="btn sm bare"
              type="button"
              onClick={() => {
                experiments.choose(undefined);
                drills.choose(undefined);
              }}
            >
              All drills
            </button>
          )}
        </div>
      </div>
      {experiment ? (
        <ExperimentView key={experiment.id} store={store} experiment={experiment} />
      ) : drill ? (
        <OneDrill key={drill.id} store={store} drill={drill} />
      ) : (
        <DrillList store={store} />
      )}
    </section>
  );
}

function DrillList({ store }: { store: Store }) {
  const { drills, experiments, lab } = store;
  return (
    <div class="p-b" tabIndex={0} role="group" aria-label="All drills">
      <div class="drill">
        <Meant lab={lab} />
        {experiments.unknown.value !== undefined && (
          <p class="trouble">
            <Icon name="i-cross" size={11} /> This lab has no experiment “
            {experiments.unknown.value}
            ”. The link may be of an older lesson; those that there are stand below.
          </p>
        )}
        <ol class="d-list">
          {lab.drills.map((drill) => (
            <li key={drill.id}>
              <button type="button" onClick={() => drills.choose(drill.id)}>
                <h3>{drill.title}</h3>
                <span class="d-state">
                  {stateWord(drills.states.value[drill.id], drills.passed.value.includes(drill.id))}
                </span>
              </button>
              <p class="brief">{drill.brief}</p>
            </li>
          ))}
        </ol>
        {lab.experiments.length > 0 && (
          <details class="d-exp" open={experiments.unknown.value !== undefined}>
            <summary>Experiments behind the lesson’s numbers</summary>
            <ul>
              {lab.experiments.map((experiment) => (
                <li key={experiment.id}>
                  <button type="button" onClick={() => experiments.choose(experiment.id)}>
                    {experiment.title}
                  </button>
                </li>
              ))}
            </ul>
          </details>
        )}
      </div>
    </div>
  );
}

function stateWord(state: DrillState | undefined, before: boolean): string {
  if (state?.phase.kind === 'running') return 'running';
  if (state?.phase.kind === 'judged') return state.phase.verdict.passed ? 'passed' : 'failed';
  return before ? 'passed before' : 'not run yet';
}

function OneDrill({ store, drill }: { store: Store; drill: Drill }) {
  const { drills } = store;
  // Read so that a change of state draws this anew.
  void drills.states.value;
  const state = drills.state(drill.id);
  const running = state.phase.kind === 'running';
  const busy = store.seeds.running.value !== undefined;
  const judged = state.phase.kind === 'judged';
  // It takes as long as it tells of.
  const real = !store.capabilities.value.virtualTime;
  const length = drill.scenario.until;
  const box = useRef<HTMLDivElement>(null);
  const verdict = state.phase.kind === 'judged' ? state.phase.verdict : undefined;
  // What a run shows stands at the top, wherever the reader was when they pressed.
  useEffect(() => {
    if (running || verdict) box.current?.scrollTo({ top: 0 });
  }, [running, verdict]);
  return (
    <>
      <div ref={box} class="p-b" tabIndex={0} role="group" aria-label={drill.title}>
        <div class="drill">
          {state.attempts === 0 && !judged && <Meant lab={store.lab} />}
          <h3>{drill.title}</h3>
          {judged ? (
            <details class="again">
              <summary>What it asks for</summary>
              <p class="brief">{drill.brief}</p>
            </details>
          ) : (
            <p class="brief">{drill.brief}</p>
          )}
          {state.phase.kind === 'failed' && (
            <p class="trouble">
              <Icon name="i-cross" size={11} /> {state.phase.reason}
            </p>
          )}
          {state.phase.kind === 'ready' && <Before store={store} drill={drill} />}
          {state.phase.kind === 'judged' && (
            <VerdictView
              store={store}
              drill={drill}
              verdict={state.phase.verdict}
              predicted={state.phase.predicted}
            />
          )}
          <Predict store={store} drill={drill} state={state} folded={judged} />
          {drill.kind === 'break' && <PlanBuilder store={store} drill={drill} state={state} />}
          <Hints drill={drill} state={state} />
          <Solution store={store} drill={drill} state={state} />
        </div>
      </div>
      <div class="ed-f">
        {state.hints < drill.hints.length && (
          <button class="btn sm bare" type="button" onClick={() => drills.hint(drill.id)}>
            Hint {state.hints + 1} of {drill.hints.length}
          </button>
        )}
        {drill.edits?.[0] !== undefined && (
          <button
            class="btn sm bare"
            type="button"
            onClick={() => store.openFile(drill.edits?.[0] ?? '')}
          >
            Open {fileName(drill.edits[0])}
          </button>
        )}
        <div class="end">
          {state.phase.kind === 'running' ? (
            <>
              {real && (
                <span class="need">
                  {Math.round((state.phase.share * length) / 1000)} of {length / 1000} s
                </span>
              )}
              <progress aria-label="Drill" value={state.phase.share} max={1} />
              <button class="btn sm" type="button" onClick={() => drills.cancel()}>
                Cancel
              </button>
            </>
          ) : (
            <>
              {(real || state.predicted === undefined) && (
                <span class="need">
                  {[
                    ...(real ? [`Takes ${String(length / 1000)} s`] : []),
                    ...(state.predicted === undefined ? ['Predict first'] : []),
                  ].join('. ')}
                </span>
              )}
              <button
                class="btn sm go"
                type="button"
                disabled={state.predicted === undefined || running || busy}
                onClick={() => void drills.run(drill.id)}
              >
                <Icon name="i-play" size={10} />
                {judged ? 'Run again' : 'Run the drill'}
              </button>
            </>
          )}
        </div>
      </div>
    </>
  );
}

/** What an earlier visit's run showed: the next one is compared with it. */
function Before({ store, drill }: { store: Store; drill: Drill }) {
  const last = store.lastRuns.all.value[drill.id];
  if (!last) return null;
  const failed = last.findings.filter(({ passed }) => !passed).length;
  return (
    <p class="pred">
      Your last run, {agoWords(Date.now() - last.at)}:{' '}
      {last.passed
        ? 'passed'
        : `failed ${String(failed)} of ${String(last.findings.length)} checks`}
      . The next one says what changed.
    </p>
  );
}

function Predict(props: { store: Store; drill: Drill; state: DrillState; folded: boolean }) {
  const { store, drill, state, folded } = props;
  const form = (
    <fieldset class="predict-f" disabled={state.phase.kind === 'running'}>
      <legend>{folded ? 'Predict again' : drill.prediction.question}</legend>
      {drill.prediction.options.map((option) => (
        <label key={option.id}>
          <input
            type="radio"
            name={`predict-${drill.id}`}
            checked={state.predicted === option.id}
            onChange={() => store.drills.predict(drill.id, option.id)}
          />
          {option.text}
        </label>
      ))}
    </fieldset>
  );
  if (!folded) return form;
  return (
    <details class="again">
      <summary>Change the prediction for the next run</summary>
      {form}
    </details>
  );
}

function Hints({ drill, state }: { drill: Drill; state: DrillState }) {
  if (state.hints === 0) return null;
  return (
    <ol class="hints" aria-label="Hints" aria-live="polite">
      {drill.hints.slice(0, state.hints).map((hint, i) => (
        <li key={hint}>
          <b>Hint {i + 1}</b> {hint}
        </li>
      ))}
    </ol>
  );
}

/** Free after an attempt; before one it asks whether the reader means it. */
function Solution({ store, drill, state }: { store: Store; drill: Drill; state: DrillState }) {
  const [asking, setAsking] = useState(false);
  const [solution] = drill.solutions;
  if (!solution || state.phase.kind === 'running') return null;
  const show = () => {
    setAsking(false);
    void store.drills.solve(drill.id, solution).then(() => {
      const [first] = drill.edits ?? [];
      if (solution.files === true && first !== undefined) store.openFile(first);
    });
  };
  if (state.shown !== undefined) {
    return (
      <p class="pred">
        {drill.kind === 'mend'
          ? `A solution is in the editor: ${solution.says} “Put mine back” under the editor brings your own version back.`
          : `A solution is in the plan: ${solution.says}`}
      </p>
    );
  }
  return (
    <p class="pred">
      {asking ? (
        <>
          You have not run it yet. Look anyway?{' '}
          <button class="btn sm" type="button" onClick={show}>
            Show it
          </button>{' '}
          <button class="btn sm bare" type="button" onClick={() => setAsking(false)}>
            Not yet
          </button>
        </>
      ) : (
        <button
          class="linkish"
          type="button"
          onClick={() => (state.attempts > 0 ? show() : setAsking(true))}
        >
          Show a solution
        </button>
      )}
    </p>
  );
}

function fileName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
