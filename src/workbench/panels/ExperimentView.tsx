/**
 * An experiment: its variants side by side with the number of each, the baseline named and the
 * others against it; what the course measured before, and what this page measures now.
 */
import type { Experiment, ExperimentRow } from '../../lab/manifest.ts';
import { ratioWords, sideBySide } from '../../lab/side-by-side.ts';
import type { Table } from '../../lab/side-by-side.ts';
import type { ExperimentPhase } from '../experiments.ts';
import type { Store } from '../store.ts';
import { Icon } from './Icon.tsx';

type Numbers = Readonly<Record<string, number>>;

interface Sheet {
  readonly experiment: Experiment;
  readonly table: Table;
  /** Measured in this run; absent before it. */
  readonly now?: Numbers;
  /** Measured when the course was made; absent where it never was. */
  readonly before?: Numbers;
}

/** Variants that stand beside each other where the panel is not the widest. */
const FEW = 3;

export function ExperimentView({ store, experiment }: { store: Store; experiment: Experiment }) {
  const { experiments, view } = store;
  const phase = experiments.phase.value;
  const recorded = experiments.recorded();
  const found = phase.kind === 'measured' ? phase.result : undefined;
  const values = found?.values ?? recorded?.values ?? {};
  const reading = found?.reading ?? recorded?.reading;
  const table = sideBySide({
    variants: experiment.variants,
    given: experiment.rows,
    values,
    of: recorded?.of ?? {},
    label: reading?.label ?? 'measured',
  });
  const sheet = { experiment, table, now: found?.values, before: recorded?.values };
  const layout = view.layout.value;
  const stacked = layout === 'narrow' || (layout === 'medium' && experiment.variants.length > FEW);
  return (
    <>
      <div class="p-b" tabIndex={0} role="group" aria-label={experiment.title}>
        <div class="drill exp">
          <h3>{experiment.title}</h3>
          <p class="brief">Holds when {experiment.condition}.</p>
          {found && (
            <p class={`verdict ${found.passed ? 'is-passed' : ''}`}>
              <Icon name={found.passed ? 'i-check' : 'i-cross'} size={12} />
              {found.passed ? 'It holds' : 'It does not hold'}
              <span>
                in this run{store.capabilities.value.seeded && `, seed ${String(found.seed)}`}
              </span>
            </p>
          )}
          {phase.kind === 'failed' && (
            <p class="trouble">
              <Icon name="i-cross" size={11} /> {phase.reason}
            </p>
          )}
          {stacked ? <Stack {...sheet} /> : <Columns {...sheet} />}
          <p class="exp-k">{keyWords(sheet)}</p>
          {table.others.length > 0 && <Others {...sheet} />}
          {reading?.detail !== undefined && <p class="brief">{reading.detail}</p>}
        </div>
      </div>
      <div class="ed-f">
        <Going store={store} experiment={experiment} phase={phase} />
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
              {found ? 'Run again' : 'Run it here'}
            </button>
          )}
        </div>
      </div>
    </>
  );
}

function Going(props: { store: Store; experiment: Experiment; phase: ExperimentPhase }) {
  const { store, experiment, phase } = props;
  const { variants, scenario } = experiment;
  if (phase.kind !== 'running') {
    const real = !store.capabilities.value.virtualTime;
    return (
      <span>
        Runs the course’s own files, not your edits
        {real && `; in real time, ${String((variants.length * scenario.until) / 1000)} s`}.
      </span>
    );
  }
  const at = Math.min(variants.length - 1, Math.floor(phase.share * variants.length));
  return (
    <span>
      {variants.length > 1 && `${String(at + 1)} of ${String(variants.length)}: `}
      {variants[at]?.label}
    </span>
  );
}

function keyWords({ now, before }: Sheet): string {
  if (now && before) return 'Large: this run, here. Under it: what was measured here before.';
  if (now) return 'This run, here. The course has not recorded this experiment yet.';
  return before ? 'Measured here before; a run is compared with it.' : 'Not measured yet.';
}

function Columns(sheet: Sheet) {
  const { experiment, table } = sheet;
  return (
    <div class="exp-w" tabIndex={0} role="region" aria-label="Variants side by side">
      <table class="exp-t">
        <thead>
          <tr>
            <td />
            {experiment.variants.map(({ id, label }) => (
              <th key={id} scope="col">
                {label}
                {isBaseline(sheet, id) && <small>baseline</small>}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row) => (
            <tr key={row.label}>
              <th scope="row">{row.label}</th>
              {experiment.variants.map(({ id }) => (
                <td key={id}>
                  <Cell {...sheet} row={row} variant={id} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** One variant under the other. */
function Stack(sheet: Sheet) {
  const { experiment, table } = sheet;
  return (
    <>
      {experiment.variants.map(({ id, label }) => {
        const rows = table.rows.filter((row) => row.values[id] !== undefined);
        return (
          <section key={id} class="exp-s" aria-label={label}>
            <h4>
              {label}
              {isBaseline(sheet, id) && <small>baseline</small>}
            </h4>
            {rows.length === 0 ? (
              <p class="exp-k">Only compared with the others, below.</p>
            ) : (
              <dl>
                {rows.map((row) => (
                  <div key={row.label}>
                    <dt>{row.label}</dt>
                    <dd>
                      <Cell {...sheet} row={row} variant={id} />
                    </dd>
                  </div>
                ))}
              </dl>
            )}
          </section>
        );
      })}
    </>
  );
}

function Cell(props: Sheet & { row: ExperimentRow; variant: string }) {
  const { table, row, variant, now, before } = props;
  const name = row.values[variant];
  if (name === undefined) return <span class="exp-n">·</span>;
  const values = now ?? before ?? {};
  const value = values[name];
  const base = values[row.values[table.baseline] ?? ''];
  return (
    <>
      <b>{numberWords(value)}</b>
      {variant !== table.baseline && value !== undefined && base !== undefined && (
        <span class="exp-r">{ratioWords(value, base)}</span>
      )}
      {now && before && (
        <span class={before[name] === value ? 'exp-b' : 'exp-b is-other'}>
          before {numberWords(before[name])}
          {before[name] !== value && ', differs'}
        </span>
      )}
    </>
  );
}

/** What compares variants, or counts something that all of them share. */
function Others({ table, now, before }: Sheet) {
  return (
    <dl class="values" aria-label="Of all together">
      {table.others.map(({ name, label }) => (
        <div key={name}>
          <dt>{label}</dt>
          <dd>
            {numberWords((now ?? before)?.[name])}
            {now && before && <span class="exp-b"> before {numberWords(before[name])}</span>}
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** Only where there is something to compare it with. */
function isBaseline({ experiment, table }: Sheet, id: string): boolean {
  return experiment.variants.length > 1 && table.baseline === id;
}

function numberWords(value: number | undefined): string {
  return value === undefined ? 'none' : value.toLocaleString('en-GB', { maximumFractionDigits: 4 });
}
