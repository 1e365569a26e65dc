import { here } from './not-here.ts';

console.log('never', here);
