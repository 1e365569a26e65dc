/** The run as a ruler: a slider to any moment, faults that were and that are planned, evidence. */
import { useRef } from 'preact/hooks';
import type { ReadonlySignal } from '@preact/signals';
import { n } from '../../lab/drawing/path.ts';
import { timeScale, timeTicks } from '../charts/scale.ts';
import type { Span, TimeScale } from '../charts/scale.ts';
import { seconds } from '../charts/words.ts';
import type { FaultSpan } from '../folds/faults.ts';
import { pressable } from '../topology/buttons.tsx';
import { useSize } from '../topology/use-size.ts';
import { FaultBar, PlanBar } from './bars.tsx';
import type { BarActions } from './bars.tsx';
import { isPlanned, lanesOf } from './lanes.ts';
import type { PlanSpan } from './planned.ts';
import { BAND, Scrubber } from './Scrubber.tsx';
import './timeline.css';

/** A moment worth marking: a phase of a drill, a break-it, a check's evidence. */
export interface Mark {
  /** ms since the session began. */
  readonly t: number;
  /** Short, beside the mark. */
  readonly label: string;
  /** In full, for a screen reader: `First failed request, at 12.626 s`. */
  readonly title?: string;
  /** `bad` is evidence against. */
  readonly form?: 'bad' | 'plain';
}

export interface TimelineProps extends BarActions {
  readonly span: Span;
  /** ms: where the playhead stands. */
  readonly at: number;
  /** ms: the earliest moment that can be seen, and up to where the run is known. */
  readonly reach: number;
  readonly end: number;
  /** The moment in words, for the slider. */
  readonly says: string;
  /** Ended ones too. */
  readonly faults: readonly FaultSpan[];
  readonly plan?: readonly PlanSpan[];
  readonly marks?: readonly Mark[];
  /** Id of the bar that is chosen. */
  readonly chosen?: string | undefined;
  /** ms: a moment that the reader points at elsewhere. */
  readonly cursor?: ReadonlySignal<number | undefined>;
  /** Without it the playhead stands at the end, and nobody can move it. */
  readonly onSeek?: ((t: number) => void) | undefined;
  /** The reader chose a mark. Without it, marks are pictures. */
  readonly onPick?: (mark: Mark) => void;
}

const ROW = 24;
/** px: narrower than this, the lanes go without names. */
const NAMED = 520;

export function Timeline(props: TimelineProps) {
  const frame = useRef<HTMLDivElement>(null);
  const size = useSize(frame);
  return (
    <div class="tl-frame" ref={frame}>
      {size && size.width > 120 && <Ruler {...props} width={size.width} />}
    </div>
  );
}

function Ruler(props: TimelineProps & { width: number }) {
  const { span, end, faults, plan = [], marks = [], chosen, onPick, width } = props;
  const named = width >= NAMED;
  const scale = timeScale(span, named ? 112 : 10, width - (named ? 20 : 12));
  const lanes = lanesOf(faults, scale, end, plan);
  const tops: number[] = [];
  let y = BAND + 14;
  for (const lane of lanes) {
    tops.push(y);
    y += lane.rows * ROW;
  }
  const shown = marks
    .filter((mark) => mark.t <= end && scale.has(mark.t))
    .sort((a, b) => a.t - b.t);
  const hasMarks = named || shown.length > 0;
  const height = hasMarks ? y + 16 : y - 8;
  const { onChoose, onDelete, onMove } = props;
  return (
    <svg
      class="tline"
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      height={height}
      role="group"
      aria-label="Timeline"
    >
      <Ticks scale={scale} />
      {lanes.map((lane, i) => (
        <LaneLine key={lane.name} name={named ? lane.name : ''} y={tops[i]!} scale={scale} />
      ))}
      {hasMarks && <LaneLine name={named ? 'moments' : ''} y={y} scale={scale} />}
      <Scrubber {...props} scale={scale} height={height} />
      {lanes.map((lane, i) =>
        lane.bars.map((bar) => {
          const { fault } = bar;
          const shared = {
            y: tops[i]! + bar.row * ROW,
            chosen: barId(fault) === chosen,
            onChoose,
            onDelete,
            onMove,
          };
          return isPlanned(fault) ? (
            <PlanBar key={fault.id} {...shared} bar={{ ...bar, fault }} scale={scale} />
          ) : (
            <FaultBar key={barId(fault)} {...shared} bar={{ ...bar, fault }} />
          );
        }),
      )}
      {shown.map((mark, i) => (
        <Diamond
          key={`${mark.t}${mark.label}`}
          mark={mark}
          x={scale.x(mark.t)}
          y={y}
          onPick={onPick}
          room={labelRoom(shown, i, scale)}
        />
      ))}
      {props.cursor && <CursorLine cursor={props.cursor} scale={scale} height={height} />}
    </svg>
  );
}

