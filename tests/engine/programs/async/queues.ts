// Promise helpers and the order in which they settle.
const log: string[] = [];
const later = (name: string, ms: number): Promise<string> =>
  new Promise((resolve) => setTimeout(() => (log.push(name), resolve(name)), ms));
console.log(await Promise.race([later('slow', 100), later('fast', 40)]));
console.log(await Promise.any([Promise.reject(new Error('no')), later('any', 120)]));
console.log(await Promise.allSettled([Promise.reject(1), 2]));
const { promise, resolve } = Promise.withResolvers<number>();
setTimeout(() => resolve(5), 40);
console.log(await promise);
try {
  await Promise.any([Promise.reject(new Error('a')), Promise.reject(new Error('b'))]);
} catch (error) {
  console.log((error as AggregateError).name, (error as AggregateError).errors.length);
}
await later('end', 60);
console.log(log);
const order: number[] = [];
await Promise.all([
  (async () => {
    order.push(1);
    await null;
    order.push(3);
  })(),
  (async () => {
    order.push(2);
    await Promise.resolve();
    order.push(4);
  })(),
]);
console.log(order);
const thenable = { then: (done: (value: string) => void) => done('thenable') };
console.log(await (thenable as unknown as Promise<string>));
