/** Start, stop, progress and results of a check, and its report as a file. */
import { useRef, useState } from 'preact/hooks';
import type {
  CheckReport,
  CheckResult,
  Recording,
} from '../../engine/webcontainer/check/report.ts';
import { checkItems, type CheckOptions } from '../../engine/webcontainer/check/run.ts';
import { Icon } from '../../workbench/panels/Icon.tsx';
import './check.css';

interface Props {
  /** Ids begin with one of these; all when empty. */
  readonly only: readonly string[];
  readonly loadRecording: () => Promise<Recording>;
  readonly run: (recording: Recording, options: CheckOptions) => Promise<CheckReport>;
}

type State =
  | { readonly kind: 'ready'; readonly problem?: string }
  | { readonly kind: 'running'; readonly all: number; readonly at: string }
  | { readonly kind: 'done'; readonly report: CheckReport };

/** Results between two sentences for a screen reader. */
const SPOKEN_EVERY = 25;

export function Check({ only, loadRecording, run }: Props) {
  const [state, setState] = useState<State>({ kind: 'ready' });
  const [results, setResults] = useState<readonly CheckResult[]>([]);
  const [spoken, setSpoken] = useState('');
  const ending = useRef<AbortController>();

  async function start(): Promise<void> {
    const mine = new AbortController();
    ending.current = mine;
    setResults([]);
    setState({ kind: 'running', all: 0, at: 'Loading the programs' });
    try {
      const recording = await loadRecording();
      const all = checkItems(recording, only).length;
      let count = 0;
      setSpoken(`Checking. There are ${String(all)} things to check.`);
      const report = await run(recording, {
        only,
        signal: mine.signal,
        onStart: ({ title }) => setState({ kind: 'running', all, at: title }),
        onResult: (result) => {
          count += 1;
          setResults((before) => [...before, result]);
          if (count % SPOKEN_EVERY === 0) setSpoken(`${String(count)} of ${String(all)} checked.`);
        },
      });
      setState({ kind: 'done', report });
      setSpoken(summary(report));
    } catch (error) {
      const problem = (error as Error).message;
      setState({ kind: 'ready', problem });
      setSpoken(problem);
    }
  }

  const running = state.kind === 'running';
  return (
    <>
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
      <Results title="What the engine builds on" results={pick(results, 'contract/')} />
      <Programs results={pick(results, 'program/')} />
      <p class="vh" role="status" aria-live="polite">
        {spoken}
      </p>
    </>
  );
}

const pick = (results: readonly CheckResult[], kind: string) =>
  results.filter(({ id }) => id.startsWith(kind));

function summary({ passed, failed, notRun, totalMs }: CheckReport): string {
  const rest = notRun.length > 0 ? `, ${String(notRun.length)} not run` : '';
  return `${String(passed)} passed, ${String(failed)} failed${rest}, in ${(totalMs / 1000).toFixed(1)} s.`;
}

function Facts({ report }: { report: CheckReport }) {
  const { runtime = {}, host, client, bootMs, recordedOn } = report;
  const facts = {
    ...runtime,
    client: `@webcontainer/api ${client}`,
    host,
    ...(bootMs === undefined ? {} : { 'first start': `${(bootMs / 1000).toFixed(1)} s` }),
    'expected from': `Node ${recordedOn}`,
  };
  return (
    <dl class="check-facts">
      {Object.entries(facts).map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd class="mono">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Results({ title, results }: { title: string; results: readonly CheckResult[] }) {
  if (results.length === 0) return null;
  return (
    <section>
      <h2>{title}</h2>
      <ul class="check-list">
        {results.map((result) => (
          <Row key={result.id} result={result} />
        ))}
      </ul>
    </section>
  );
}

/** Those that failed; the others are many. */
function Programs({ results }: { results: readonly CheckResult[] }) {
  if (results.length === 0) return null;
  const failed = results.filter(({ passed }) => !passed);
  const passed = results.filter((result) => result.passed);
  return (
    <section>
      <h2>Programs that print what Node prints</h2>
      <ul class="check-list">
        {failed.map((result) => (
          <Row key={result.id} result={result} />
        ))}
      </ul>
      {passed.length > 0 && (
        <details class="check-more">
          <summary>
            {passed.length} {passed.length === 1 ? 'program' : 'programs'} passed
          </summary>
          <ul class="check-list">
            {passed.map((result) => (
              <Row key={result.id} result={result} />
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

function Row({ result: { passed, title, ms, says } }: { result: CheckResult }) {
  return (
    <li>
      <span class={passed ? 'check-ok' : 'check-bad'}>
        <Icon name={passed ? 'i-check' : 'i-cross'} size={13} />
        {passed ? 'passed' : 'failed'}
      </span>
      <span class="check-what">
        {title}
        {says !== undefined && <small class="mono">{says}</small>}
      </span>
      <span class="check-ms mono">{ms} ms</span>
    </li>
  );
}

function save(report: CheckReport): void {
  const text = `${JSON.stringify(report, null, 2)}\n`;
  const url = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  const download = `webcontainer-check-${report.at.slice(0, 10)}.json`;
  Object.assign(document.createElement('a'), { href: url, download }).click();
  // Some browsers fetch it a moment after the click.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
