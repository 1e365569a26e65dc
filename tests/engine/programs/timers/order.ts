setTimeout(() => {
  console.log('timeout');
  setImmediate(() => console.log('immediate after'));
  setTimeout(() => console.log('next timeout'), 0);
  process.nextTick(() => {
    console.log('tick 1');
    process.nextTick(() => console.log('tick 1.1'));
    void Promise.resolve().then(() => console.log('promise from tick'));
  });
  void Promise.resolve().then(() => {
    console.log('promise 1');
    process.nextTick(() => console.log('tick from promise'));
    queueMicrotask(() => console.log('microtask'));
  });
  process.nextTick((a: string, b: string) => console.log('tick 2', a, b), 'x', 'y');
  console.log('sync');
}, 60);
setTimeout(() => console.log('20'), 200);
setTimeout(() => console.log('15'), 150);
setTimeout((a: number, b: number) => console.log('args', a + b), 250, 1, 2);
for (const n of [1, 2, 3]) setTimeout(() => console.log('same time', n), 300);
setImmediate(() => console.log('immediate'));
console.log('end of main');
