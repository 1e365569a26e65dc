process.on('exit', (code) => {
  console.log('leaving', code);
  process.exit(7);
});
setTimeout(() => console.log('not the end yet'), 40);
