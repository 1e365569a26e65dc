import { EventEmitter, once } from 'node:events';

const emitter = new EventEmitter();
setTimeout(() => emitter.emit('ready', 1, 'two'), 20);
console.log(await once(emitter, 'ready'));
setTimeout(() => emitter.emit('error', new Error('broke')), 20);
await once(emitter, 'ready').catch((error: Error) => console.log('rejected', error.message));
setTimeout(() => emitter.emit('error', new Error('wanted')), 20);
console.log(((await once(emitter, 'error')) as [Error])[0].message);
const controller = new AbortController();
setTimeout(() => controller.abort(), 20);
await once(emitter, 'never', { signal: controller.signal }).catch((error: NodeJS.ErrnoException) =>
  console.log(error.name, error.code, error.message),
);
console.log(emitter.listenerCount('never'), emitter.listenerCount('error'));
const target = new EventTarget();
setTimeout(() => target.dispatchEvent(new Event('go')), 20);
console.log(((await once(target, 'go')) as [Event])[0].type);
