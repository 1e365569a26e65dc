import { isEven } from './even.ts';
import { log } from './log.ts';

export function isOdd(n: number): boolean {
  return n !== 0 && isEven(n - 1);
}
log('main');
console.log(isOdd(7), isEven(10));
