import { performance as same } from 'node:perf_hooks';

console.log(same === performance);
const mark = performance.mark('begin', { detail: { a: 1 } });
console.log(mark.name, mark.entryType, mark.duration, mark.detail, mark.startTime >= 0);
await new Promise((resolve) => setTimeout(resolve, 60));
performance.mark('end');
const measure = performance.measure('span', 'begin', 'end');
console.log(measure.name, measure.entryType, measure.duration >= 59 && measure.duration < 300);
console.log(performance.getEntriesByName('span').length, performance.getEntriesByType('mark').length);
performance.clearMarks('begin');
console.log(performance.getEntries().map(({ name }) => name));
performance.clearMeasures();
console.log(performance.getEntries().length, Object.keys(performance.eventLoopUtilization()));
console.log(Math.abs(Date.now() - (performance.timeOrigin + performance.now())) < 50);
try {
  performance.measure('x', 'no such mark');
} catch (error) {
  console.log((error as Error).name);
}
