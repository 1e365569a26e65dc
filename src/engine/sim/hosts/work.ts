/**
 * A piece of work of a fixed size, for telling a process that computes for ever from one that gets
 * no processor: whoever has not answered while so many pieces were done beside it had its share.
 */

/** The script of the Worker that does it, given how it hears and answers. About 50 to 100 ms of a core. */
export function workScript(listen: string, answer: string): string {
  return `${listen}(() => { let x = 1; for (let i = 0; i < 6e7; i++) x = (Math.imul(x, 1664525) + 1013904223) | 0; ${answer}(x); });`;
}
