/** One strip per machine: how busy it is (solid), how many wait for it (dashed); then the stage's own gauges. */
import { useRef } from 'preact/hooks';
import { percent } from '../../lab/drawing/look.ts';
import { n } from '../../lab/drawing/path.ts';
import { ROLE_WORD } from '../../lab/drawing/words.ts';
import type { Lab, LabMachine } from '../../lab/manifest.ts';
import type { Metrics } from '../../lab/metrics.ts';
import type { FaultSpan } from '../folds/faults.ts';
import { useSize } from '../topology/use-size.ts';
import { CursorLine, Later, PointSheet } from './cursor.tsx';
import type { Pointing } from './cursor.tsx';
import { placeFlags } from './flags.ts';
import { FlagLines, Playhead, TimeAxis } from './Frame.tsx';
import type { Plot } from './Frame.tsx';
import { GaugeStrip } from './GaugeStrip.tsx';
import { sample } from './sample.ts';
import type { Sample } from './sample.ts';
import { timeScale } from './scale.ts';
import type { Span, TimeScale } from './scale.ts';
import { seconds } from './words.ts';
import './charts.css';

export interface MachineChartsProps {
  readonly lab: Pick<Lab, 'machines' | 'gauges'>;
  readonly metrics: Metrics;
  /** ms: the moment the playhead stands at. */
  readonly now: number;
  /** ms: up to where the run is known; nothing later is shown. */
  readonly known: number;
  readonly span: Span;
  readonly faults: readonly FaultSpan[];
  readonly pointing: Pointing;
}

const HEIGHT = 52;
/** From here on a queue grows faster than the load. */
const KNEE = 0.7;

export function MachineCharts(props: MachineChartsProps) {
  const { lab, metrics, now, known, span, faults, pointing } = props;
  const frame = useRef<HTMLDivElement>(null);
  const size = useSize(frame);
  return (
    <div class="strips" ref={frame}>
      {size &&
        size.width > 120 &&
        lab.machines.map((machine) => (
          <Strip
            key={machine.id}
            {...{ machine, metrics, now, known, pointing, gauges: lab.gauges ?? [] }}
            width={size.width}
            scale={timeScale(span, 44, size.width - 12)}
            faults={faults.filter((fault) => fault.machine === machine.id)}
          />
        ))}
    </div>
  );
}

interface StripProps {
  readonly machine: LabMachine;
  readonly metrics: Metrics;
  readonly now: number;
  readonly known: number;
  readonly pointing: Pointing;
  readonly gauges: NonNullable<Lab['gauges']>;
  readonly width: number;
  readonly scale: TimeScale;
  readonly faults: readonly FaultSpan[];
}

function Strip(props: StripProps) {
  const { machine, metrics, now, known, pointing, gauges, width, scale, faults } = props;
  const plot: Plot = { scale, top: 4, bottom: HEIGHT - 20 };
  const busy = sample(scale, known, (t) => metrics.smoothed(machine.id, 'cpu', t));
  const waiting = sample(scale, known, (t) => metrics.gauge(machine.id, 'queue', t));
  const most = Math.max(4, ...waiting.map((p) => p.value));
  const y = (share: number) => plot.bottom - share * (plot.bottom - plot.top);
  const line = (points: readonly Sample[], top: number) =>
    points
      .map((p, i) => `${i === 0 ? 'M' : 'L'}${n(scale.x(p.t))} ${n(y(p.value / top))}`)
      .join('');
  const first = busy[0];
  const last = busy[busy.length - 1];
  return (
    <div class="strip">
      <p class="ct">
        <span class={`tile r-${machine.role}`}>
          <svg class="i" width="12" height="12" viewBox="0 0 16 16" aria-hidden="true">
            <use href={`#g-${machine.role}`} />
          </svg>
        </span>
        <b>{machine.id}</b>
        <Now {...props} />
      </p>
      <svg
        class="chart"
        viewBox={`0 0 ${width} ${HEIGHT}`}
        width={width}
        height={HEIGHT}
        role="img"
        aria-label={stripWords(machine, busy, waiting)}
      >
        {[0, 1].map((share) => (
          <g key={share}>
            <path class="gl" d={`M${scale.left} ${n(y(share))}H${n(scale.right)}`} />
            <text class="tl" x={scale.left - 8} y={n(y(share) + 3.5)} text-anchor="end">
              {percent(share)}
            </text>
          </g>
        ))}
        <path class="knee" d={`M${scale.left} ${n(y(KNEE))}H${n(scale.right)}`} />
        {first && last && (
          <path
            class="area"
            d={`${line(busy, 1)}L${n(scale.x(last.t))} ${plot.bottom}L${n(scale.x(first.t))} ${plot.bottom}Z`}
          />
        )}
        <path class="p99" d={line(busy, 1)} />
        <path class="p50" d={line(waiting, most)} />
        <FlagLines flags={placeFlags(faults, scale, known)} plot={plot} labels={false} />
        <TimeAxis plot={plot} labels />
        <Later plot={plot} now={now} known={known} />
        <Playhead plot={plot} now={now} />
        <CursorLine cursor={pointing.cursor} plot={plot} />
        <PointSheet pointing={pointing} plot={plot} known={known} />
      </svg>
      {gauges.map((gauge) => (
        <GaugeStrip
          key={gauge.name}
          {...{ gauge, metrics, now, known, scale, width, pointing }}
          machine={machine.id}
        />
      ))}
    </div>
  );
}

/** How busy it is now, or where the reader points. */
function Now({ machine, metrics, now, pointing }: StripProps) {
  const t = pointing.cursor.value ?? now;
  const load = metrics.smoothed(machine.id, 'cpu', t);
  const queue = metrics.gauge(machine.id, 'queue', t) ?? 0;
  return (
    <span class="now">
      {load === undefined ? 'no reports' : `${percent(load)} busy, ${String(queue)} waiting`}
    </span>
  );
}

function stripWords(
  machine: LabMachine,
  busy: readonly Sample[],
  waiting: readonly Sample[],
): string {
  const name = `${machine.id}, ${ROLE_WORD[machine.role]}`;
  const last = busy[busy.length - 1];
  if (!last) return `${name}: no reports yet.`;
  const peak = busy.reduce((a, b) => (b.value > a.value ? b : a));
  const queue = Math.max(0, ...waiting.map((p) => p.value));
  return `${name}: ${percent(last.value)} busy now, ${percent(peak.value)} at most, at ${seconds(peak.t)} s; at most ${queue} waiting.`;
}
