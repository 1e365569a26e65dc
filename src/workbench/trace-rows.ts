/** A trace as rows of bars on one time axis: who had it, from when to when, and how that ended. */
import type { Hop, Trace } from './folds/traces.ts';

export interface TraceRow {
  readonly key: string;
  /** Whose row it is; clients too. */
  readonly machine: string;
  readonly label: string;
  /** `all`: the whole way. `work`: a machine has it. `wait`: has it and asks nobody. `bad`: in vain. */
  readonly form: 'all' | 'work' | 'wait' | 'bad';
  /** ms after the trace's begin. */
  readonly from: number;
  readonly to: number;
  /** What to write beside the bar. */
  readonly note: string;
  /** It ended badly: an error, or an answer of 500 and up. */
  readonly failed: boolean;
}

export interface TraceChart {
  readonly rows: readonly TraceRow[];
  /** ms that the axis spans. */
  readonly span: number;
  /** How the client saw it end; undefined while it is under way. */
  readonly end?: { readonly good: boolean; readonly text: string };
}

/** A pause between two attempts that is worth a row, ms. */
const PAUSE = 1;

export function traceChart(trace: Trace): TraceChart {
  const [first] = trace.hops;
  if (!first) return { rows: [], span: 1 };
  const begin = first.sent;
  const last = Math.max(
    ...trace.hops.map((hop) => hop.ended ?? hop.answered ?? hop.arrived ?? hop.sent),
  );
  const span = Math.max(last - begin, 0.1);
  const rows: TraceRow[] = [
    {
      key: 'all',
      machine: first.from,
      label: first.from,
      form: 'all',
      from: 0,
      to: (first.ended ?? last) - begin,
      note: '',
      failed: false,
    },
  ];
  for (const hop of trace.hops) {
    const pause = pauseBefore(trace.hops, hop);
    if (pause) {
      rows.push({
        key: `wait-${String(hop.id)}`,
        machine: hop.from,
        label: hop.from,
        form: 'wait',
        from: pause - begin,
        to: hop.sent - begin,
        note: `${(hop.sent - pause).toFixed(1)} ms, asks nobody`,
        failed: false,
      });
    }
    rows.push(rowOf(hop, begin, last));
  }
  return { rows, span, end: endOf(trace, trace.hops) };
}

function rowOf(hop: Hop, begin: number, last: number): TraceRow {
  const failed = hop.error !== undefined || (hop.status ?? 0) >= 500;
  const from = hop.arrived ?? hop.sent;
  const to = hop.arrived === undefined ? (hop.ended ?? last) : (hop.answered ?? hop.ended ?? last);
  return {
    key: String(hop.id),
    machine: hop.to,
    label: hop.arrived === undefined ? `to ${hop.to}` : hop.to,
    // Whoever worked on it and answered 500 still worked on it.
    form: hop.error === undefined ? 'work' : 'bad',
    from: from - begin,
    to: to - begin,
    note: failed ? failure(hop) : ended(hop) ? (to - from).toFixed(1) : 'under way',
    failed,
  };
}

function ended(hop: Hop): boolean {
  return hop.ended !== undefined || hop.answered !== undefined;
}

/** Where the sender's pause before this hop began: after its attempt before this one had ended. */
function pauseBefore(hops: readonly Hop[], hop: Hop): number | undefined {
  const earlier = hops.filter((other) => other.from === hop.from && other.sent < hop.sent);
  if (earlier.length === 0) return undefined;
  if (earlier.some((other) => other.ended === undefined)) return undefined;
  const ended = Math.max(...earlier.map((other) => other.ended ?? 0));
  return hop.sent - ended >= PAUSE ? ended : undefined;
}

/** Of the client's own attempts the last counts. */
function endOf(trace: Trace, hops: readonly Hop[]): TraceChart['end'] {
  const [first] = hops;
  const own = hops.filter((hop) => hop.from === first?.from);
  const hop = own[own.length - 1];
  if (!first || hop?.ended === undefined) return undefined;
  const good = trace.outcome
    ? trace.outcome === 'ok'
    : hop.error === undefined && (hop.status ?? 0) < 400;
  const how = hop.status === undefined ? failure(hop) : String(hop.status);
  return { good, text: `${how} in ${(hop.ended - first.sent).toFixed(1)} ms` };
}

const WORDS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'refused',
  ECONNRESET: 'reset',
  ENOTFOUND: 'no such name',
  EHOSTUNREACH: 'no route',
  ETIMEDOUT: 'timed out',
  ABORTED: 'given up',
};

function failure(hop: Hop): string {
  if (hop.error !== undefined) return WORDS[hop.error] ?? hop.error;
  return String(hop.status);
}
