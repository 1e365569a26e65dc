import { setImmediate, setTimeout } from 'node:timers/promises';

const tell = async (work: Promise<unknown>): Promise<void> => {
  try {
    console.log(await work);
  } catch (error) {
    const { name, code, message, cause } = error as NodeJS.ErrnoException;
    console.log(name, code, message, String(cause));
  }
};
await tell(setTimeout(40, 'x', { signal: AbortSignal.abort() }));
await tell(setTimeout(200, 'x', { signal: AbortSignal.timeout(40) }));
await tell(setImmediate('x', { signal: AbortSignal.abort('my reason') }));
const controller = new AbortController();
const work = setTimeout(40, 'in time', { signal: controller.signal });
await tell(work);
controller.abort();
await tell(setTimeout(40, 'unref', { ref: true }));
