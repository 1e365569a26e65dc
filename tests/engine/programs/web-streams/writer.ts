const chunks: unknown[] = [];
const sink = new WritableStream<string>(
  { write: (chunk) => void chunks.push(chunk) },
  { highWaterMark: 2 },
);
const writer = sink.getWriter();
console.log(writer.desiredSize, sink.locked);
const first = writer.write('a');
const second = writer.write('b');
console.log(writer.desiredSize);
await writer.ready;
await Promise.all([first, second]);
console.log(writer.desiredSize, chunks);
await writer.close();
try {
  await writer.write('late');
} catch (error) {
  console.log((error as Error).name);
}
const failing = new WritableStream({
  write: () => Promise.reject(new Error('disk full')),
});
const broken = failing.getWriter();
await broken.write('x').catch((error: unknown) => console.log(String(error)));
await broken.closed.catch((error: unknown) => console.log(String(error)));
const counted = new WritableStream({}, new CountQueuingStrategy({ highWaterMark: 5 }));
console.log(counted.getWriter().desiredSize);
const weighed = new ByteLengthQueuingStrategy({ highWaterMark: 9 });
console.log(weighed.highWaterMark, weighed.size(new Uint8Array(4)));
