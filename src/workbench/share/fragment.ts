/** Where in an address a shared situation stands. All that is known of links before one is opened. */
export const FRAGMENT = 'share=';

export function isShared(hash: string): boolean {
  return hash.startsWith(`#${FRAGMENT}`);
}
