/**
 * What the live region says. Things that happen together are said together, in few words, and never
 * faster than a voice can follow.
 */
import { signal } from '@preact/signals';
import type { ReadonlySignal } from '@preact/signals';

export interface Announcer {
  readonly text: ReadonlySignal<string>;
  /**
   * What the reader waits for goes before what else is to be said, and instead of the sentence that
   * it `answers`, unless that was said already.
   */
  say(text: string, answers?: string): void;
}

/** At most so many sentences at once; the rest is in the log. */
const AT_ONCE = 3;
/** Characters of one sentence: an error of a program may be long. */
const LONGEST = 240;
/** ms in which things count as happening together. */
const TOGETHER = 400;
/** ms between two messages. */
const REST = 1200;
/** Makes a message that is said again another text: equal ones would not be read out. */
const AGAIN = '\u00a0';

/** `soon` runs its argument once, so many ms later. */
export function createAnnouncer(soon: (run: () => void, ms: number) => void): Announcer {
  const text = signal('');
  let waiting: string[] = [];
  /** A message is on its way, or was said just now. */
  let busy = false;

  function speak(): void {
    busy = waiting.length > 0;
    if (!busy) return;
    const said = waiting.slice(0, AT_ONCE).map(asSentence).join(' ');
    const more = waiting.length - AT_ONCE;
    const next = more > 0 ? `${said} And ${String(more)} more; see the log.` : said;
    text.value = next === text.value ? next + AGAIN : next;
    waiting = [];
    soon(speak, REST);
  }

  return {
    text,
    say(sentence, answers) {
      if (waiting.includes(sentence)) return;
      const others = waiting.filter((other) => other !== answers);
      waiting = answers === undefined ? [...others, sentence] : [sentence, ...others];
      if (busy) return;
      busy = true;
      soon(speak, TOGETHER);
    },
  };
}

function asSentence(text: string): string {
  const words = text.trim().replace(/\s+/g, ' ');
  const short = words.length > LONGEST ? `${words.slice(0, LONGEST - 1)}…` : words;
  return /[.?!…]$/.test(short) ? short : `${short}.`;
}
