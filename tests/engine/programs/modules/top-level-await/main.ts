import { second } from './fast.ts';
import { first } from './slow.ts';

console.log('main', first, second);
for await (const n of (async function* () {
  yield 1;
  yield await Promise.resolve(2);
})()) {
  console.log(n);
}
