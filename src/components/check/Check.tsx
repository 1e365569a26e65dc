/** Start, stop, progress and results of a check, and its report as a file. */
import { useRef, useState } from 'preact/hooks';
import type {
  CheckReport,
  CheckResult,
  Recording,
} from '../../engine/webcontainer/check/report.ts';
import {
  checkItems,
  type CheckOptions,
  type MoreChecks,
} from '../../engine/webcontainer/check/run.ts';
import type { RealTimeCount } from '../../lab/proof.ts';
import { Icon } from '../../workbench/panels/Icon.tsx';
import { DrillChoice } from './DrillChoice.tsx';
import { drillsIn, type CheckWish } from './options.ts';
import { AllResults, Facts } from './Results.tsx';
import './check.css';

/** What becomes known under way. */
export type CheckNews =
  | { readonly kind: 'result'; readonly result: CheckResult }
  | { readonly kind: 'report'; readonly report: CheckReport }
  | { readonly kind: 'problem'; readonly problem: string };

interface Props {
  readonly wish: CheckWish;
  /** How many drills there are in all. */
  readonly drills: RealTimeCount;
  readonly loadRecording: () => Promise<Recording>;
  /** @param only ids of drills' entries begin with one of these */
  readonly loadDrills: (only: readonly string[]) => Promise<MoreChecks>;
  readonly run: (recording: Recording, options: CheckOptions) => Promise<CheckReport>;
  readonly tell: (news: CheckNews) => void;
}

type State =
  | { readonly kind: 'ready'; readonly problem?: string }
  | { readonly kind: 'running'; readonly all: number; readonly at: string }
  | { readonly kind: 'done'; readonly report: CheckReport };

/** Results between two sentences for a screen reader. */
const SPOKEN_EVERY = 25;

export function Check({ wish, drills, loadRecording, loadDrills, run, tell }: Props) {
  const { only } = wish;
  const [state, setState] = useState<State>({ kind: 'ready' });
  const [results, setResults] = useState<readonly CheckResult[]>([]);
  const [spoken, setSpoken] = useState('');
  const [everyDrill, setEveryDrill] = useState(false);
  const ending = useRef<AbortController>();

  async function start(): Promise<void> {
    const mine = new AbortController();
    ending.current = mine;
    setResults([]);
    setState({ kind: 'running', all: 0, at: 'Loading what is to be checked' });
    try {
      const wanted = drillsIn(only, everyDrill);
      const [recording, more] = await Promise.all([
        loadRecording(),
        wanted.length > 0 ? loadDrills(wanted) : undefined,
      ]);
      const all = checkItems(recording, only).length + (more?.items.length ?? 0);
      let count = 0;
      setSpoken(`Checking. There are ${String(all)} things to check.`);
      const report = await run(recording, {
        only,
        more,
        signal: mine.signal,
        onStart: ({ title }) => setState({ kind: 'running', all, at: title }),
        onResult: (result) => {
          count += 1;
          setResults((before) => [...before, result]);
          if (count % SPOKEN_EVERY === 0) setSpoken(`${String(count)} of ${String(all)} checked.`);
          tell({ kind: 'result', result });
        },
      });
      setState({ kind: 'done', report });
      setSpoken(summary(report));
      tell({ kind: 'report', report });
    } catch (error) {
      const problem = (error as Error).message;
      setState({ kind: 'ready', problem });
      setSpoken(problem);
      tell({ kind: 'problem', problem });
    }
  }

  const running = state.kind === 'running';
  return (
    <>
      {only.length === 0 && (
        <DrillChoice
          {...wish}
          count={drills}
          chosen={everyDrill}
          disabled={running}
          onChoose={setEveryDrill}
        />
      )}
      <div class="check-bar">
        {running ? (
          <button class="btn big" type="button" onClick={() => ending.current?.abort()}>
            Stop
          </button>
        ) : (
          <button class="btn go big" type="button" onClick={() => void start()}>
            <Icon name="i-play" />
            {state.kind === 'done' ? 'Check again' : 'Check the runtime'}
          </button>
        )}
        {state.kind === 'done' && (
          <button class="btn big" type="button" onClick={() => save(state.report)}>
            Download the report
          </button>
        )}
      </div>
      {running && (
        <div class="check-now">
          <progress aria-label="Checked" value={results.length} max={Math.max(1, state.all)} />
          <p class="mono">
            {results.length} of {state.all}: {state.at}
          </p>
        </div>
      )}
      {state.kind === 'ready' && state.problem && <p class="check-bad">{state.problem}</p>}
      {state.kind === 'done' && <p class="check-sum">{summary(state.report)}</p>}
      {state.kind === 'done' && <Facts report={state.report} />}
      <AllResults results={results} />
      <p class="vh" role="status" aria-live="polite">
        {spoken}
      </p>
    </>
  );
}

function summary({ passed, failed, notRun, totalMs }: CheckReport): string {
  const rest = notRun.length > 0 ? `, ${String(notRun.length)} not run` : '';
  return `${String(passed)} passed, ${String(failed)} failed${rest}, in ${(totalMs / 1000).toFixed(1)} s.`;
}

function save(report: CheckReport): void {
  const text = `${JSON.stringify(report, null, 2)}\n`;
  const url = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  const download = `webcontainer-check-${report.at.slice(0, 10)}.json`;
  Object.assign(document.createElement('a'), { href: url, download }).click();
  // Some browsers fetch it a moment after the click.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
