async function step(name: string): Promise<string> {
  console.log('begin', name);
  await null;
  console.log('middle', name);
  return name;
}
const work = Promise.all([step('a'), step('b')]);
console.log('called');
console.log(await work);
const race = await Promise.race([
  new Promise((r) => setTimeout(r, 200, 'slow')),
  new Promise((r) => setTimeout(r, 5, 'fast')),
]);
console.log(race);
const settled = await Promise.allSettled([Promise.resolve(1), Promise.reject(new Error('no'))]);
console.log(settled.map(({ status }) => status));
console.log(await Promise.any([Promise.reject(new Error('x')), Promise.resolve(2)]));
const { promise, resolve } = Promise.withResolvers<number>();
setImmediate(() => resolve(3));
console.log(await promise);
setTimeout(async () => {
  console.log('1');
  await null;
  console.log('2');
}, 1);
setTimeout(() => console.log('3'), 60);
