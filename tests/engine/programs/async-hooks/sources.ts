// Timers, ticks, immediates, microtasks, promises and emitters.
import { AsyncLocalStorage } from 'node:async_hooks';
import { EventEmitter, once } from 'node:events';
import { setTimeout as wait, setInterval as every } from 'node:timers/promises';
import fs from 'node:fs';
import { promisify } from 'node:util';
import { randomBytes } from 'node:crypto';

const als = new AsyncLocalStorage<string>();
const say = (what: string): void => console.log(what, als.getStore() ?? 'none');
const emitter = new EventEmitter();
emitter.on('event', () => say('event'));

als.run('one', () => {
  setTimeout(() => say('timeout'), 40);
  const timer = setInterval(() => {
    say('interval');
    clearInterval(timer);
  }, 80);
  process.nextTick(() => say('tick'));
  queueMicrotask(() => say('microtask'));
  Promise.resolve().then(() => say('then'));
  Promise.reject(new Error('x'))
    .catch(() => say('catch'))
    .finally(() => say('finally'));
  emitter.emit('event');
  als.exit(() => say('exited'));
  void once(emitter, 'later').then(() => say('once'));
});
als.run('three', () => emitter.emit('event'));
await wait(120);
als.run('two', () => setImmediate(() => say('immediate')));
await wait(40);
als.run('files', () => fs.writeFile('a.txt', 'a', () => say('written')));
await wait(40);
als.run('bytes', () => randomBytes(4, () => say('random')));
await wait(40);
als.run('four', () => emitter.emit('later'));
await als.run('five', async () => {
  await wait(1);
  say('promised timer');
  let count = 0;
  for await (const _ of every(1)) {
    say('every');
    if (++count === 2) break;
  }
  say('after');
  await promisify(setTimeout)(1);
  say('promisified');
  await fs.promises.unlink('a.txt');
  say('unlinked');
});
const stamp = await als.run('six', () => Promise.race([wait(5, 'slow'), wait(1, 'fast')]));
say(stamp);
