process.on('SIGTERM', (signal) => {
  console.log('got', signal);
  clearInterval(alive);
});
const alive = setInterval(() => {}, 1000);
setTimeout(() => process.kill(process.pid, 'SIGTERM'), 10);
process.once('exit', (code) => console.log('exit', code));
console.log(process.kill(process.pid, 0));
