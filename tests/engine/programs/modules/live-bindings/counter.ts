export let count = 0;
export const state = { n: 0 };
export function increment(): void {
  count++;
  state.n = count;
}
export default count;
