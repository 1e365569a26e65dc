/** What a process wrote, from the pieces that a WebContainer hands over. */

/** What stands for bytes that are no character. */
const UNKNOWN = '\uFFFD';

/**
 * Mends what can be mended at the seams of pieces. The client decodes each piece by itself, so a
 * character whose bytes were split is unknown on both sides: it becomes one unknown character, and
 * not up to three. A terminal ends lines by `\r\n`; here they end by `\n`.
 * @returns takes a piece, gives the text that is certain now; `end` gives what was held back
 */
export function seams(): { take(piece: string): string; end(): string } {
  let heldReturn = false;
  let unknown = false;
  return {
    take(piece) {
      let text = piece;
      if (unknown) {
        text = text.replace(/^\uFFFD+/, '');
        // The rest of the character, and nothing else: the seam is still open.
        if (text === '') return '';
      }
      unknown = text.endsWith(UNKNOWN);
      if (unknown) text = text.replace(/\uFFFD+$/, UNKNOWN);
      if (heldReturn) text = `\r${text}`;
      heldReturn = text.endsWith('\r');
      if (heldReturn) text = text.slice(0, -1);
      return text.replaceAll('\r\n', '\n');
    },
    end() {
      const rest = heldReturn ? '\r' : '';
      heldReturn = false;
      return rest;
    },
  };
}
