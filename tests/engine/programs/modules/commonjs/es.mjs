import { fromCommonJs as taken } from './for-es.cjs';
console.log('es runs');
export const named = 'named';
export const fromCommonJs = taken;
export default 'default';
