/** The cursor that all charts share: a line at a moment that the reader points at, and how to point. */
import type { ReadonlySignal } from '@preact/signals';
import type { JSX } from 'preact';
import { n } from '../../lab/drawing/path.ts';
import type { Plot } from './Frame.tsx';

/** ms; undefined while nobody points. */
export type Cursor = ReadonlySignal<number | undefined>;

export interface Pointing {
  readonly cursor: Cursor;
  readonly onPoint: (t: number | undefined) => void;
  /** The reader chose the moment: go there. */
  readonly onGo: (t: number) => void;
}

/** Redraws by itself: the chart under it does not. */
export function CursorLine({ cursor, plot }: { cursor: Cursor; plot: Plot }) {
  const t = cursor.value;
  const { scale, top, bottom } = plot;
  if (t === undefined || !scale.has(t)) return null;
  return <path class="cur" d={`M${n(scale.x(t))} ${top - 4}V${bottom + 4}`} aria-hidden="true" />;
}

/**
 * An unseen sheet over the plot that hears the pointer. A mouse that leaves points no more, and its
 * press goes to the moment; a finger leaves the cursor where it was lifted.
 */
export function PointSheet({ pointing, plot, known }: PointSheetProps) {
  const { scale, top, bottom } = plot;
  const at = (event: JSX.TargetedMouseEvent<SVGRectElement>) => {
    const left = event.currentTarget.ownerSVGElement?.getBoundingClientRect().left ?? 0;
    return Math.min(known, scale.t(event.clientX - left));
  };
  return (
    <rect
      class="sheet"
      x={n(scale.left)}
      y={top}
      width={n(scale.right - scale.left)}
      height={Math.max(0, bottom - top)}
      aria-hidden="true"
      onPointerDown={(event) => pointing.onPoint(at(event))}
      onPointerMove={(event) => pointing.onPoint(at(event))}
      onPointerLeave={(event) => {
        if (event.pointerType === 'mouse') pointing.onPoint(undefined);
      }}
      onClick={(event) => {
        if ((event as unknown as PointerEvent).pointerType !== 'touch') pointing.onGo(at(event));
      }}
    />
  );
}

interface PointSheetProps {
  readonly pointing: Pointing;
  readonly plot: Plot;
  /** ms: up to where the run is known. */
  readonly known: number;
}

/** Looking back: what came after the moment that is shown is pale. */
export function Later({ plot, now, known }: { plot: Plot; now: number; known: number }) {
  const { scale, top, bottom } = plot;
  const from = Math.max(scale.left, scale.x(now));
  const to = Math.min(scale.right, scale.x(known));
  if (to - from < 1) return null;
  return (
    <rect
      class="later"
      x={n(from)}
      y={top}
      width={n(to - from)}
      height={bottom - top}
      aria-hidden="true"
    />
  );
}
