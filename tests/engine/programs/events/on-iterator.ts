import { EventEmitter, on } from 'node:events';

const emitter = new EventEmitter();
setTimeout(() => {
  for (let i = 0; i < 3; i++) emitter.emit('part', i, i * i);
  emitter.emit('close');
}, 20);
for await (const values of on(emitter, 'part', { close: ['close'] })) console.log(values);
console.log('ended', emitter.listenerCount('part'));
const controller = new AbortController();
setTimeout(() => emitter.emit('part', 'before'), 20);
setTimeout(() => controller.abort(), 60);
try {
  for await (const [value] of on(emitter, 'part', { signal: controller.signal })) {
    console.log(value);
  }
} catch (error) {
  console.log((error as NodeJS.ErrnoException).code);
}
setTimeout(() => emitter.emit('error', new Error('broke')), 20);
try {
  for await (const value of on(emitter, 'part')) console.log(value);
} catch (error) {
  console.log((error as Error).message);
}
