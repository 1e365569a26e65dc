export * from './math.ts';
export { Shape as Figure } from './shape.ts';
export * as shapes from './shape.ts';
export const everything = [1, 2, 3];
