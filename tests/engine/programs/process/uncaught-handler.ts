process.on('uncaughtException', (error, origin) => {
  console.log('caught', error.message, origin);
});
setTimeout(() => {
  throw new Error('one');
}, 1);
setTimeout(() => {
  void Promise.reject(new Error('two'));
}, 60);
setTimeout(() => console.log('still here'), 200);
process.nextTick(() => {
  throw new Error('three');
});
