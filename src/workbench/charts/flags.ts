/** Faults as flags: a line down every chart where one began or ended, its words where there is room. */
import type { FaultSpan } from '../folds/faults.ts';
import type { TimeScale } from './scale.ts';

export interface Flag {
  readonly t: number;
  readonly x: number;
  readonly form: 'slow' | 'cross' | 'end';
  readonly icon: string;
  /** Absent where it would run into its neighbours. */
  readonly label?: string;
  /** Which side of the line the words are on. */
  readonly side: 'left' | 'right';
}

const ICON = { slow: 'i-slow', cross: 'i-cross', end: 'i-play' } as const;
/** px before the words: the icon and its gaps. */
const ICON_ROOM = 18;
const EM = 0.6 * 11;

export function placeFlags(faults: readonly FaultSpan[], scale: TimeScale, now: number): Flag[] {
  const moments = faults
    .flatMap((fault) => [
      { t: fault.from, form: fault.form, label: fault.title },
      ...(fault.until === undefined
        ? []
        : [{ t: fault.until, form: 'end' as const, label: endWords(fault) }]),
    ])
    .filter(({ t }) => t <= now && scale.has(t))
    .sort((a, b) => a.t - b.t);
  const taken: { from: number; to: number }[] = [];
  const lines = moments.map(({ t }) => scale.x(t));
  return moments.map(({ t, form, label }, i) => {
    const x = scale.x(t);
    const width = ICON_ROOM + label.length * EM;
    const fits = (from: number, to: number) =>
      from >= scale.left - 40 &&
      to <= scale.right + 8 &&
      taken.every((other) => to < other.from || from > other.to) &&
      lines.every((line, k) => k === i || line <= from || line >= to);
    const base = { t, x, form, icon: ICON[form] };
    for (const side of ['right', 'left'] as const) {
      const from = side === 'right' ? x : x - width;
      if (!fits(from, from + width)) continue;
      taken.push({ from, to: from + width });
      return { ...base, label, side };
    }
    return { ...base, side: 'right' };
  });
}

function endWords(fault: FaultSpan): string {
  return fault.id.startsWith('state:') ? `${fault.machine} back` : `${fault.label} ended`;
}
