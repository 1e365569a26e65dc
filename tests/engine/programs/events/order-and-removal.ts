import EventEmitter from 'node:events';

const emitter = new EventEmitter();
emitter.on('newListener', (name: string) => console.log('new', name));
emitter.on('removeListener', (name: string) => console.log('removed', name));
const second = (): void => {
  console.log('second');
  emitter.off('x', third);
};
const third = (): void => console.log('third');
emitter.on('x', second).on('x', third).prependListener('x', () => console.log('first'));
emitter.prependOnceListener('x', () => console.log('zeroth'));
emitter.emit('x');
emitter.emit('x');
console.log(emitter.listenerCount('x'), emitter.listenerCount('x', second), emitter.eventNames());
const once = (): void => {};
emitter.once('y', once);
console.log(emitter.listeners('y')[0] === once, emitter.rawListeners('y')[0] === once);
emitter.removeAllListeners('x');
console.log(emitter.emit('x'), emitter.emit('nobody'));
const symbol = Symbol('event');
emitter.on(symbol, (value: number) => console.log('symbol', value));
emitter.emit(symbol, 7);
try {
  emitter.on('z', 'not a function' as never);
} catch (error) {
  console.log((error as NodeJS.ErrnoException).code, (error as Error).message);
}
