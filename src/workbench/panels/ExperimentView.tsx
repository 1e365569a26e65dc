/** An experiment: what it compares, the reading that the lesson shows, and the one found here. */
import type { Experiment, Reading } from '../../lab/manifest.ts';
import type { Store } from '../store.ts';
import { Icon } from './Icon.tsx';

export function ExperimentView({ store, experiment }: { store: Store; experiment: Experiment }) {
  const { experiments } = store;
  const phase = experiments.phase.value;
  const recorded = experiments.recorded();
  return (
    <>
      <div class="p-b" tabIndex={0} role="group" aria-label={experiment.title}>
        <div class="drill">
          <h3>{experiment.title}</h3>
          {recorded && <ReadingView title="In the lesson" reading={recorded} />}
          {phase.kind === 'measured' && (
            <>
              <ReadingView title="Just now, here" reading={phase.result.reading} />
              <p class={`verdict ${phase.result.passed ? 'is-passed' : ''}`}>
                <Icon name={phase.result.passed ? 'i-check' : 'i-cross'} size={12} />
                {phase.result.passed ? 'It holds' : 'It does not hold'}
                <span>seed {phase.result.seed}</span>
              </p>
              <dl class="values">
                {Object.entries(phase.result.values).map(([name, value]) => (
                  <div key={name}>
                    <dt>{name}</dt>
                    <dd>{value}</dd>
                  </div>
                ))}
              </dl>
            </>
          )}
          <ul class="variants" aria-label="Variants">
            {experiment.variants.map((variant) => (
              <li key={variant.id}>{variant.label}</li>
            ))}
          </ul>
          <p class="brief">Holds when {experiment.condition}</p>
          {phase.kind === 'failed' && (
            <p class="trouble">
              <Icon name="i-cross" size={11} /> {phase.reason}
            </p>
          )}
        </div>
      </div>
      <div class="ed-f">
        <span>Runs the course’s own files, not your edits.</span>
        <div class="end">
          {phase.kind === 'running' ? (
            <>
              <progress aria-label="Experiment" value={phase.share} max={1} />
              <button class="btn sm" type="button" onClick={() => experiments.cancel()}>
                Cancel
              </button>
            </>
          ) : (
            <button class="btn sm go" type="button" onClick={() => void experiments.run()}>
              <Icon name="i-play" size={10} />
              {phase.kind === 'measured' ? 'Run again' : 'Run it here'}
            </button>
          )}
        </div>
      </div>
    </>
  );
}

function ReadingView({ title, reading }: { title: string; reading: Reading }) {
  return (
    <div class="rd">
      <p class="rd-t">{title}</p>
      <p class="rd-v">
        {reading.value}
        {reading.unit !== undefined && <small> {reading.unit}</small>}
      </p>
      <p class="rd-l">
        {reading.label}
        {reading.detail === undefined ? '' : `. ${reading.detail}`}
      </p>
    </div>
  );
}
