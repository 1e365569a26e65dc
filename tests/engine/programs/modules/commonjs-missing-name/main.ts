import { there, absent } from './lib.cjs';
console.log(there, absent);
