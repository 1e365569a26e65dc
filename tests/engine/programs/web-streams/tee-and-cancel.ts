let cancelled: unknown = 'no';
let made = 0;
const source = new ReadableStream<number>({
  pull: (controller) => controller.enqueue(++made),
  cancel: (reason) => {
    cancelled = reason;
  },
});
const [left, right] = source.tee();
console.log(source.locked, left.locked);
const first = left.getReader();
console.log((await first.read()).value, (await first.read()).value);
const second = right.getReader();
console.log((await second.read()).value);
const both = first.cancel('left done');
console.log(cancelled);
const rest = second.cancel('right done');
await Promise.all([both, rest]);
console.log(cancelled);
try {
  source.getReader();
} catch (error) {
  console.log((error as Error).name);
}
