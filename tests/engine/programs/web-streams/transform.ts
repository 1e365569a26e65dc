const seen: string[] = [];
const source = new ReadableStream<number>({
  start: () => void seen.push('start'),
  pull(controller) {
    const next = seen.filter((word) => word.startsWith('pull')).length;
    seen.push(`pull ${next}`);
    if (next === 3) controller.close();
    else controller.enqueue(next);
  },
});
const doubled = new TransformStream<number, number>({
  transform: (value, controller) => {
    controller.enqueue(value * 2);
    controller.enqueue(value * 2 + 1);
  },
  flush: (controller) => controller.enqueue(-1),
});
const values: number[] = [];
for await (const value of source.pipeThrough(doubled)) values.push(value);
console.log(values, seen);

const failing = new TransformStream({
  transform() {
    throw new RangeError('not that');
  },
});
const writer = failing.writable.getWriter();
const reader = failing.readable.getReader();
const results = await Promise.allSettled([writer.write(1), reader.read(), writer.closed]);
console.log(results.map((result) => (result.status === 'rejected' ? String(result.reason) : 'ok')));
const same = new TransformStream<string, string>();
const through = same.writable.getWriter();
void through.write('as it is');
void through.close();
console.log((await same.readable.getReader().read()).value);
