/**
 * Turns what a program writes into reports: lines of a log, and gauges. A line that begins with the
 * record separator (U+001E) is JSON from `labs/machine.ts`: `{"gauge":{"cpu":0.5}}`.
 */
import type { ProcessReport } from '../protocol.ts';

const RECORD = '\u001e';
/** A longer line is cut: one message must not fill the journal. */
const MAX_LINE = 4096;

export class Output {
  readonly #report: (report: ProcessReport) => void;
  readonly #now: () => number;
  readonly #partial = { out: '', err: '' };
  #closed = false;

  constructor(report: (report: ProcessReport) => void, now: () => number) {
    this.#report = report;
    this.#now = now;
  }

  write(stream: 'out' | 'err', text: string): void {
    if (this.#closed) return;
    const lines = (this.#partial[stream] + text).split('\n');
    this.#partial[stream] = lines.pop()!;
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
    if (line.startsWith(RECORD) && this.#gauges(t, line.slice(1))) return;
    this.#report({
      t,
      k: 'log',
      stream,
      text: line.length > MAX_LINE ? `${line.slice(0, MAX_LINE)}…` : line,
    });
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
