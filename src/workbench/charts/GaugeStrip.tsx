/** One of the stage's own gauges on one machine: hit ratio, lag, backlog. */
import { n } from '../../lab/drawing/path.ts';
import type { Lab } from '../../lab/manifest.ts';
import type { Metrics } from '../../lab/metrics.ts';
import { CursorLine, Later, PointSheet } from './cursor.tsx';
import type { Pointing } from './cursor.tsx';
import { Playhead } from './Frame.tsx';
import type { Plot } from './Frame.tsx';
import { sample } from './sample.ts';
import { countTicks } from './scale.ts';
import type { TimeScale } from './scale.ts';

export type StageGauge = NonNullable<Lab['gauges']>[number];

export interface GaugeStripProps {
  readonly machine: string;
  readonly gauge: StageGauge;
  readonly metrics: Metrics;
  readonly now: number;
  readonly known: number;
  readonly scale: TimeScale;
  readonly width: number;
  readonly pointing: Pointing;
}

const HEIGHT = 40;

export function GaugeStrip(props: GaugeStripProps) {
  const { machine, gauge, metrics, now, known, scale, width, pointing } = props;
  const points = sample(scale, known, (t) => metrics.gauge(machine, gauge.name, t));
  if (points.length === 0) return null;
  const plot: Plot = { scale, top: 4, bottom: HEIGHT - 6 };
  const most = countTicks(Math.max(...points.map((p) => p.value))).at(-1) ?? 1;
  const least = Math.min(0, ...points.map((p) => p.value));
  const y = (value: number) =>
    plot.bottom - ((value - least) / (most - least)) * (plot.bottom - plot.top);
  const line = points
    .map((p, i) => `${i === 0 ? 'M' : 'L'}${n(scale.x(p.t))} ${n(y(p.value))}`)
    .join('');
  const last = points[points.length - 1]!;
  return (
    <>
      <p class="ct own">
        <b>{gauge.label}</b>
        <GaugeNow {...props} />
      </p>
      <svg
        class="chart"
        viewBox={`0 0 ${width} ${HEIGHT}`}
        width={width}
        height={HEIGHT}
        role="img"
        aria-label={`${machine}, ${gauge.label}: ${amount(gauge, last.value)}, at most ${amount(gauge, Math.max(...points.map((p) => p.value)))}`}
      >
        {[least, most].map((value) => (
          <g key={value}>
            <path class="gl" d={`M${scale.left} ${n(y(value))}H${n(scale.right)}`} />
            <text class="tl" x={scale.left - 8} y={n(y(value) + 3.5)} text-anchor="end">
              {String(value)}
            </text>
          </g>
        ))}
        <path class="own-l" d={line} />
        <Later plot={plot} now={now} known={known} />
        <Playhead plot={plot} now={now} />
        <CursorLine cursor={pointing.cursor} plot={plot} />
        <PointSheet pointing={pointing} plot={plot} known={known} />
      </svg>
    </>
  );
}

/** The value now, or where the reader points. */
function GaugeNow({ machine, gauge, metrics, now, pointing }: GaugeStripProps) {
  const value = metrics.gauge(machine, gauge.name, pointing.cursor.value ?? now);
  return <span class="now">{value === undefined ? 'no reports' : amount(gauge, value)}</span>;
}

function amount(gauge: StageGauge, value: number): string {
  return `${String(value)}${gauge.unit ? ` ${gauge.unit}` : ''}`;
}
