import { here, gone } from './lib.ts';

console.log('never', here, gone);
