/** What the page and the terminal's frame tell each other, over a MessagePort. Types and one word. */
import type { TerminalSize } from '../../engine/contract.ts';

export type ToTerminal =
  /** What the shell wrote. */
  | { readonly kind: 'show'; readonly text: string }
  /** The theme that the reader chose; absent, the system's. */
  | { readonly kind: 'theme'; readonly theme?: string }
  /** Whether lines are given to screen readers as they come, which costs time. */
  | { readonly kind: 'spoken'; readonly on: boolean }
  | { readonly kind: 'clear' }
  | { readonly kind: 'focus' };

export type FromTerminal =
  /** It is drawn, or has another size now. */
  | { readonly kind: 'size'; readonly size: TerminalSize }
  | { readonly kind: 'typed'; readonly text: string };

/** Posted by the frame when it listens, and back to it with the port. */
export const HELLO = 'terminal:hello';
