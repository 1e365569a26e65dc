import { EventEmitter, getMaxListeners, setMaxListeners } from 'node:events';

const emitter = new EventEmitter({ captureRejections: true });
emitter.on('work', async () => {
  throw new Error('rejected');
});
emitter.on('error', (error: Error) => console.log('captured', error.message));
emitter.emit('work');

for (const wrong of [undefined, 'text', {}, 5]) {
  try {
    emitter.on('x', wrong as never);
  } catch (error) {
    console.log((error as NodeJS.ErrnoException).code, (error as Error).message);
  }
}
for (const wrong of [-1, NaN, 'many']) {
  try {
    emitter.setMaxListeners(wrong as never);
  } catch (error) {
    console.log((error as NodeJS.ErrnoException).code);
  }
}
for (const thrown of ['text', { a: 1 }, undefined, 7]) {
  try {
    new EventEmitter().emit('error', thrown);
  } catch (error) {
    console.log((error as NodeJS.ErrnoException).code, (error as Error).message);
  }
}
const target = new EventTarget();
setMaxListeners(3, target, emitter);
console.log(getMaxListeners(target), getMaxListeners(emitter), getMaxListeners(new AbortController().signal));

process.on('warning', (warning) => console.log(warning.name, warning.message));
const busy = new EventEmitter().setMaxListeners(1);
busy.on('e', () => {}).on('e', () => {}).on('e', () => {});
const fn = () => {};
console.log(busy.on('e', fn).listenerCount('e', fn));

// As programs before classes did.
function Old(this: object) {
  EventEmitter.call(this as never);
}
Object.setPrototypeOf(Old.prototype, EventEmitter.prototype);
const old = new (Old as unknown as new () => EventEmitter)();
old.once('hello', (name) => console.log('hello', name));
console.log(old.emit('hello', 'you'), old.emit('hello', 'again'));
