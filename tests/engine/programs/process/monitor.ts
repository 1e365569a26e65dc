process.on('uncaughtExceptionMonitor', (error, origin) => {
  console.log('monitor', error.message, origin);
});
process.on('exit', (code) => console.log('exit', code));
setTimeout(() => {
  throw new RangeError('seen and then fatal');
}, 40);
