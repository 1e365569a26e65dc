process.on('exit', (code) => console.log('exit', code));
console.log('waiting for what never comes');
await new Promise(() => {});
console.log('never');
