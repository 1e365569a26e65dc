/** The traffic panel: throughput by outcome over latency, one time axis, and both as a table on demand. */
import { useRef, useState } from 'preact/hooks';
import type { Bucket, Metrics } from '../../lab/metrics.ts';
import type { FaultSpan } from '../folds/faults.ts';
import { useSize } from '../topology/use-size.ts';
import type { Pointing } from './cursor.tsx';
import { placeFlags } from './flags.ts';
import { Latency } from './Latency.tsx';
import { timeScale } from './scale.ts';
import type { Span } from './scale.ts';
import { Throughput } from './Throughput.tsx';
import { bucketAt, latencyNow, ms, rateNow, seconds } from './words.ts';
import './charts.css';

export interface TrafficChartsProps {
  readonly metrics: Metrics;
  /** ms: the moment the playhead stands at. */
  readonly now: number;
  /** ms: up to where the run is known; nothing later is shown. */
  readonly known: number;
  /** `liveSpan(now)`, or a drill's whole run. */
  readonly span: Span;
  /** Ended ones too. */
  readonly faults: readonly FaultSpan[];
  readonly pointing: Pointing;
}

const MARGIN = { left: 44, right: 12 } as const;
/** px of the title line above each chart, and of the table's summary. */
const TITLE = 18;
const FOOTER = 28;

export function TrafficCharts(props: TrafficChartsProps) {
  const { metrics, known, span } = props;
  const frame = useRef<HTMLDivElement>(null);
  const size = useSize(frame);
  const { bucketMs } = metrics.traffic;
  // A slice that is not over yet would look like a drop.
  const buckets = metrics.traffic.between(span.from, Math.floor(known / bucketMs) * bucketMs);
  return (
    <div class="charts" ref={frame}>
      {size && size.width > 120 && <Pair {...props} {...layout(size)} buckets={buckets} />}
      <ChartTable buckets={buckets} bucketMs={bucketMs} />
    </div>
  );
}

interface PairProps extends TrafficChartsProps {
  readonly buckets: readonly Bucket[];
  readonly width: number;
  readonly height: number;
}

function Pair(props: PairProps) {
  const { metrics, now, known, span, faults, pointing, buckets, width, height } = props;
  const { bucketMs } = metrics.traffic;
  const scale = timeScale(span, MARGIN.left, width - MARGIN.right);
  const flags = placeFlags(faults, scale, known);
  const shared = { buckets, bucketMs, scale, flags, faults, now, known, pointing, width };
  return (
    <>
      <div>
        <p class="ct">
          <b>requests/s</b> by outcome
          <Reading {...props} of={rateNow} />
        </p>
        <Throughput {...shared} height={Math.round(height * 0.52)} />
      </div>
      <div>
        <p class="ct">
          <b>latency</b> ms, log; thin: p95
          <Reading {...props} of={latencyNow} />
        </p>
        <Latency {...shared} height={Math.round(height * 0.48)} />
      </div>
    </>
  );
}

/** The two charts share what height the panel has; on a phone, where it scrolls, they take their own. */
function layout({ width, height }: { width: number; height: number }) {
  const room = height - 2 * TITLE - FOOTER;
  return { width, height: width < 480 ? 340 : Math.max(200, Math.min(380, room)) };
}

/** The values now, or where the reader points. */
function Reading(
  props: PairProps & { of: (bucket: Bucket, bucketMs: number) => string | undefined },
) {
  const { metrics, now, pointing, of } = props;
  const t = pointing.cursor.value;
  const bucket = bucketAt(metrics.traffic, t ?? now, t === undefined);
  return (
    <span class="now">
      {t !== undefined && `${seconds(t)} s: `}
      {bucket && of(bucket, metrics.traffic.bucketMs)}
    </span>
  );
}

/** What the colours mean; goes into the panel's head. */
export function TrafficLegend({ slowMs }: { slowMs: number }) {
  return (
    <span class="legend chart-legend">
      <span>
        <Swatch name="b-ok" />
        ok
      </span>
      <span>
        <Swatch name="b-slow" />
        slow, over {slowMs} ms
      </span>
      <span>
        <Swatch name="b-fail" />
        failed
      </span>
    </span>
  );
}

function Swatch({ name }: { name: string }) {
  return (
    <svg class="sw" width="11" height="11" aria-hidden="true">
      <rect class={name} width="11" height="11" rx="1" />
    </svg>
  );
}

/** Every slice as a row; built only once somebody opens it. */
function ChartTable({ buckets, bucketMs }: { buckets: readonly Bucket[]; bucketMs: number }) {
  const [open, setOpen] = useState(false);
  return (
    <details class="chart-table" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>As a table</summary>
      {open && (
        <table>
          <caption class="vh">
            Requests that ended and their latency, every {seconds(bucketMs)} s
          </caption>
          <thead>
            <tr>
              {['from s', 'ok', 'slow', 'failed', 'p50', 'p95', 'p99'].map((head) => (
                <th scope="col" key={head}>
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {buckets.map((b) => (
              <tr key={b.from}>
                <th scope="row">{seconds(b.from)}</th>
                <td>{b.ok}</td>
                <td>{b.slow}</td>
                <td>{b.failed}</td>
                <td>{b.p50 === undefined ? '–' : ms(b.p50)}</td>
                <td>{b.p95 === undefined ? '–' : ms(b.p95)}</td>
                <td>{b.p99 === undefined ? '–' : ms(b.p99)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </details>
  );
}
