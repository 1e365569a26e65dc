// Emitters that remember where they were made.
import { AsyncLocalStorage } from 'node:async_hooks';
import { EventEmitter, EventEmitterAsyncResource } from 'node:events';

const als = new AsyncLocalStorage<string>();
const made = als.run('made', () => new EventEmitterAsyncResource({ name: 'MINE' }));
const plain = als.run('made', () => new EventEmitter());
for (const emitter of [made, plain]) {
  als.run('listening', () => emitter.on('event', (x) => console.log(x, als.getStore())));
  als.run('emitting', () => console.log(emitter.emit('event', 5)));
}
console.log(made instanceof EventEmitter, typeof made.asyncId, made.asyncResource.asyncId() === made.asyncId);
class Pool extends EventEmitterAsyncResource {}
console.log(als.run('pool', () => new Pool()).on('x', () => console.log(als.getStore())).emit('x'));
