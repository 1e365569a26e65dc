setTimeout(() => {
  // eslint-disable-next-line @typescript-eslint/only-throw-error -- what is tested
  throw 'just a text';
}, 1);
setTimeout(() => console.log('never'), 50);
