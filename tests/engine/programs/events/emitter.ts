import EventEmitter, { once, on, errorMonitor, getEventListeners } from 'node:events';

class Bus extends EventEmitter {}
const bus = new Bus();
bus.on('a', (x, y) => console.log('first', x, y));
bus.prependListener('a', () => console.log('before'));
bus.once('a', () => console.log('once'));
console.log(bus.emit('a', 1, 2), bus.emit('a', 3), bus.emit('none'));
console.log(bus.listenerCount('a'), bus.eventNames(), getEventListeners(bus, 'a').length);
bus.on('newListener', (name) => console.log('new', name));
const b = (): void => console.log('b');
bus.on('b', b).off('b', b);
console.log(bus.emit('b'), bus.rawListeners('a').length, EventEmitter.defaultMaxListeners);
bus.on(errorMonitor, (error: Error) => console.log('monitor', error.message));
bus.on('error', (error: Error) => console.log('error', error.message));
bus.emit('error', new Error('bad'));
bus.removeAllListeners();
try {
  bus.emit('error', new TypeError('nobody listens'));
} catch (error) {
  console.log((error as Error).name, (error as Error).message);
}
setTimeout(() => bus.emit('ready', 42), 5);
console.log(await once(bus, 'ready'));
setTimeout(() => {
  for (const n of [1, 2, 3]) bus.emit('tick', n);
}, 5);
for await (const [n] of on(bus, 'tick')) {
  console.log('tick', n);
  if (n === 3) break;
}
const alive = setTimeout(() => {}, 1000);
await once(bus, 'x', { signal: AbortSignal.timeout(10) }).catch((error: Error) =>
  console.log(error.name),
);
clearTimeout(alive);