/** Tells the bars of a timeline apart: a fault may come again. */
export function barId(fault: { readonly id: string; readonly from: number }): string {
  return fault.id.startsWith('plan:') ? fault.id : `${fault.id}@${String(fault.from)}`;
}

function CursorLine(props: {
  cursor: ReadonlySignal<number | undefined>;
  scale: TimeScale;
  height: number;
}) {
  const t = props.cursor.value;
  if (t === undefined || !props.scale.has(t)) return null;
  const x = n(props.scale.x(t));
  return <path class="cur" d={`M${x} ${BAND - 4}V${n(props.height - 4)}`} aria-hidden="true" />;
}

function Ticks({ scale }: { scale: TimeScale }) {
  const foot = BAND - 4;
  return (
    <g aria-hidden="true">
      {timeTicks(scale).map(({ t, major, label }) => (
        <g key={t}>
          <path class="tick" d={`M${n(scale.x(t))} ${foot}v-${major ? 9 : 4}`} />
          {label && (
            <text
              class="tl"
              x={n(scale.x(t))}
              y="12"
              text-anchor={scale.x(t) > scale.right - 14 ? 'end' : 'middle'}
              dx={scale.x(t) > scale.right - 14 ? 10 : 0}
            >
              {label}
            </text>
          )}
        </g>
      ))}
      <path class="axis" d={`M${n(scale.left)} ${foot}H${n(scale.right)}`} />
    </g>
  );
}

function LaneLine({ name, y, scale }: { name: string; y: number; scale: TimeScale }) {
  return (
    <g aria-hidden="true">
      {name && (
        <text class="ll" x={n(scale.left - 14)} y={y + 4} text-anchor="end">
          {name}
        </text>
      )}
      <path class="lane" d={`M${n(scale.left)} ${y}H${n(scale.right)}`} />
    </g>
  );
}

interface DiamondProps {
  readonly mark: Mark;
  readonly x: number;
  readonly y: number;
  /** px to the next mark. */
  readonly room: number;
  readonly onPick: ((mark: Mark) => void) | undefined;
}

function Diamond({ mark, x, y, room, onPick }: DiamondProps) {
  const name = mark.title ?? `${mark.label}, at ${seconds(mark.t)} s`;
  return (
    <g
      class={`ev${mark.form === 'bad' ? ' bad' : ''}`}
      transform={`translate(${n(x)} ${y})`}
      {...(onPick ? pressable(name, () => onPick(mark)) : { role: 'img', 'aria-label': name })}
    >
      <rect class="hit" x="-12" y="-12" width="24" height="24" />
      <path d="M0-7 7 0 0 7-7 0Z" />
      {mark.label.length * 6.6 + 18 <= room && (
        <text class="tl" x="12" y="4">
          {mark.label}
        </text>
      )}
    </g>
  );
}

function labelRoom(marks: readonly Mark[], i: number, scale: TimeScale): number {
  const next = marks[i + 1];
  return (next ? scale.x(next.t) - 8 : scale.right) - scale.x(marks[i]!.t);
}
