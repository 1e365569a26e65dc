export interface Point {
  x: number;
  y: number;
}
export const LIMIT = 10;
export function add(a: number, b: number): number {
  return a + b;
}
export default 'math';
console.log('math runs once', import.meta.main);
