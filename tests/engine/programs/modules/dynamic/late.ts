console.log('late runs once');
export const value = 21;
export default (n: number): number => n * value;
