/** What every chart shares: the time axis, the flags of faults, the playhead. */
import { n } from '../../lab/drawing/path.ts';
import type { FaultSpan } from '../folds/faults.ts';
import type { Flag } from './flags.ts';
import { timeTicks } from './scale.ts';
import type { TimeScale } from './scale.ts';

export interface Plot {
  readonly scale: TimeScale;
  /** px: the first and last row of the plot. */
  readonly top: number;
  readonly bottom: number;
}

export function TimeAxis({ plot, labels }: { plot: Plot; labels: boolean }) {
  const { scale, bottom } = plot;
  return (
    <g aria-hidden="true">
      <path class="axis" d={`M${n(scale.left)} ${bottom}H${n(scale.right)}`} />
      {timeTicks(scale).map(({ t, major, label }) => (
        <g key={t}>
          <path class="tick" d={`M${n(scale.x(t))} ${bottom}v${major ? 6 : 3}`} />
          {labels && label && (
            <text
              class="tl"
              x={n(scale.x(t))}
              y={bottom + 17}
              text-anchor={label.endsWith('s') ? 'end' : 'middle'}
              dx={label.endsWith('s') ? 8 : 0}
            >
              {label}
            </text>
          )}
        </g>
      ))}
    </g>
  );
}

/** Where something is broken, the plot is tinted for as long as it lasts. */
export function FaultWindows({
  faults,
  plot,
  now,
}: {
  faults: readonly FaultSpan[];
  plot: Plot;
  now: number;
}) {
  const { scale, top, bottom } = plot;
  return (
    <g aria-hidden="true">
      {faults
        .filter((fault) => fault.form === 'cross' && fault.from <= now)
        .map((fault) => {
          const from = Math.max(scale.left, scale.x(fault.from));
          const to = Math.min(scale.right, scale.x(Math.min(fault.until ?? now, now)));
          if (to <= from) return null;
          return (
            <rect
              key={fault.id + fault.from}
              class="win"
              x={n(from)}
              y={top}
              width={n(to - from)}
              height={bottom - top}
            />
          );
        })}
    </g>
  );
}

export function FlagLines({
  flags,
  plot,
  labels,
}: {
  flags: readonly Flag[];
  plot: Plot;
  labels: boolean;
}) {
  const { top, bottom } = plot;
  return (
    <g aria-hidden="true">
      {flags.map(({ t, x, form, icon, label, side }) => (
        <g key={`${t}${form}`}>
          <path class={`flag f-${form}`} d={`M${n(x)} ${labels ? top - 4 : top}V${bottom}`} />
          {labels && (
            <use
              href={`#${icon}`}
              class={`fi f-${form}`}
              x={n(side === 'right' ? x + 4 : x - 14)}
              y={top - 19}
              width="10"
              height="10"
            />
          )}
          {labels && label && (
            <text
              class="tl fl"
              x={n(side === 'right' ? x + 18 : x - 18)}
              y={top - 10}
              text-anchor={side === 'right' ? 'start' : 'end'}
            >
              {label}
            </text>
          )}
        </g>
      ))}
    </g>
  );
}

export function Playhead({ plot, now }: { plot: Plot; now: number }) {
  const { scale, top, bottom } = plot;
  if (!scale.has(now)) return null;
  return <path class="ph" d={`M${n(scale.x(now))} ${top}V${bottom + 6}`} aria-hidden="true" />;
}
