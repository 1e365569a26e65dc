import { scheduler, setImmediate, setInterval, setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';

console.log(await setTimeout(5, 'value'), await setImmediate('now'));
const abort = new AbortController();
const waiting = setTimeout(1000, 'never', { signal: abort.signal });
abort.abort();
await waiting.catch((error: NodeJS.ErrnoException) =>
  console.log(error.name, error.code, error.message),
);
let n = 0;
for await (const value of setInterval(3, 'beat')) {
  console.log(value, ++n);
  if (n === 3) break;
}
const begun = performance.now();
await scheduler.wait(20);
await scheduler.yield();
console.log(performance.now() - begun >= 19);
console.log(await promisify(globalThis.setTimeout)(1, 'promisified'));
