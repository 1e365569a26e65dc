/** Latency of good answers on a log axis with the ticks of a slide rule: p99 bold, p95 thin, p50 dashed. */
import { n } from '../../lab/drawing/path.ts';
import type { Bucket } from '../../lab/metrics.ts';
import { CursorLine, Later, PointSheet } from './cursor.tsx';
import { FaultWindows, FlagLines, Playhead, TimeAxis } from './Frame.tsx';
import type { Plot } from './Frame.tsx';
import { logScale, logTicks } from './scale.ts';
import type { ChartProps } from './Throughput.tsx';
import { latencyWords } from './words.ts';

const TOP = 12;
const FOOT = 24;
const TICK = { decade: 7, five: 5, small: 3 } as const;

export function Latency({
  buckets,
  bucketMs,
  scale,
  flags,
  faults,
  now,
  known,
  pointing,
  width,
  height,
}: ChartProps) {
  const plot: Plot = { scale, top: TOP, bottom: height - FOOT };
  const values = buckets.flatMap((b) => [b.p50, b.p99]).filter((value) => value !== undefined);
  const axis = logScale(values, plot.top, plot.bottom);
  const at = (bucket: Bucket) => scale.x(bucket.from + bucketMs / 2);
  return (
    <svg
      class="chart"
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      height={height}
      role="img"
      aria-label={latencyWords(buckets, bucketMs)}
    >
      {logTicks(axis).map(({ value, size, label }) => (
        <g key={value}>
          <path class="tick" d={`M${scale.left} ${n(axis.y(value))}h-${TICK[size]}`} />
          {label && <path class="gl" d={`M${scale.left} ${n(axis.y(value))}H${n(scale.right)}`} />}
          {label && (
            <text class="tl" x={scale.left - 10} y={n(axis.y(value) + 3.5)} text-anchor="end">
              {label}
            </text>
          )}
        </g>
      ))}
      <FaultWindows faults={faults} plot={plot} now={known} />
      <FlagLines flags={flags} plot={plot} labels={false} />
      <path class="p99" d={line(buckets, at, (b) => b.p99, axis.y)} />
      <path class="p95" d={line(buckets, at, (b) => b.p95, axis.y)} />
      <path class="p50" d={line(buckets, at, (b) => b.p50, axis.y)} />
      <LineLabels buckets={buckets} x={at} y={axis.y} plot={plot} />
      <TimeAxis plot={plot} labels />
      <Later plot={plot} now={now} known={known} />
      <Playhead plot={plot} now={now} />
      <CursorLine cursor={pointing.cursor} plot={plot} />
      <PointSheet pointing={pointing} plot={plot} known={known} />
    </svg>
  );
}

/** A line through the known values, broken where there are none; a lone value is a short dash. */
function line(
  buckets: readonly Bucket[],
  x: (bucket: Bucket) => number,
  of: (bucket: Bucket) => number | undefined,
  y: (value: number) => number,
): string {
  let d = '';
  let open = false;
  for (const bucket of buckets) {
    const value = of(bucket);
    if (value !== undefined)
      d += open
        ? `L${n(x(bucket))} ${n(y(value))}`
        : `M${n(x(bucket) - 1)} ${n(y(value))}L${n(x(bucket))} ${n(y(value))}`;
    open = value !== undefined;
  }
  return d;
}

/** The names stand at the lines, where these are farthest apart. */
function LineLabels({
  buckets,
  x,
  y,
  plot,
}: {
  buckets: readonly Bucket[];
  x: (b: Bucket) => number;
  y: (v: number) => number;
  plot: Plot;
}) {
  // In coarse steps, so that names stay where they are while lines tremble.
  const apart = (b: Bucket) => Math.round(4 * Math.log(b.p99! / b.p50!));
  const known = buckets.filter((b) => b.p50 !== undefined && b.p99 !== undefined);
  const last = known[known.length - 1];
  const inner = known.filter((b) => x(b) > plot.scale.left + 16 && x(b) < x(last!) - 16);
  const best = inner.reduce<Bucket | undefined>(
    (a, b) => (a && apart(a) >= apart(b) ? a : b),
    undefined,
  );
  if (!best) return null;
  return (
    <g aria-hidden="true">
      <text
        class="ld p99l"
        x={n(x(best))}
        y={n(Math.max(plot.top + 2, y(best.p99!) - 7))}
        text-anchor="middle"
      >
        p99
      </text>
      <text
        class="ld p50l"
        x={n(x(best))}
        y={n(y(best.p50!) + 16 < plot.bottom ? y(best.p50!) + 14 : y(best.p50!) - 6)}
        text-anchor="middle"
      >
        p50
      </text>
    </g>
  );
}
