const numbers = (): ReadableStream<number> =>
  new ReadableStream({
    start(controller) {
      for (let i = 0; i < 5; i++) controller.enqueue(i);
      controller.close();
    },
    cancel: (reason) => console.log('cancelled', reason),
  });
for await (const value of numbers()) {
  console.log(value);
  if (value === 2) break;
}
const kept = numbers();
for await (const value of kept.values({ preventCancel: true })) if (value === 1) break;
console.log((await kept.getReader().read()).value);
const failing = new ReadableStream({
  start: (controller) => controller.error(new Error('broken')),
});
try {
  for await (const value of failing) console.log(value);
} catch (error) {
  console.log((error as Error).message);
}
async function* words(): AsyncGenerator<string> {
  yield 'from';
  yield 'a generator';
}
const from = (
  ReadableStream as unknown as { from: (of: AsyncIterable<string>) => ReadableStream<string> }
).from(words());
for await (const word of from) console.log(word);
