// The store follows awaits, whoever settles what is awaited.
import { AsyncLocalStorage } from 'node:async_hooks';

const als = new AsyncLocalStorage<string>();
const say = (...what: unknown[]): void => console.log(...what, als.getStore() ?? 'none');
const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

let settle: (value: string) => void = () => {};
const shared = new Promise<string>((resolve) => (settle = resolve));
const waits = async (): Promise<string> => `got ${await shared}`;
const both = als.run('A', () => Promise.all([waits().then((x) => (say(x), x)), waits()]));
als.run('B', () => settle('it'));
say(await both);

await als.run('C', async () => {
  say('before');
  await null;
  say('null');
  await wait(1);
  say('timer');
  try {
    await Promise.reject(new Error('x'));
  } catch {
    say('caught');
  } finally {
    say('finally');
  }
  try {
    await wait(1);
    throw new Error('y');
  } catch {
    say('thrown');
  }
  als.enterWith('D');
  await wait(1);
  say('entered');
  try {
    als.enterWith('E');
    throw new Error('z');
  } catch {
    say('thrown after entering');
  }
  await { then: (done: () => void) => (say('thenable'), done()) };
  say((await wait(1), 'sequence'), await Promise.resolve(als.getStore()));
});
say('outside');
als.enterWith('top');
await wait(1);
say('top');
setTimeout(() => say('later'), 1);
const nested = async (depth: number): Promise<number> =>
  depth === 0 ? 0 : 1 + (await als.run(`n${depth}`, async () => await nested(depth - 1)));
console.log(await nested(4), als.getStore());
class Thing {
  #name = 'thing';
  async name(): Promise<string> {
    await wait(1);
    return this.#name + arguments.length;
  }
  static async made(): Promise<string> {
    return await new Thing().name();
  }
}
say(await als.run('class', () => Thing.made()));
const early = async (): Promise<string> => {
  'use strict';
  try {
    return await wait(1).then(() => 'returned');
  } finally {
    await wait(1);
    say('early finally');
  }
};
say(await als.run('early', early));
