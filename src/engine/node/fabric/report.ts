/** What the fabric tells the session: marked lines of ASCII on standard output (`messages.ts`). */
import type { JournalEvent } from '../../journal.ts';
import { MARK, type FabricLine } from '../messages.ts';

export class Report {
  readonly #write: (text: string) => void;
  #events: JournalEvent[] = [];

  constructor(write: (text: string) => void) {
    this.#write = write;
  }

  event(event: JournalEvent): void {
    this.#events.push(event);
  }

  /** What happened since the last call; nothing earlier than `to` is still to come. */
  flush(to: number): void {
    const events = this.#events;
    this.#events = [];
    this.line({ k: 'events', events, to: round(to) });
  }

  line(line: FabricLine): void {
    this.#write(`${MARK}${ascii(JSON.stringify(line))}\n`);
  }
}

/** JSON in ASCII: a terminal in between may cut text inside a character. */
export function ascii(json: string): string {
  return json.replace(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function round(ms: number): number {
  return Math.round(ms * 1000) / 1000;
}
