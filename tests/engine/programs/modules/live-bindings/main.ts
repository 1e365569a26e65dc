import counter, { count, increment, state as shared } from './counter.ts';
import * as all from './counter.ts';

console.log(count, all.count, counter);
increment();
increment();
console.log(count, all.count, counter, shared.n);
shared.n = 5;
console.log(all.state.n, Object.keys(all));
