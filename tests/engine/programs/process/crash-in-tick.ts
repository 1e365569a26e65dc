process.nextTick(() => console.log('a tick before'));
process.nextTick(() => {
  throw new Error('in a tick');
});
process.nextTick(() => console.log('never'));
