/** What a run of a drill showed: passed or not, each check with its evidence, and the prediction. */
import type { Judged, Verdict } from '../../lab/drill.ts';
import type { Drill } from '../../lab/manifest.ts';
import type { Store } from '../store.ts';
import { SEED } from '../../lab/plan.ts';
import { seconds } from '../time.ts';
import type { CheckSince } from '../tries/compare.ts';
import { Icon } from './Icon.tsx';
import { lazily } from './lazily.tsx';

const SinceView = lazily(async () => (await import('./SinceView.tsx')).SinceView);
const SeedsView = lazily(async () => (await import('./SeedsView.tsx')).SeedsView);

export function VerdictView(props: {
  store: Store;
  drill: Drill;
  verdict: Verdict;
  predicted: string;
}) {
  const { store, drill, verdict, predicted } = props;
  const failed = verdict.findings.filter((finding) => !finding.passed).length;
  const total = verdict.findings.length;
  const past = store.lastRuns.since(verdict);
  // What failed first: that is what the reader came for.
  const findings = [...verdict.findings].sort((a, b) => Number(a.passed) - Number(b.passed));
  return (
    <>
      <p class={`verdict ${verdict.passed ? 'is-passed' : ''}`}>
        <Icon name={verdict.passed ? 'i-check' : 'i-cross'} size={12} />
        {verdict.passed ? 'Passed' : 'Failed'}
        <span>
          {verdict.passed
            ? `all ${String(total)} checks`
            : `${String(failed)} of ${String(total)} checks`}
          , {verdict.journal.end / 1000} s run
          {verdict.seed !== SEED && `, seed ${String(verdict.seed)}`}
        </span>
      </p>
      <p class="pred">{prediction(drill, predicted, verdict.outcome)}</p>
      {past && <SinceView store={store} at={past.at} since={past.since} />}
      <ul class="checks">
        {findings.map((finding) => (
          <Check
            key={finding.id}
            store={store}
            drill={drill}
            finding={finding}
            since={past?.since.checks[finding.id]}
          />
        ))}
      </ul>
      {store.capabilities.value.seeded && <SeedsView store={store} drill={drill} />}
    </>
  );
}

function Check(props: {
  store: Store;
  drill: Drill;
  finding: Judged;
  /** Against the last run; absent for a first one. */
  since?: CheckSince;
}) {
  const { store, drill, finding, since } = props;
  const { request, at } = finding;
  return (
    <li class={finding.passed ? '' : 'bad'}>
      <Icon name={finding.passed ? 'i-check' : 'i-cross'} size={12} />
      <span>
        <span class="vh">{finding.passed ? 'Passed: ' : 'Failed: '}</span>
        {finding.title}
      </span>
      <span class="v">
        {since?.before !== undefined && (
          <>
            <span class="was">
              <span class="vh">before </span>
              {since.before}
            </span>
            <Icon name="i-arrow" size={9} />
            <span class="vh">, now </span>
          </>
        )}
        {finding.value}
      </span>
      {since && !since.change.startsWith('still') && <em class="since-c">{since.change}</em>}
      <div class="evid">
        {finding.says}
        {at !== undefined && (
          <button class="see" type="button" onClick={() => store.showMoment(drill.id, at, request)}>
            <Icon name="i-play" size={9} />
            See it at {seconds(at)} s
          </button>
        )}
        {at === undefined && request !== undefined && (
          <button
            class="see"
            type="button"
            onClick={() => {
              store.view.showTrace({ source: 'drill', drill: drill.id, request });
              store.view.bring('trace');
            }}
          >
            <Icon name="i-play" size={9} />
            See it
          </button>
        )}
      </div>
    </li>
  );
}

function prediction(drill: Drill, predicted: string, outcome: string): string {
  const text = (id: string) =>
    drill.prediction.options.find((option) => option.id === id)?.text ?? id;
  if (predicted === outcome) return `You predicted “${text(predicted)}”, and so it was.`;
  return `You predicted “${text(predicted)}”. It was “${text(outcome)}”.`;
}
