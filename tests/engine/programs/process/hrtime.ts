const begin = process.hrtime();
const bigBegin = process.hrtime.bigint();
console.log(begin.length, begin.every(Number.isInteger), typeof bigBegin);
setTimeout(() => {
  const [seconds, nanoseconds] = process.hrtime(begin);
  const ms = seconds * 1000 + nanoseconds / 1e6;
  const bigMs = Number(process.hrtime.bigint() - bigBegin) / 1e6;
  console.log(seconds, nanoseconds >= 0 && nanoseconds < 1e9);
  console.log(ms >= 99 && ms < 600, bigMs >= 99 && bigMs < 600);
  console.log(process.uptime() > 0.09, Number.isFinite(process.uptime()));
}, 100);
try {
  process.hrtime(5 as never);
} catch (error) {
  console.log((error as NodeJS.ErrnoException).code);
}
