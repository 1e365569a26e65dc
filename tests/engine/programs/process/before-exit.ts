let left = 2;
process.on('beforeExit', (code) => {
  console.log('beforeExit', code, left);
  if (left-- > 0) setTimeout(() => console.log('more work'), 40);
});
process.on('exit', (code) => console.log('exit', code));
process.exitCode = 3;
