/** What a run of a drill showed: passed or not, each check with its evidence, and the prediction. */
import type { Judged, Verdict } from '../../lab/drill.ts';
import type { Drill } from '../../lab/manifest.ts';
import type { Store } from '../store.ts';
import { seconds } from '../time.ts';
import { Icon } from './Icon.tsx';

export function VerdictView(props: {
  store: Store;
  drill: Drill;
  verdict: Verdict;
  predicted: string;
}) {
  const { store, drill, verdict, predicted } = props;
  const failed = verdict.findings.filter((finding) => !finding.passed).length;
  const total = verdict.findings.length;
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
        </span>
      </p>
      <p class="pred">{prediction(drill, predicted, verdict.outcome)}</p>
      <ul class="checks">
        {findings.map((finding) => (
          <Check key={finding.id} store={store} drill={drill} finding={finding} />
        ))}
      </ul>
    </>
  );
}

function Check({ store, drill, finding }: { store: Store; drill: Drill; finding: Judged }) {
  const { request, at } = finding;
  return (
    <li class={finding.passed ? '' : 'bad'}>
      <Icon name={finding.passed ? 'i-check' : 'i-cross'} size={12} />
      <span>
        <span class="vh">{finding.passed ? 'Passed: ' : 'Failed: '}</span>
        {finding.title}
      </span>
      <span class="v">{finding.value}</span>
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
