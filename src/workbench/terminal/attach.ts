/** Joins a terminal's frame and a shell of the session, one after the other when the reader asks. */
import type { Session, Terminal, TerminalSize } from '../../engine/contract.ts';
import { HELLO, type FromTerminal, type ToTerminal } from './wire.ts';

export type TerminalState =
  | { readonly kind: 'opening' }
  | { readonly kind: 'open' }
  | { readonly kind: 'ended' }
  | { readonly kind: 'failed'; readonly reason: string };

export type OpenTerminal = NonNullable<Session['openTerminal']>;

export interface Attached {
  /** Opens a shell, when none is open. */
  open(): void;
  /** Whether lines are given to screen readers as they come. */
  speak(on: boolean): void;
  focus(): void;
  dispose(): void;
}

/** ms: a frame of this site that has not said a word until then will not. */
const FRAME_MS = 10_000;

/** @param frame shows, or is about to show, `/engine/terminal.html` */
export function attach(
  frame: HTMLIFrameElement,
  openTerminal: OpenTerminal,
  onState: (state: TerminalState) => void,
): Attached {
  const { port1: port, port2 } = new MessageChannel();
  let size: TerminalSize | undefined;
  let shell: Terminal | undefined;
  let busy = false;
  let gone = false;
  const post = (message: ToTerminal): void => port.postMessage(message);

  async function open(): Promise<void> {
    if (busy || shell || gone || !size) return;
    busy = true;
    onState({ kind: 'opening' });
    try {
      const opened = await openTerminal(size);
      if (gone) {
        await opened.close();
        return;
      }
      shell = opened;
      opened.onData((text) => post({ kind: 'show', text }));
      opened.resize(size);
      onState({ kind: 'open' });
      void opened.ended.then(() => {
        shell = undefined;
        if (!gone) onState({ kind: 'ended' });
      });
    } catch (error) {
      if (!gone) onState({ kind: 'failed', reason: (error as Error).message });
    } finally {
      busy = false;
    }
  }

  port.onmessage = ({ data }: MessageEvent<FromTerminal>) => {
    if (data.kind === 'typed') shell?.write(data.text);
    else {
      const first = size === undefined;
      size = data.size;
      shell?.resize(size);
      if (first) void open();
    }
  };
  const late = setTimeout(() => {
    onState({
      kind: 'failed',
      reason: 'The terminal did not load. Check the connection and open it again.',
    });
  }, FRAME_MS);
  const onHello = ({ source, origin, data }: MessageEvent<unknown>): void => {
    if (source !== frame.contentWindow || origin !== location.origin || data !== HELLO) return;
    clearTimeout(late);
    removeEventListener('message', onHello);
    frame.contentWindow!.postMessage(HELLO, location.origin, [port2]);
    tellTheme();
  };
  addEventListener('message', onHello);

  const tellTheme = (): void =>
    post({ kind: 'theme', theme: document.documentElement.dataset.theme });
  const themes = new MutationObserver(tellTheme);
  themes.observe(document.documentElement, { attributeFilter: ['data-theme'] });

  return {
    open() {
      post({ kind: 'clear' });
      void open();
    },
    speak: (on) => post({ kind: 'spoken', on }),
    focus: () => post({ kind: 'focus' }),
    dispose() {
      gone = true;
      clearTimeout(late);
      removeEventListener('message', onHello);
      themes.disconnect();
      port.close();
      // Its end, or its failure to end, is the session's business.
      shell?.close().catch(() => undefined);
    },
  };
}
