process.on('exit', (code) => console.log('exit', code));
async function load(): Promise<void> {
  await null;
  throw new RangeError('nobody catches this');
}
void load();
setTimeout(() => console.log('never'), 50);
