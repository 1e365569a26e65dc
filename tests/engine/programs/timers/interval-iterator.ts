import { setInterval } from 'node:timers/promises';

let count = 0;
const begin = performance.now();
for await (const value of setInterval(50, 'tick')) {
  console.log(value, ++count);
  if (count === 3) break;
}
const took = performance.now() - begin;
console.log(took >= 149 && took < 400);
const controller = new AbortController();
try {
  for await (const value of setInterval(40, count, { signal: controller.signal })) {
    console.log('more', value);
    controller.abort();
  }
} catch (error) {
  console.log((error as Error).name, (error as NodeJS.ErrnoException).code);
}
