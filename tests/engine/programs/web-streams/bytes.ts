const source = new ReadableStream({
  type: 'bytes',
  start(controller) {
    controller.enqueue(new Uint8Array([1, 2, 3, 4, 5]));
    controller.close();
  },
});
const reader = source.getReader({ mode: 'byob' });
let view = new Uint8Array(2);
for (;;) {
  const { value, done } = await reader.read(view);
  console.log(done, value);
  if (done) break;
  view = new Uint8Array(value.buffer);
}
