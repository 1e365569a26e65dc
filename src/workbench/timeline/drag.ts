/** Dragging with any pointer: how far it is from where it went down, in px of the drawing. */
import type { JSX } from 'preact';

type Handlers = Pick<
  JSX.SVGAttributes<SVGGElement>,
  'onPointerDown' | 'onPointerMove' | 'onPointerUp' | 'onPointerCancel'
>;

export interface Drag {
  /** px from the drawing's left edge. */
  readonly x: number;
  /** px since it went down. */
  readonly by: number;
}

/** px that a press may tremble. */
export const STILL = 4;

/** `drop` is called with undefined when the drag was called off. */
export function dragging(
  move: (drag: Drag) => void,
  drop: (drag: Drag | undefined) => void,
): Handlers {
  const read = (event: JSX.TargetedPointerEvent<SVGGElement>): Drag => {
    const frame = event.currentTarget.ownerSVGElement?.getBoundingClientRect();
    const start = Number(event.currentTarget.dataset['from'] ?? event.clientX);
    return { x: event.clientX - (frame?.left ?? 0), by: event.clientX - start };
  };
  const holds = (event: JSX.TargetedPointerEvent<SVGGElement>) =>
    event.currentTarget.hasPointerCapture(event.pointerId);
  return {
    onPointerDown(event) {
      if (event.button !== 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      event.currentTarget.dataset['from'] = String(event.clientX);
      move(read(event));
    },
    onPointerMove(event) {
      if (holds(event)) move(read(event));
    },
    onPointerUp(event) {
      if (holds(event)) drop(read(event));
    },
    onPointerCancel() {
      drop(undefined);
    },
  };
}
