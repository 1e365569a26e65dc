import { setTimeout as wait } from 'node:timers/promises';

process.on('exit', (code) => console.log('exit', code));
console.log('before');
await wait(5);
function deep(): void {
  const nothing = null as unknown as { field: number };
  console.log(nothing.field);
}
setTimeout(() => {
  deep();
}, 5);
setTimeout(() => console.log('never'), 50);
