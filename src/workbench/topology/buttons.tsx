/** The parts of the drawing that can be pressed: by pointer, Enter or Space. */
import type { JSX } from 'preact';
import type { PlacedChip } from '../../lab/drawing/chips.ts';
import { n } from '../../lab/drawing/path.ts';
import type { PlacedLink } from '../../lab/drawing/types.ts';
import type { FaultSpan } from '../folds/faults.ts';

/** Attributes that make a group of the drawing a button. */
export function pressable(
  name: string,
  press: () => void,
  pressed?: boolean,
): JSX.SVGAttributes<SVGGElement> {
  return {
    role: 'button',
    // In lower case: SVG knows no other spelling.
    tabindex: 0,
    'aria-label': name,
    ...(pressed === undefined ? {} : { 'aria-pressed': pressed }),
    onClick: press,
    onKeyDown: (event) => {
      if (event.key !== 'Enter' && event.key !== ' ') return;
      event.preventDefault();
      press();
    },
  };
}

export interface LinkButtonProps {
  readonly link: PlacedLink;
  readonly faults: readonly FaultSpan[];
  readonly selected: boolean;
  readonly onSelect: () => void;
}

/** A broad, unseen line over a link. */
export function LinkButton({ link, faults, selected, onSelect }: LinkButtonProps) {
  const state = faults.length === 0 ? 'no faults' : faults.map((fault) => fault.label).join(', ');
  return (
    <g
      class={`l-hit${selected ? ' is-sel' : ''}`}
      {...pressable(`Link from ${link.from} to ${link.to}, ${state}`, onSelect, selected)}
    >
      <path class="l-ring" d={link.path.d} />
      <path class="l-target" d={link.path.d} />
    </g>
  );
}

export interface ChipButtonProps {
  readonly chip: PlacedChip;
  /** `lb to web-3 +60 ms`. */
  readonly title: string;
  readonly onRemove: () => void;
}

/** The fault chip of a link: pressing it, or Delete, removes the fault. */
export function ChipButton({ chip, title, onRemove }: ChipButtonProps) {
  const { x, y, w, h } = chip.box;
  const press = pressable(`Remove fault: ${title}`, onRemove);
  return (
    <g
      {...press}
      class={`fc f-${chip.form}`}
      transform={`translate(${n(x)} ${n(y)})`}
      onKeyDown={(event) => {
        if (event.key === 'Delete' || event.key === 'Backspace') onRemove();
        else press.onKeyDown?.(event);
      }}
    >
      <rect class="hit" x="-6" y="-11" width={n(w + 12)} height={h + 22} />
      <rect width={n(w)} height={h} rx={h / 2} />
      <use
        href={chip.form === 'slow' ? '#i-slow' : '#i-cross'}
        x="7"
        y="5"
        width="12"
        height="12"
      />
      <text x="23" y="15">
        {chip.label}
      </text>
      <use class="fc-x" href="#i-cross" x={n(w - 18)} y="6.5" width="9" height="9" />
    </g>
  );
}
