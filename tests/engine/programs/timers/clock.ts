import { performance as same } from 'node:perf_hooks';

const t0 = Date.now();
const p0 = performance.now();
const h0 = process.hrtime.bigint();
const old = process.hrtime();
await new Promise((resolve) => setTimeout(resolve, 50));
const near = (ms: number): boolean => ms >= 48 && ms < 500;
console.log(
  near(Date.now() - t0),
  near(performance.now() - p0),
  near(Number(process.hrtime.bigint() - h0) / 1e6),
);
const [s, ns] = process.hrtime(old);
console.log(near(s * 1000 + ns / 1e6), same === performance, process.uptime() > 0.04);
console.log(
  new Date(t0).getTime() === t0,
  Math.abs(performance.timeOrigin + p0 - t0) < 20,
  typeof Date(),
  new Date() instanceof Date,
);
console.log(
  new Date(2020, 0, 31, 12).toISOString().slice(0, 10),
  new Date('2024-02-30').toString().slice(0, 7),
  Date.UTC(2000, 1),
);
let before = process.hrtime.bigint();
let monotonic = true;
for (let i = 0; i < 1000; i++) {
  const now = process.hrtime.bigint();
  monotonic &&= now >= before;
  before = now;
}
const end = Date.now() + 20;
let spins = 0;
while (Date.now() < end) spins++;
console.log(monotonic, spins > 10);
