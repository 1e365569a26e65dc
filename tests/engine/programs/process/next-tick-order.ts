const log: string[] = [];
setImmediate(() => log.push('immediate'));
setTimeout(() => log.push('timeout'), 40);
process.nextTick(() => {
  log.push('tick 1');
  process.nextTick(() => log.push('tick in tick'));
  void Promise.resolve().then(() => log.push('promise in tick'));
});
process.nextTick((...args: unknown[]) => log.push(`tick with ${args.join('+')}`), 'a', 2);
void Promise.resolve().then(() => {
  log.push('promise');
  process.nextTick(() => log.push('tick in promise'));
});
queueMicrotask(() => log.push('microtask'));
log.push('sync');
setTimeout(() => console.log(log), 80);
