import { scheduler, setImmediate, setTimeout } from 'node:timers/promises';

const log: string[] = [];
const wait = scheduler.wait(60).then(() => log.push('waited'));
await scheduler.yield();
log.push('yielded');
log.push(await setImmediate('immediate value'));
log.push(await setTimeout(20, 'timeout value'));
await wait;
console.log(log);
const controller = new AbortController();
const given = scheduler.wait(1000, { signal: controller.signal });
controller.abort();
try {
  await given;
} catch (error) {
  const { name, code, message } = error as NodeJS.ErrnoException;
  console.log(name, code, message);
}
