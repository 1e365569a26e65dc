/** The traffic panel: throughput by outcome over latency, one time axis, and both as a table on demand. */
import { useRef, useState } from 'preact/hooks';
import type { Bucket, Metrics } from '../../lab/metrics.ts';
import type { FaultSpan } from '../folds/faults.ts';
import { useSize } from '../topology/use-size.ts';
import { placeFlags } from './flags.ts';
import { Latency } from './Latency.tsx';
import { timeScale } from './scale.ts';
import type { Span } from './scale.ts';
import { Throughput } from './Throughput.tsx';
import { count, ms, seconds } from './words.ts';
import './charts.css';

export interface TrafficChartsProps {
  readonly metrics: Metrics;
  /** ms: the moment the playhead stands at; nothing later is shown. */
  readonly now: number;
  /** `liveSpan(now)`, or a drill's whole run. */
  readonly span: Span;
  /** Ended ones too. */
  readonly faults: readonly FaultSpan[];
}

const MARGIN = { left: 44, right: 12 } as const;
/** px of the title line above each chart, and of the table's summary. */
const TITLE = 18;
const FOOTER = 28;

export function TrafficCharts({ metrics, now, span, faults }: TrafficChartsProps) {
  const frame = useRef<HTMLDivElement>(null);
  const size = useSize(frame);
  const { bucketMs } = metrics.traffic;
  // A slice that is not over yet would look like a drop.
  const buckets = metrics.traffic.between(span.from, Math.floor(now / bucketMs) * bucketMs);
  const last = buckets[buckets.length - 1];
  return (
    <div class="charts" ref={frame}>
      {size && size.width > 120 && (
        <Pair {...{ metrics, now, span, faults, buckets }} {...layout(size)} last={last} />
      )}
      <ChartTable buckets={buckets} bucketMs={bucketMs} />
    </div>
  );
}

interface PairProps extends TrafficChartsProps {
  readonly buckets: readonly Bucket[];
  readonly last: Bucket | undefined;
  readonly width: number;
  readonly height: number;
}

function Pair({ metrics, now, span, faults, buckets, last, width, height }: PairProps) {
  const { bucketMs } = metrics.traffic;
  const scale = timeScale(span, MARGIN.left, width - MARGIN.right);
  const flags = placeFlags(faults, scale, now);
  const shared = { buckets, bucketMs, scale, flags, faults, now, width };
  return (
    <>
      <div>
        <p class="ct">
          <b>requests/s</b> by outcome<span class="now">{last && nowWords(last, bucketMs)}</span>
        </p>
        <Throughput {...shared} height={Math.round(height * 0.52)} />
      </div>
      <div>
        <p class="ct">
          <b>latency</b> ms, log
          <span class="now">
            {last?.p50 !== undefined && `p50 ${short(last.p50)}, p99 ${short(last.p99!)}`}
          </span>
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

function nowWords(bucket: Bucket, bucketMs: number): string {
  const rate = (amount: number) => count(Math.round((amount * 1000) / bucketMs));
  const parts = [`${rate(bucket.ok)} ok`];
  if (bucket.slow > 0) parts.push(`${rate(bucket.slow)} slow`);
  if (bucket.failed > 0) parts.push(`${rate(bucket.failed)} failed`);
  return parts.join(', ');
}

const short = (value: number) => ms(value).replace(' ms', '');

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
              {['from s', 'ok', 'slow', 'failed', 'p50', 'p99'].map((head) => (
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
                <td>{b.p99 === undefined ? '–' : ms(b.p99)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </details>
  );
}
