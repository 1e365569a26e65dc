process.on('exit', (code) => console.log('exit', code));
setTimeout(() => console.log('never'), 20);
setTimeout(() => {
  try {
    process.exit(7);
  } finally {
    console.log('not even this');
  }
}, 5);
