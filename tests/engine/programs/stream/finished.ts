// `finished`, `addAbortSignal`, `destroy` and what they say.
import { addAbortSignal, finished, PassThrough, Readable, Writable } from 'node:stream';
import { finished as over } from 'node:stream/promises';

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const good = new PassThrough();
finished(good, (error) => console.log('good', error ?? null));
good.end('x');
good.resume();
await over(good);
await wait(40);

const cut = new Readable({ read() {} });
finished(cut, (error) => console.log('cut', error?.['code'], error?.message));
cut.destroy();
await wait(40);

const failed = new Writable({ write: (_chunk, _encoding, done) => done(new Error('disk full')) });
failed.on('error', (error) => console.log('error event', error.message));
failed.write('x', (error) => console.log('callback', error?.message));
await over(failed).catch((error) => console.log('over', error.message));
failed.write('y', (error) => console.log('late', error?.['code']));
await wait(40);

const controller = new AbortController();
const signalled = addAbortSignal(controller.signal, new Readable({ read() {} }));
signalled.on('error', (error) => console.log(error.name, error.code));
controller.abort();
await wait(40);
console.log(signalled.destroyed);

const ended = new Writable({ write: (_chunk, _encoding, done) => done() });
ended.end();
ended.on('error', (error) => console.log(error.code, error.message));
ended.write('after');
await wait(40);
try {
  new Writable().write(5 as never);
} catch (error) {
  console.log(error.name, error.code);
}
