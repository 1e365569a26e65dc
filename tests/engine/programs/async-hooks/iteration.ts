// `for await`, async generators, labels and early exits.
import { AsyncLocalStorage } from 'node:async_hooks';

const als = new AsyncLocalStorage<string>();
const say = (...what: unknown[]): void => console.log(...what, als.getStore() ?? 'none');
const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

async function* counts(to: number): AsyncGenerator<number> {
  try {
    for (let i = 1; i <= to; i++) {
      await wait(1);
      say('made', i);
      yield i;
      say('asked again');
    }
  } finally {
    say('closed');
  }
}
await als.run('loop', async () => {
  for await (const n of counts(2)) say('got', n);
  say('done');
  outer: for (const name of ['a', 'b']) {
    for await (const n of counts(3)) {
      if (n === 2) continue outer;
      await wait(1);
      say(name, n);
    }
  }
  inner: for await (const n of [wait(1).then(() => 1), 2, 3]) {
    if (n === 2) continue inner;
    say('array', n);
  }
  if (als.getStore()) for await (const n of counts(1)) say('no braces', n);
  for await (const n of counts(1)) say('bare', n);
  try {
    for await (const n of counts(5)) {
      if (n === 2) throw new Error('stop');
    }
  } catch (error) {
    say('caught', error.message);
  }
  try {
    for await (const n of (async function* () {
      yield 1;
      await wait(1);
      throw new Error('inside');
    })())
      say('before', n);
  } catch (error) {
    say('caught', error.message);
  }
});
const made = als.run('maker', () => counts(1));
const first = await als.run('asker', () => made.next().then((x) => (say('then'), x)));
say(first.value, first.done);
await als.run('asker', () => made.return(undefined));
for await (const [a, b = await Promise.resolve('default')] of [['x'], ['y', 'z']]) console.log(a, b);
