/** What the live region says. Things that happen together are said together, in few words. */
import { signal } from '@preact/signals';
import type { ReadonlySignal } from '@preact/signals';

export interface Announcer {
  readonly text: ReadonlySignal<string>;
  say(text: string): void;
}

/** At most so many sentences at once; the rest is in the log. */
const AT_ONCE = 3;

/** `soon` runs its argument once, a little later: what is said until then becomes one message. */
export function createAnnouncer(soon: (run: () => void) => void): Announcer {
  const text = signal('');
  let waiting: string[] = [];
  return {
    text,
    say(sentence) {
      waiting.push(sentence);
      if (waiting.length > 1) return;
      soon(() => {
        const said = waiting.slice(0, AT_ONCE).join('. ');
        const more = waiting.length - AT_ONCE;
        text.value = more > 0 ? `${said}. And ${String(more)} more; see the log.` : `${said}.`;
        waiting = [];
      });
    },
  };
}
