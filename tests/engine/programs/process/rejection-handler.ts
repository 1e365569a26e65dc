process.on('unhandledRejection', (reason, promise) => {
  console.log('unhandled', (reason as Error).message, promise instanceof Promise);
});
void Promise.reject(new Error('one'));
const handled = Promise.reject(new Error('two'));
handled.catch(() => console.log('handled'));
setTimeout(async () => {
  await null;
  throw new Error('three');
}, 5);
setTimeout(() => console.log('still here'), 100);
