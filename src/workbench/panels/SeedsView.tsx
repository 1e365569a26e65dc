/** A drill over many seeds: the press, how far it is, and what each seed showed. */
import type { Drill } from '../../lab/manifest.ts';
import type { Store } from '../store.ts';
import { SEEDS } from '../tries/seeds.ts';
import type { SeedResult, SeedRun } from '../tries/seeds.ts';
import { Icon } from './Icon.tsx';

export function SeedsView({ store, drill }: { store: Store; drill: Drill }) {
  const { seeds } = store;
  const run = seeds.runs.value[drill.id];
  const running = seeds.running.value;
  return (
    <section class="seeds" aria-label={`Over ${String(SEEDS)} seeds`}>
      {run ? (
        <Results store={store} drill={drill} run={run} />
      ) : (
        <p>One run is one throw of the dice: another seed is other requests, at other moments.</p>
      )}
      {running === drill.id ? (
        <p class="seeds-p">
          <progress aria-label={`Over ${String(SEEDS)} seeds`} value={run?.share ?? 0} max={1} />
          <span>
            {run?.results.length ?? 0} of {SEEDS}
          </span>
          <button class="btn sm" type="button" onClick={() => seeds.cancel()}>
            Cancel
          </button>
        </p>
      ) : (
        <button
          class="btn sm"
          type="button"
          disabled={running !== undefined}
          onClick={() => void seeds.run(drill)}
        >
          {run ? `Run over ${String(SEEDS)} seeds again` : `Run over ${String(SEEDS)} seeds`}
        </button>
      )}
    </section>
  );
}

function Results({ store, drill, run }: { store: Store; drill: Drill; run: SeedRun }) {
  const { results } = run;
  const failed = results.filter(({ passed }) => !passed);
  const open = (seed: number) => void store.drills.openAgain(drill.id, run.attempt, seed);
  return (
    <>
      <p class="seeds-s">
        <Icon name={failed.length === 0 ? 'i-check' : 'i-cross'} size={11} />{' '}
        <b>
          {results.length - failed.length} of {results.length} seeds passed
        </b>
        {run.kind === 'cancelled' &&
          `, cancelled before the other ${String(SEEDS - results.length)}`}
        {run.kind === 'failed' && `. It did not go on: ${run.reason ?? ''}`}
      </p>
      {failed.length > 0 && (
        <ul class="seeds-f" aria-label="Seeds that failed">
          {failed.map((result) => (
            <li key={result.seed}>
              <Icon name="i-cross" size={10} />
              <button class="linkish" type="button" onClick={() => open(result.seed)}>
                Seed {result.seed}
              </button>
              <span>{failureWords(result)}</span>
            </li>
          ))}
        </ul>
      )}
      {results.length > failed.length && (
        <details class="again">
          <summary>Seeds that passed</summary>
          <ul class="seeds-ok">
            {results
              .filter(({ passed }) => passed)
              .map(({ seed }) => (
                <li key={seed}>
                  <button class="linkish" type="button" onClick={() => open(seed)}>
                    <span class="vh">Seed </span>
                    {seed}
                  </button>
                </li>
              ))}
          </ul>
        </details>
      )}
    </>
  );
}

function failureWords({ failed }: SeedResult): string {
  if (!failed) return '';
  const { title, value, others } = failed;
  return `${title}: ${value}${others > 0 ? `, and ${String(others)} more` : ''}`;
}
