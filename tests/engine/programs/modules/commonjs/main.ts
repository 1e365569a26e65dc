// A CommonJS service: what it requires, in which order, and what `module` tells.
import main, { answer, describe } from './lib.cjs';
import * as all from './lib.cjs';

console.log(main === all.default, main === all['module.exports'], answer, describe('x'));
console.log(Object.keys(all).sort().join());
const late = await import('./late.cjs');
console.log(late.default, Object.keys(late).sort().join());
