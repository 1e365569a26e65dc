import { EventEmitter, getEventListeners, getMaxListeners, setMaxListeners } from 'node:events';

const emitter = new EventEmitter();
console.log(EventEmitter.defaultMaxListeners, emitter.getMaxListeners());
process.on('warning', (warning) => console.log(warning.name, warning.message));
emitter.setMaxListeners(1);
emitter.on('a', () => {});
emitter.on('a', () => {});
emitter.on('a', () => {});
setMaxListeners(5, emitter);
console.log(getMaxListeners(emitter), getEventListeners(emitter, 'a').length);
console.log(EventEmitter.EventEmitter === EventEmitter, EventEmitter.listenerCount(emitter, 'a'));
try {
  emitter.setMaxListeners(-1);
} catch (error) {
  console.log((error as NodeJS.ErrnoException).code);
}
