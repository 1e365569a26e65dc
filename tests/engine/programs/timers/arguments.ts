import { promisify } from 'node:util';

setTimeout((a: number, b: string) => console.log('timeout', a, b), 20, 1, 'two');
setImmediate((...args: number[]) => console.log('immediate', args), 1, 2, 3);
const interval = setInterval(
  (word: string) => {
    console.log('interval', word);
    clearInterval(interval);
  },
  60,
  'once',
);
console.log(await promisify(setTimeout)(100, 'value'));
console.log(await promisify(setImmediate)('soon'));
setTimeout(function (this: NodeJS.Timeout) {
  console.log(typeof this, this.constructor.name);
}, 10);
