/** What a check found, for the eye. */
import type { CheckReport, CheckResult } from '../../engine/webcontainer/check/report.ts';
import { Icon } from '../../workbench/panels/Icon.tsx';

export function AllResults({ results }: { results: readonly CheckResult[] }) {
  const pick = (kind: string) => results.filter(({ id }) => id.startsWith(kind));
  return (
    <>
      <Few title="What the engine builds on" results={pick('contract/')} />
      <Many
        title="Programs that print what Node prints"
        noun="program"
        results={pick('program/')}
      />
      <Many title="Drills that go as they must" noun="attempt" results={pick('drill/')} />
    </>
  );
}

export function Facts({ report }: { report: CheckReport }) {
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

function Few({ title, results }: { title: string; results: readonly CheckResult[] }) {
  if (results.length === 0) return null;
  return (
    <section>
      <h2>{title}</h2>
      <List results={results} />
    </section>
  );
}

interface ManyProps {
  readonly title: string;
  /** What one of them is. */
  readonly noun: string;
  readonly results: readonly CheckResult[];
}

/** Those that failed; the others are many. */
function Many({ title, noun, results }: ManyProps) {
  if (results.length === 0) return null;
  const failed = results.filter(({ passed }) => !passed);
  const passed = results.filter((result) => result.passed);
  return (
    <section>
      <h2>{title}</h2>
      <List results={failed} />
      {passed.length > 0 && (
        <details class="check-more">
          <summary>
            {passed.length} {passed.length === 1 ? noun : `${noun}s`} passed
          </summary>
          <List results={passed} />
        </details>
      )}
    </section>
  );
}

function List({ results }: { results: readonly CheckResult[] }) {
  if (results.length === 0) return null;
  return (
    <ul class="check-list">
      {results.map(({ id, passed, title, ms, says }) => (
        <li key={id}>
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
      ))}
    </ul>
  );
}
