import { EventEmitter } from 'node:events';

process.on('exit', (code) => console.log('exit', code));
setTimeout(() => {
  new EventEmitter().emit('error', new Error('nobody listens'));
}, 40);
