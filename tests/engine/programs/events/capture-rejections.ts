import { EventEmitter, captureRejectionSymbol } from 'node:events';

const emitter = new EventEmitter({ captureRejections: true });
emitter.on('work', async (name: string) => {
  await null;
  throw new Error(`failed ${name}`);
});
emitter.on('error', (error: Error) => console.log('error event', error.message));
emitter.emit('work', 'a');

class Own extends EventEmitter {
  constructor() {
    super({ captureRejections: true });
  }
  [captureRejectionSymbol](error: Error, event: string, ...args: unknown[]): void {
    console.log('captured', error.message, event, args);
  }
}
const own = new Own();
own.on('job', async () => Promise.reject(new Error('rejected')));
own.emit('job', 1, 2);
console.log(EventEmitter.captureRejections, String(captureRejectionSymbol));
