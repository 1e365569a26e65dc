/** The charts in words: one sentence each, for those who do not see them. */
import type { Bucket } from '../../lab/metrics.ts';
import type { Traffic } from '../../lab/metrics/traffic.ts';
import { msLabel } from './scale.ts';

export function trafficWords(buckets: readonly Bucket[], bucketMs: number): string {
  const first = buckets[0];
  const last = buckets[buckets.length - 1];
  const total = sum(buckets, (b) => b.ok + b.slow + b.failed);
  if (!first || !last || total === 0) return 'Throughput by outcome: no requests have ended yet.';
  const peak = Math.max(...buckets.map((b) => b.ok + b.slow + b.failed)) / (bucketMs / 1000);
  const failed = sum(buckets, (b) => b.failed);
  const slow = sum(buckets, (b) => b.slow);
  const when = `from ${seconds(first.from)} to ${seconds(last.from + bucketMs)} s`;
  const bad =
    failed === 0 ? 'none failed' : `${count(failed)} failed${failedWhen(buckets, bucketMs)}`;
  const late = slow === 0 ? 'none were slow' : `${count(slow)} were slow`;
  return `Throughput by outcome ${when}: ${count(total)} requests ended, up to ${count(Math.round(peak))} a second; ${bad}; ${late}.`;
}

export function latencyWords(buckets: readonly Bucket[], bucketMs: number): string {
  const known = buckets.filter((b) => b.p50 !== undefined && b.p99 !== undefined);
  const last = known[known.length - 1];
  if (!last) return 'Latency: no good answers yet.';
  const worst = known.reduce((a, b) => (b.p99! > a.p99! ? b : a));
  return (
    `Latency of good answers: p50 ${ms(last.p50!)}, p95 ${ms(last.p95!)} and p99 ${ms(last.p99!)} at ${seconds(last.from + bucketMs)} s; ` +
    `p99 was highest at ${seconds(worst.from + bucketMs)} s, with ${ms(worst.p99!)}.`
  );
}

/** The slice that holds a moment; the last whole one before it, where it need not be over yet. */
export function bucketAt(traffic: Traffic, t: number, whole: boolean): Bucket | undefined {
  const { bucketMs } = traffic;
  const from = (Math.floor(t / bucketMs) - (whole ? 1 : 0)) * bucketMs;
  return traffic.between(from, from + bucketMs)[0];
}

/** `159 ok, 80 failed`, a second. */
export function rateNow(bucket: Bucket, bucketMs: number): string {
  const rate = (amount: number) => count(Math.round((amount * 1000) / bucketMs));
  const parts = [`${rate(bucket.ok)} ok`];
  if (bucket.slow > 0) parts.push(`${rate(bucket.slow)} slow`);
  if (bucket.failed > 0) parts.push(`${rate(bucket.failed)} failed`);
  return parts.join(', ');
}

/** `p50 25, p95 90, p99 154`. */
export function latencyNow({ p50, p95, p99 }: Bucket): string | undefined {
  if (p50 === undefined || p95 === undefined || p99 === undefined) return undefined;
  const short = (value: number) => ms(value).replace(' ms', '');
  return `p50 ${short(p50)}, p95 ${short(p95)}, p99 ${short(p99)}`;
}

function failedWhen(buckets: readonly Bucket[], bucketMs: number): string {
  const bad = buckets.filter((b) => b.failed > 0);
  const first = bad[0]!;
  const last = bad[bad.length - 1]!;
  return `, between ${seconds(first.from)} and ${seconds(last.from + bucketMs)} s`;
}

/** `12.5` from ms. */
export function seconds(t: number): string {
  return String(Math.round(t / 100) / 10);
}

/** `25 ms`, `1.2 s`: two digits are enough to read. */
export function ms(value: number): string {
  const rounded = Number(value.toPrecision(value >= 100 ? 3 : 2));
  return rounded >= 1000 ? msLabel(rounded) : `${msLabel(rounded)} ms`;
}

/** `1,234`. */
export function count(value: number): string {
  return value.toLocaleString('en');
}

function sum(buckets: readonly Bucket[], of: (bucket: Bucket) => number): number {
  return buckets.reduce((total, bucket) => total + of(bucket), 0);
}
