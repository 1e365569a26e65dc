console.log(
  typeof globalThis.setTimeout,
  typeof Buffer,
  typeof process,
  typeof URL,
  typeof fetch,
  typeof AbortController,
  typeof structuredClone,
  typeof queueMicrotask,
  typeof EventTarget,
);
const target = new EventTarget();
target.addEventListener('go', (event) => console.log(event.type, event instanceof Event), {
  once: true,
});
target.dispatchEvent(new Event('go'));
target.dispatchEvent(new Event('go'));
const abort = new AbortController();
abort.signal.addEventListener('abort', () =>
  console.log('aborted', (abort.signal.reason as Error).name),
);
abort.abort();
console.log(AbortSignal.abort().aborted, AbortSignal.any([abort.signal]).aborted);
try {
  abort.signal.throwIfAborted();
} catch (error) {
  console.log((error as Error).name, (error as Error).message);
}
const signal = AbortSignal.timeout(10);
signal.onabort = () => console.log('timed out', (signal.reason as Error).name);
await new Promise((resolve) => setTimeout(resolve, 30));
console.log(
  [3, 10, 2].sort(),
  ['é', 'z', 'a'].sort((x, y) => x.localeCompare(y)),
  'İ'.toLowerCase().length,
);
