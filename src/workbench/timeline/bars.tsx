/** Faults as bars: those that happened can be chosen and ended, those to come dragged as well. */
import { useState } from 'preact/hooks';
import { n } from '../../lab/drawing/path.ts';
import type { TimeScale } from '../charts/scale.ts';
import { seconds } from '../charts/words.ts';
import type { FaultSpan } from '../folds/faults.ts';
import { pressable } from '../topology/buttons.tsx';
import { dragging, STILL } from './drag.ts';
import type { Bar, Spell } from './lanes.ts';
import type { PlanSpan } from './planned.ts';

export interface BarActions {
  readonly onChoose: (fault: Spell) => void;
  /** Ends what lasts, takes back what is planned. */
  readonly onDelete: (fault: Spell) => void;
  readonly onMove: (fault: PlanSpan, byMs: number) => void;
}

interface BarProps<T extends Spell> extends BarActions {
  readonly bar: Bar<T>;
  readonly y: number;
  readonly chosen: boolean;
}

export function FaultBar({ bar, y, chosen, onChoose, onDelete }: BarProps<FaultSpan>) {
  const { fault, active } = bar;
  const when = active
    ? `since ${seconds(fault.from)} s`
    : `from ${seconds(fault.from)} to ${seconds(fault.until ?? 0)} s`;
  const press = pressable(`Fault: ${fault.title}, ${when}`, () => onChoose(fault), chosen);
  return (
    <g
      class={`fb f-${fault.form}${active ? '' : ' is-over'}${chosen ? ' is-sel' : ''}`}
      {...press}
      onKeyDown={(event) => {
        if (!isDelete(event) || !active) return press.onKeyDown?.(event);
        event.preventDefault();
        onDelete(fault);
      }}
    >
      <Shape bar={bar} x={bar.x} y={y} onCross={active ? () => onDelete(fault) : undefined} />
    </g>
  );
}

/** ms of an arrow key, with and without Shift, and of Page Up and Down. */
const STEP = 500;
const FINE = 100;
const PAGE = 5000;

export function PlanBar(props: BarProps<PlanSpan> & { scale: TimeScale }) {
  const { bar, y, chosen, scale, onChoose, onDelete, onMove } = props;
  const { fault } = bar;
  const [by, setBy] = useState(0);
  const perMs = (scale.right - scale.left) / (scale.to - scale.from);
  const from = fault.from + by / perMs;
  const lasts =
    fault.until === undefined
      ? ''
      : fault.until > fault.from
        ? `, for ${seconds(fault.until - fault.from)} s`
        : '';
  return (
    <g
      class={`fb plan f-${fault.form}${chosen ? ' is-sel' : ''}`}
      role="slider"
      tabindex={0}
      aria-label={`Planned: ${fault.title}`}
      aria-valuemin={0}
      aria-valuemax={Math.round(scale.to) / 1000}
      aria-valuenow={Math.round(from) / 1000}
      aria-valuetext={`at ${seconds(from)} s${lasts}`}
      onFocus={() => onChoose(fault)}
      onKeyDown={(event) => {
        const step = stepOf(event);
        if (step === undefined && !isDelete(event)) return;
        event.preventDefault();
        if (step === undefined) onDelete(fault);
        else onMove(fault, step);
      }}
      {...dragging(
        (drag) => setBy(Math.abs(drag.by) < STILL ? 0 : drag.by),
        (drag) => {
          setBy(0);
          if (drag && Math.abs(drag.by) >= STILL) onMove(fault, drag.by / perMs);
        },
      )}
    >
      <Shape bar={bar} x={bar.x + by} y={y} onCross={() => onDelete(fault)} />
      {by !== 0 && (
        <text class="tl" x={n(bar.x + by)} y={y - 12}>
          {seconds(from)} s
        </text>
      )}
    </g>
  );
}

interface ShapeProps {
  readonly bar: Bar;
  readonly x: number;
  readonly y: number;
  readonly onCross: (() => void) | undefined;
}

/** px of the end of a bar that ends it; keys have Delete. */
const CROSS = 24;

function Shape({ bar: { fault, width }, x, y, onCross }: ShapeProps) {
  const cross = onCross && width > 2 * CROSS;
  const text = [fault.title, fault.label].find(
    (words) => 20 + words.length * 6.6 + (cross ? 18 : 4) <= width,
  );
  return (
    <>
      <rect class="hit" x={n(x)} y={y - 12} width={n(width)} height="24" />
      <rect class="fb-bar" x={n(x)} y={y - 8} width={n(width)} height="16" rx="3" />
      <use
        href={fault.form === 'slow' ? '#i-slow' : '#i-cross'}
        x={n(x + 5)}
        y={y - 5}
        width="10"
        height="10"
      />
      {text && (
        <text x={n(x + 20)} y={y + 4}>
          {text}
        </text>
      )}
      {cross && (
        <g
          aria-hidden="true"
          onPointerDown={(event) => event.stopPropagation()}
          onClick={(event) => {
            event.stopPropagation();
            onCross();
          }}
        >
          <rect class="hit" x={n(x + width - CROSS)} y={y - 12} width={CROSS} height="24" />
          <use href="#i-cross" class="fc-x" x={n(x + width - 14)} y={y - 4} width="8" height="8" />
        </g>
      )}
    </>
  );
}

function stepOf(event: KeyboardEvent): number | undefined {
  const step = event.shiftKey ? FINE : STEP;
  if (event.key === 'ArrowLeft' || event.key === 'ArrowDown') return -step;
  if (event.key === 'ArrowRight' || event.key === 'ArrowUp') return step;
  if (event.key === 'PageDown') return -PAGE;
  return event.key === 'PageUp' ? PAGE : undefined;
}

function isDelete(event: KeyboardEvent): boolean {
  return event.key === 'Delete' || event.key === 'Backspace';
}
