/** Times and speeds as the workbench writes them. */
import type { Speed } from '../engine/contract.ts';

/** `12.626` from ms. */
export function seconds(ms: number): string {
  return (ms / 1000).toFixed(3);
}

/** `26.0 ms`, or `1.2 s` from a second on. */
export function duration(ms: number): string {
  if (ms >= 1000) return `${(ms / 1000).toFixed(1)} s`;
  return `${ms.toFixed(ms < 100 ? 1 : 0)} ms`;
}

export function speedLabel(speed: Speed): string {
  return speed === Infinity ? '×max' : `×${String(speed)}`;
}

/** For a screen reader. */
export function speedWords(speed: Speed): string {
  if (speed === Infinity) return 'as fast as it goes';
  if (speed === 1) return 'real time';
  return speed < 1
    ? `${String(Math.round(1 / speed))} times slower`
    : `${String(speed)} times faster`;
}

/** How long ago, for people: `a moment ago`, `3 minutes ago`. */
export function agoWords(ms: number): string {
  const minutes = Math.floor(ms / 60_000);
  const [n, unit] =
    minutes < 60
      ? [minutes, 'minute']
      : minutes < 1440
        ? [Math.floor(minutes / 60), 'hour']
        : [Math.floor(minutes / 1440), 'day'];
  if (n < 1) return 'a moment ago';
  return `${String(n)} ${n === 1 ? unit : `${unit}s`} ago`;
}
