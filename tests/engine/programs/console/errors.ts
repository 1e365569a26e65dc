const first = (text: string): string => text.split('\n')[0] ?? '';
import { inspect } from 'node:util';

const plain = new Error('plain');
const typed = new TypeError('typed', { cause: plain });
class Own extends Error {
  override name = 'OwnError';
  code = 'E_OWN';
  status = 500;
}
console.log(
  first(inspect(plain)),
  '|',
  first(inspect(typed)),
  '|',
  first(inspect(new Own('mine'))),
);
console.log(String(plain), `${typed}`, plain.toString());
const bare = new Error('no stack');
delete bare.stack;
console.log(bare, [bare]);
console.log('%s', bare, inspect({ error: bare }));
const flat = new Own('flat');
flat.stack = 'OwnError: flat';
console.log(flat);
const caused = new Error('outer', { cause: 'text' });
caused.stack = 'Error: outer';
console.log(caused);
console.log(Object.assign(new Error('x'), { stack: 'Error: x\n    at somewhere (file.ts:1:2)' }));
