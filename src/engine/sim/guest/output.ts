/**
 * Turns what a program writes into reports: lines of a log, and gauges. A line that begins with the
 * record separator (U+001E) is JSON from `labs/machine.ts`: `{"gauge":{"cpu":0.5}}`.
 */
import { LIMITS } from '../limits.ts';
import type { ProcessReport } from '../protocol.ts';
import type { Limiter } from './limiter.ts';

const RECORD = '\u001e';

export class Output {
  readonly #report: (report: ProcessReport) => void;
  readonly #now: () => number;
  readonly #limiter: Limiter;
  readonly #partial = { out: '', err: '' };
  /** Lines of this virtual second. */
  #second = { at: 0, lines: 0 };
  #closed = false;

  constructor(report: (report: ProcessReport) => void, now: () => number, limiter: Limiter) {
    this.#report = report;
    this.#now = now;
    this.#limiter = limiter;
  }

  write(stream: 'out' | 'err', text: string): void {
    if (this.#closed) return;
    const lines = (this.#partial[stream] + text).split('\n');
    // What is longer than a line may be is cut at once: nobody may need its end.
    this.#partial[stream] = lines.pop()!.slice(0, LIMITS.line + 1);
    for (const line of lines) this.#line(stream, line);
  }

  /** The process ends: hands on what has no line end yet; nothing it writes later counts. */
  close(): void {
    this.flush();
    this.#closed = true;
  }

  /** What was written without a line end. */
  flush(): void {
    for (const stream of ['out', 'err'] as const) {
      const rest = this.#partial[stream];
      this.#partial[stream] = '';
      if (rest) this.#line(stream, rest);
    }
  }

  #line(stream: 'out' | 'err', line: string): void {
    const t = this.#now();
    if (!this.#admits(t)) return;
    if (line.startsWith(RECORD) && this.#gauges(t, line.slice(1))) return;
    this.#report({
      t,
      k: 'log',
      stream,
      text: line.length > LIMITS.line ? `${line.slice(0, LIMITS.line)}…` : line,
    });
  }

  /** Counts a line; the journal keeps so many a second. @throws LimitError when it is a flood */
  #admits(t: number): boolean {
    const second = Math.floor(t / 1000);
    if (second !== this.#second.at) this.#second = { at: second, lines: 0 };
    const lines = ++this.#second.lines;
    if (lines === LIMITS.linesKept + 1) {
      this.#report({
        t,
        k: 'notice',
        text: `More than ${LIMITS.linesKept} lines were written to the log within a second: the rest of them is left out. Log one line for many events, or a sample of them.`,
      });
    }
    if (lines > LIMITS.lines && !this.#closed) {
      this.#closed = true;
      this.#limiter.lines();
    }
    return lines <= LIMITS.linesKept;
  }

  #gauges(t: number, json: string): boolean {
    let record: { gauge?: Record<string, unknown> };
    try {
      record = JSON.parse(json) as { gauge?: Record<string, unknown> };
    } catch {
      return false;
    }
    if (typeof record.gauge !== 'object' || record.gauge === null) return false;
    for (const [name, value] of Object.entries(record.gauge)) {
      if (typeof value === 'number' && Number.isFinite(value))
        this.#report({ t, k: 'gauge', name, value });
    }
    return true;
  }
}
