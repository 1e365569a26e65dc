/** Small geometry that the hand-made figures share. Lengths are px of the drawing. */

/** A linear scale: maps `domain` to `range`, rounded to a tenth of a pixel. */
export function scale(domain: readonly [number, number], range: readonly [number, number]) {
  const [d0, d1] = domain;
  const [r0, r1] = range;
  return (value: number): number =>
    Math.round((r0 + ((value - d0) / (d1 - d0)) * (r1 - r0)) * 10) / 10;
}

/** The path of a cross of half-size `r` around a point. */
export const cross = (x: number, y: number, r: number): string =>
  `M${x - r} ${y - r}l${2 * r} ${2 * r}m0 ${-2 * r}l${-2 * r} ${2 * r}`;

/** The path of an arrow head at a point, pointing `right`, `left`, `up` or `down`. */
export function head(x: number, y: number, to: 'right' | 'left' | 'up' | 'down'): string {
  if (to === 'right') return `M${x} ${y}l-7 -3.6v7.2z`;
  if (to === 'left') return `M${x} ${y}l7 -3.6v7.2z`;
  if (to === 'down') return `M${x} ${y}l-3.6 -7h7.2z`;
  return `M${x} ${y}l-3.6 7h7.2z`;
}
