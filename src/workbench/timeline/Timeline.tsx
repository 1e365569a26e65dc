/** The run as a ruler: faults as bars that can be removed, moments of evidence, and the playhead. */
import { useRef } from 'preact/hooks';
import { n } from '../../lab/drawing/path.ts';
import { timeScale, timeTicks } from '../charts/scale.ts';
import type { Span, TimeScale } from '../charts/scale.ts';
import { seconds } from '../charts/words.ts';
import type { FaultSpan } from '../folds/faults.ts';
import { pressable } from '../topology/buttons.tsx';
import { useSize } from '../topology/use-size.ts';
import { lanesOf } from './lanes.ts';
import type { Bar } from './lanes.ts';
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

export interface TimelineProps {
  readonly span: Span;
  /** ms: where the playhead stands. */
  readonly now: number;
  /** Ended ones too. */
  readonly faults: readonly FaultSpan[];
  readonly marks?: readonly Mark[];
  readonly onMend: (fault: FaultSpan) => void;
  /** The reader chose a mark. Without it, marks are pictures. */
  readonly onPick?: (mark: Mark) => void;
}

const RULER = 24;
const ROW = 22;
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

function Ruler({
  span,
  now,
  faults,
  marks = [],
  onMend,
  onPick,
  width,
}: TimelineProps & { width: number }) {
  const named = width >= NAMED;
  const scale = timeScale(span, named ? 112 : 10, width - (named ? 20 : 12));
  const lanes = lanesOf(faults, scale, now);
  const tops: number[] = [];
  let y = RULER + 18;
  for (const lane of lanes) {
    tops.push(y);
    y += lane.rows * ROW;
  }
  const shown = marks
    .filter((mark) => mark.t <= now && scale.has(mark.t))
    .sort((a, b) => a.t - b.t);
  const hasMarks = named || shown.length > 0;
  const evidence = y;
  const height = hasMarks ? evidence + 20 : evidence;
  return (
    <svg
      class="tline"
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      height={height}
      role="group"
      aria-label={`Timeline, at ${seconds(now)} s`}
    >
      <Ticks scale={scale} />
      {lanes.map((lane, i) => (
        <LaneLine key={lane.name} name={named ? lane.name : ''} y={tops[i]!} scale={scale} />
      ))}
      {hasMarks && <LaneLine name={named ? 'moments' : ''} y={evidence} scale={scale} />}
      {lanes.map((lane, i) =>
        lane.bars.map((bar) => (
          <FaultBar
            key={`${bar.fault.id}@${bar.fault.from}`}
            bar={bar}
            y={tops[i]! + bar.row * ROW}
            onMend={onMend}
          />
        )),
      )}
      {shown.map((mark, i) => (
        <Diamond
          key={`${mark.t}${mark.label}`}
          mark={mark}
          x={scale.x(mark.t)}
          y={evidence}
          onPick={onPick}
          room={labelRoom(shown, i, scale)}
        />
      ))}
      {scale.has(now) && (
        <g class="phg" aria-hidden="true">
          <path class="ph" d={`M${n(scale.x(now))} 8V${height - 4}`} />
          <path class="phh" d={`M${n(scale.x(now) - 6)} 6h12v8l-6 7-6-7z`} />
        </g>
      )}
    </svg>
  );
}

function Ticks({ scale }: { scale: TimeScale }) {
  return (
    <g aria-hidden="true">
      {timeTicks(scale).map(({ t, major, label }) => (
        <g key={t}>
          <path class="tick" d={`M${n(scale.x(t))} ${RULER}v-${major ? 9 : 4}`} />
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
      <path class="axis" d={`M${n(scale.left)} ${RULER}H${n(scale.right)}`} />
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

function FaultBar({ bar, y, onMend }: { bar: Bar; y: number; onMend: (fault: FaultSpan) => void }) {
  const { fault, x, width, active } = bar;
  const from = `from ${seconds(fault.from)} s`;
  const press = () => onMend(fault);
  const button = active && pressable(`Remove fault: ${fault.title}, ${from} on`, press);
  const icon = fault.form === 'slow' ? '#i-slow' : '#i-cross';
  const text = [fault.title, fault.label].find(
    (words) => 20 + words.length * 6.6 + (active ? 18 : 4) <= width,
  );
  return (
    <g
      class={`fb f-${fault.form}${active ? '' : ' is-over'}`}
      {...(button || {
        role: 'img',
        'aria-label': `${fault.title}, ${from} to ${seconds(fault.until ?? 0)} s`,
      })}
      {...(button && {
        onKeyDown: (event: KeyboardEvent) => {
          if (
            event.key !== 'Delete' &&
            event.key !== 'Backspace' &&
            event.key !== 'Enter' &&
            event.key !== ' '
          )
            return;
          event.preventDefault();
          press();
        },
      })}
    >
      {active && <rect class="hit" x={n(x)} y={y - 11} width={n(width)} height="22" />}
      <rect class="fb-bar" x={n(x)} y={y - 8} width={n(width)} height="16" rx="3" />
      <use href={icon} x={n(x + 4)} y={y - 5} width="10" height="10" />
      {text && (
        <text x={n(x + 20)} y={y + 4}>
          {text}
        </text>
      )}
      {active && width > 40 && (
        <use href="#i-cross" class="fc-x" x={n(x + width - 14)} y={y - 4} width="8" height="8" />
      )}
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
