/** The ruler's band as a slider: where the playhead stands, and the way to any other moment. */
import { n } from '../../lab/drawing/path.ts';
import type { TimeScale } from '../charts/scale.ts';
import { dragging } from './drag.ts';

export interface ScrubberProps {
  readonly scale: TimeScale;
  /** ms: where the playhead stands. */
  readonly at: number;
  /** ms: the earliest moment and the latest one that can be seen. */
  readonly reach: number;
  readonly end: number;
  /** px: of the whole drawing. */
  readonly height: number;
  /** In words: `12.626 s, now`. */
  readonly says: string;
  readonly onSeek?: ((t: number) => void) | undefined;
}

/** px: high enough for a finger's tip; the lanes begin below. */
export const BAND = 28;
/** ms of an arrow key and of Page Up and Down. */
const STEP = 100;
const PAGE = 5000;

export function Scrubber({ scale, at, reach, end, height, says, onSeek }: ScrubberProps) {
  const x = n(scale.x(Math.min(at, scale.to)));
  const from = Math.max(scale.left, scale.x(reach));
  const drawing = (
    <>
      <path class="kept" d={`M${n(from)} ${BAND - 4}H${n(Math.max(from, scale.x(end)))}`} />
      <path class="ph" d={`M${x} 8V${n(height - 4)}`} />
      <path class="phh" d={`M${x} 22l-6-7V6h12v9z`} />
    </>
  );
  if (!onSeek) return <g aria-hidden="true">{drawing}</g>;
  const seek = (t: number) => onSeek(Math.min(end, Math.max(reach, t)));
  return (
    <g
      class="scrub"
      role="slider"
      // In lower case: SVG knows no other spelling.
      tabindex={0}
      aria-label="Moment shown"
      aria-valuemin={seconds(reach)}
      aria-valuemax={seconds(end)}
      aria-valuenow={seconds(at)}
      aria-valuetext={says}
      onKeyDown={(event) => {
        const next = byKey(event, at, reach, end);
        if (next === undefined) return;
        event.preventDefault();
        seek(next);
      }}
      {...dragging(
        ({ x: place }) => seek(scale.t(place)),
        () => undefined,
      )}
    >
      <rect class="hit" x="0" y="0" width={n(scale.right + 24)} height={BAND} />
      {drawing}
    </g>
  );
}

function byKey(event: KeyboardEvent, at: number, reach: number, end: number): number | undefined {
  switch (event.key) {
    case 'ArrowLeft':
    case 'ArrowDown':
      return at - STEP;
    case 'ArrowRight':
    case 'ArrowUp':
      return at + STEP;
    case 'PageDown':
      return at - PAGE;
    case 'PageUp':
      return at + PAGE;
    case 'Home':
      return reach;
    case 'End':
      return end;
    default:
      return undefined;
  }
}

function seconds(ms: number): number {
  return Math.round(ms) / 1000;
}
