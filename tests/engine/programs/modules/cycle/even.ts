import { log } from './log.ts';
import { isOdd } from './main.ts';

export function isEven(n: number): boolean {
  return n === 0 || isOdd(n - 1);
}
log('even');
console.log('inside the cycle', isEven(4));
