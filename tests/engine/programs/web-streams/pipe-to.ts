import { setTimeout as wait } from 'node:timers/promises';

const log: string[] = [];
let next = 0;
const source = new ReadableStream<number>(
  {
    pull(controller) {
      if (next === 4) controller.close();
      else controller.enqueue(next++);
    },
  },
  { highWaterMark: 0 },
);
const sink = new WritableStream<number>(
  {
    async write(value) {
      log.push(`begin ${value}`);
      await wait(20);
      log.push(`end ${value}`);
    },
    close: () => void log.push('close'),
  },
  { highWaterMark: 1 },
);
await source.pipeTo(sink);
console.log(log);

const controller = new AbortController();
const endless = new ReadableStream<number>({
  pull: (pulled) => pulled.enqueue(1),
  cancel: (reason) => void told.push(`cancel ${(reason as Error).name}`),
});
let written = 0;
// Which of the two is told first is the platform's own to say.
const told: string[] = [];
const slow = new WritableStream({
  async write() {
    if (++written === 2) controller.abort();
    await wait(50);
  },
  abort: (reason) => void told.push(`abort ${(reason as Error).name}`),
});
try {
  await endless.pipeTo(slow, { signal: controller.signal });
} catch (error) {
  console.log((error as Error).name, written, told.sort());
}
