// `AsyncResource`, `bind`, `snapshot`, defaults and scopes.
import { AsyncLocalStorage, AsyncResource, executionAsyncId } from 'node:async_hooks';

const als = new AsyncLocalStorage<string>();
const other = new AsyncLocalStorage<number>({ defaultValue: 7, name: 'other' });
const get = (): string => `${als.getStore()} ${other.getStore()}`;
console.log(get(), other.name, als.name === '');
const resource = als.run('made', () => other.run(1, () => new AsyncResource('MINE')));
console.log(resource.runInAsyncScope(get));
console.log(
  resource.runInAsyncScope(
    function (this: { x: number }, a: number, b: number) {
      return [this.x, a, b, executionAsyncId() === resource.asyncId()];
    },
    { x: 1 },
    2,
    3,
  ),
);
const bound = als.run('bound', () => AsyncLocalStorage.bind(get));
const snapshot = als.run('snap', () => AsyncLocalStorage.snapshot());
als.run('now', () => console.log(get(), bound(), snapshot(get)));
console.log(snapshot((a: number, b: number) => a + b, 1, 2));
const method = resource.bind(function (this: { y: number }, z: number) {
  return `${this.y} ${z} ${get()}`;
});
console.log(method.call({ y: 1 }, 2), method.length);
console.log(AsyncResource.bind((a: string) => a + get())('static '));
console.log(resource.emitDestroy() === resource, typeof resource.triggerAsyncId());
als.enterWith('entered');
console.log(get());
als.run('deep', () => other.run(2, () => als.run('deeper', () => console.log(get()))));
console.log(als.exit(() => get()));
als.disable();
console.log(get());
console.log(als.run('again', (a: string, b: string) => a + b + get(), 'x', 'y'));
try {
  als.run('fails', () => {
    throw new Error('no');
  });
} catch {
  console.log(get());
}
for (const wrong of [() => new AsyncResource(5 as never), () => AsyncResource.bind(5 as never)]) {
  try {
    wrong();
  } catch (error) {
    console.log(error.code);
  }
}
