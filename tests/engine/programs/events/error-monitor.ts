import { EventEmitter, errorMonitor } from 'node:events';

const emitter = new EventEmitter();
emitter.on(errorMonitor, (error: Error) => console.log('monitor', error.message));
try {
  emitter.emit('error', new Error('nobody handles'));
} catch (error) {
  console.log('thrown', (error as Error).message);
}
emitter.on('error', (error: Error) => console.log('handled', error.message));
console.log(emitter.emit('error', new Error('second')));
for (const value of ['text', { a: 1 }, undefined]) {
  try {
    new EventEmitter().emit('error', value);
  } catch (error) {
    const { name, code, message } = error as NodeJS.ErrnoException;
    console.log(name, code, message);
  }
}
