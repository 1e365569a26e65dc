async function inner(): Promise<void> {
  await null;
  throw new Error('deep down');
}
async function outer(): Promise<void> {
  await inner();
  console.log('never');
}
setTimeout(() => void outer(), 40);
setTimeout(() => console.log('never'), 200);
