/** Output of a process, which comes in pieces that end anywhere, as lines. */

/** ANSI: `ESC [ … letter` and `ESC ] … BEL`, which colour and steer a terminal. */
// eslint-disable-next-line no-control-regex
const ANSI = /\x1b(?:\[[0-9;?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\))/g;

/** Characters after which a line of a program is cut: it may write as long a one as it likes. */
const LONGEST = 16_384;

export class Lines {
  readonly #take: (line: string) => void;
  readonly #longest: number;
  #held = '';

  /**
   * @param take gets each line, without its end, carriage returns and colours
   * @param longest characters after which a line is cut
   */
  constructor(take: (line: string) => void, longest = LONGEST) {
    this.#take = take;
    this.#longest = longest;
  }

  push(text: string): void {
    const lines = (this.#held + text).split('\n');
    this.#held = lines.pop() ?? '';
    for (const line of lines) this.#take(plain(line));
    if (this.#held.length > this.#longest) this.finish();
  }

  /** No more comes: what has no end yet is a line. */
  finish(): void {
    const rest = this.#held;
    this.#held = '';
    if (rest !== '') this.#take(plain(rest));
  }
}

/** A line as the journal has it: without carriage returns and colours. */
export function plain(line: string): string {
  return line.replaceAll('\r', '').replace(ANSI, '');
}

/** The gauges that a line of `labs/machine.ts` tells; undefined when it is none. */
export function gaugesOf(message: string): Readonly<Record<string, number>> | undefined {
  let value: unknown;
  try {
    value = JSON.parse(message);
  } catch {
    return undefined;
  }
  const gauge = (value as { gauge?: unknown } | null)?.gauge;
  if (typeof gauge !== 'object' || gauge === null) return undefined;
  return Object.fromEntries(
    Object.entries(gauge).filter(
      (entry): entry is [string, number] => typeof entry[1] === 'number',
    ),
  );
}
