/** Requests that ended per second, stacked by outcome: ok, slow (striped), failed on top. */
import { n } from '../../lab/drawing/path.ts';
import type { Bucket } from '../../lab/metrics.ts';
import type { FaultSpan } from '../folds/faults.ts';
import { CursorLine, Later, PointSheet } from './cursor.tsx';
import type { Pointing } from './cursor.tsx';
import type { Flag } from './flags.ts';
import { FaultWindows, FlagLines, Playhead, TimeAxis } from './Frame.tsx';
import type { Plot } from './Frame.tsx';
import { countTicks } from './scale.ts';
import type { TimeScale } from './scale.ts';
import { trafficWords } from './words.ts';

export interface ChartProps {
  readonly buckets: readonly Bucket[];
  readonly bucketMs: number;
  readonly scale: TimeScale;
  readonly flags: readonly Flag[];
  readonly faults: readonly FaultSpan[];
  /** ms: where the playhead stands. */
  readonly now: number;
  /** ms: up to where the run is known. */
  readonly known: number;
  readonly pointing: Pointing;
  readonly width: number;
  readonly height: number;
}

const TOP = 26;
const FOOT = 8;

export function Throughput({
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
  const perSecond = 1000 / bucketMs;
  const highest = Math.max(0, ...buckets.map((b) => (b.ok + b.slow + b.failed) * perSecond));
  const ticks = countTicks(highest);
  const most = Math.max(highest, ticks[ticks.length - 1]!);
  const y = (rate: number) => plot.bottom - (rate / most) * (plot.bottom - plot.top - 6);
  return (
    <svg
      class="chart"
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      height={height}
      role="img"
      aria-label={trafficWords(buckets, bucketMs)}
    >
      {ticks.map((tick) => (
        <g key={tick}>
          <path class="gl" d={`M${scale.left} ${n(y(tick))}H${n(scale.right)}`} />
          <text class="tl" x={scale.left - 8} y={n(y(tick) + 3.5)} text-anchor="end">
            {tick}
          </text>
        </g>
      ))}
      <FaultWindows faults={faults} plot={plot} now={known} />
      {buckets.map((bucket) => (
        <Bar
          key={bucket.from}
          bucket={bucket}
          bucketMs={bucketMs}
          scale={scale}
          y={(amount) => y(amount * perSecond)}
        />
      ))}
      <FlagLines flags={flags} plot={plot} labels />
      <TimeAxis plot={plot} labels={false} />
      <Later plot={plot} now={now} known={known} />
      <Playhead plot={plot} now={now} />
      <CursorLine cursor={pointing.cursor} plot={plot} />
      <PointSheet pointing={pointing} plot={plot} known={known} />
    </svg>
  );
}

interface BarProps {
  readonly bucket: Bucket;
  readonly bucketMs: number;
  readonly scale: TimeScale;
  /** px of an amount per bucket. */
  readonly y: (amount: number) => number;
}

function Bar({ bucket, bucketMs, scale, y }: BarProps) {
  const left = Math.max(scale.left, scale.x(bucket.from));
  const right = Math.min(scale.right, scale.x(bucket.from + bucketMs));
  const width = Math.max(1, right - left - (right - left > 4 ? 1.2 : 0));
  let below = 0;
  const part = (amount: number, name: string) => {
    if (amount === 0) return null;
    const foot = y(below);
    below += amount;
    return (
      <rect class={name} x={n(left)} y={n(y(below))} width={n(width)} height={n(foot - y(below))} />
    );
  };
  return (
    <g>
      {part(bucket.ok, 'b-ok')}
      {part(bucket.slow, 'b-slow')}
      {part(bucket.failed, 'b-fail')}
    </g>
  );
}
