process.on('exit', (code) => {
  console.log('first', code, process.exitCode);
  process.exitCode = 9;
  setTimeout(() => console.log('never'), 1);
});
process.on('exit', (code) => console.log('second', code, process.exitCode));
process.exit(4);
