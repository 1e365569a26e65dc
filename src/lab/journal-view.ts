/**
 * Questions that checks, predictions and experiments ask of a finished run. Built once from a
 * journal; nothing in it changes afterwards. All times are ms since the session began.
 */
import type {
  ClientFacts,
  DoneEvent,
  FailureCode,
  JournalEvent,
  JournalKind,
  MachineState,
} from '../engine/journal.ts';
import type { Action } from '../engine/contract.ts';

/** One exchange between two machines, or between a client source and a machine. */
export interface Hop {
  readonly id: number;
  /** When it was sent. */
  readonly at: number;
  readonly from: string;
  readonly to: string;
  readonly method: string;
  readonly path: string;
  readonly trace?: string;
  /** When its handler was called; absent when it never arrived. */
  readonly arrived?: number;
  /** When the process that it reached had finished its answer. */
  readonly answered?: number;
  /** When its sender knew how it ended; absent when the run ended first. */
  readonly end?: number;
  /** ms from `at` to `end`. */
  readonly ms?: number;
  readonly status?: number;
  readonly error?: FailureCode;
}

/** How a client's request ended; `open` when the run ended before it did. */
export type Outcome = 'ok' | 'wrong' | 'failed' | 'unknown' | 'open';

/** A request of the load generator, or one sent by hand. */
export interface ClientRequest extends Hop {
  readonly outcome: Outcome;
  readonly load: string;
  readonly flow: number;
  readonly step: number;
  readonly user?: number;
  readonly label?: string;
  /** What was sent with it, and the beginning of what came back. */
  readonly body?: string;
  readonly answer?: string;
  /** Why it is not ok, in words. */
  readonly why?: string;
  readonly tried?: readonly string[];
}

/** A span of time; `since` is in it, `until` is not. The whole run by default. */
export interface Span {
  readonly since?: number;
  readonly until?: number;
}

export interface HopFilter extends Span {
  readonly from?: string;
  readonly to?: string;
  readonly method?: string;
  readonly path?: RegExp;
  /** Only hops that a client's request caused, or only those that it did not (health probes). */
  readonly traced?: boolean;
}

export interface RequestFilter extends Span {
  /** Id of the load, or of the request sent by hand. */
  readonly load?: string;
  readonly label?: string;
  readonly method?: string;
  readonly path?: RegExp;
  readonly to?: string;
  readonly outcome?: Outcome | readonly Outcome[];
}

/** A machine was in this state from `at` on. */
export interface StateChange {
  readonly at: number;
  readonly state: MachineState;
  readonly reason?: string;
}

type OfKind<Kind extends JournalKind> = Extract<JournalEvent, { kind: Kind }>;
type Growing<Type> = { -readonly [Key in keyof Type]: Type[Key] };

export class JournalView {
  readonly events: readonly JournalEvent[];
  /** When the run ended, or when the last thing happened. */
  readonly end: number;
  readonly #hops: Growing<Hop>[] = [];
  readonly #byId = new Map<number, Growing<Hop>>();
  readonly #requests: ClientRequest[] = [];
  readonly #states = new Map<string, StateChange[]>();

  constructor(events: readonly JournalEvent[], end?: number) {
    this.events = events;
    this.end = end ?? events.at(-1)?.t ?? 0;
    for (const event of events) this.#index(event);
  }

  #index(event: JournalEvent): void {
    if (event.kind === 'send') {
      const { id, t: at, from, to, method, path, trace, client } = event;
      const hop: Growing<Hop> = { id, at, from, to, method, path, trace };
      this.#hops.push(hop);
      this.#byId.set(id, hop);
      if (client !== undefined) this.#requests.push(asRequest(hop, client));
    } else if (event.kind === 'machine') {
      const changes = this.#states.get(event.machine) ?? [];
      changes.push({ at: event.t, state: event.state, reason: event.reason });
      this.#states.set(event.machine, changes);
    } else if (event.kind === 'arrive' || event.kind === 'answer' || event.kind === 'done') {
      const hop = this.#byId.get(event.id);
      if (hop === undefined) return;
      if (event.kind === 'arrive') hop.arrived = event.t;
      else if (event.kind === 'answer') hop.answered = event.t;
      else finish(hop, event);
    }
  }

  /** Requests of clients in the order they were sent; the span is about when they were sent. */
  requests(filter: RequestFilter = {}): readonly ClientRequest[] {
    const wanted = filter.outcome === undefined ? undefined : [filter.outcome].flat();
    return this.#requests.filter(
      (request) =>
        within(request.at, filter) &&
        (filter.load === undefined || request.load === filter.load) &&
        (filter.label === undefined || request.label === filter.label) &&
        (filter.method === undefined || request.method === filter.method) &&
        (filter.to === undefined || request.to === filter.to) &&
        (filter.path === undefined || filter.path.test(request.path)) &&
        (wanted === undefined || wanted.includes(request.outcome)),
    );
  }

  /** How many client requests match. */
  count(filter: RequestFilter = {}): number {
    return this.requests(filter).length;
  }

  /** The share of matching client requests that did not end ok, 0 to 1; 0 when there are none. */
  failedShare(filter: Omit<RequestFilter, 'outcome'> = {}): number {
    const requests = this.requests(filter);
    const bad = requests.filter((request) => request.outcome !== 'ok').length;
    return requests.length === 0 ? 0 : bad / requests.length;
  }

  /**
   * The latency in ms that a share `p` (0 to 1) of matching requests did not exceed, by nearest
   * rank. A request that never ended counts with the time it had waited when the run ended.
   * @returns NaN when nothing matches.
   */
  percentile(p: number, filter: RequestFilter = {}): number {
    return nearestRank(
      this.requests(filter).map((request) => request.ms ?? this.end - request.at),
      p,
    );
  }

  /** Exchanges in the order they were sent. */
  hops(filter: HopFilter = {}): readonly Hop[] {
    return this.#hops.filter(
      (hop) =>
        within(hop.at, filter) &&
        (filter.from === undefined || hop.from === filter.from) &&
        (filter.to === undefined || hop.to === filter.to) &&
        (filter.method === undefined || hop.method === filter.method) &&
        (filter.path === undefined || filter.path.test(hop.path)) &&
        (filter.traced === undefined || filter.traced === isTraced(hop)),
    );
  }

  /** The way of one client request: every exchange with its trace, in order. */
  trace(trace: string): readonly Hop[] {
    return this.#hops.filter((hop) => hop.trace === trace);
  }

  /** Every state that a machine was in, in order. */
  states(machine: string): readonly StateChange[] {
    return this.#states.get(machine) ?? [];
  }

  /** The state of a machine at a time; `down` before its first. */
  stateAt(machine: string, at: number): MachineState {
    return this.states(machine).findLast((change) => change.at <= at)?.state ?? 'down';
  }

  /** Whether a machine was up at every moment of a span. */
  upThroughout(machine: string, span: Span): boolean {
    const changes = this.states(machine).filter((change) => change.state !== 'starting');
    const before = changes.findLast((change) => change.at <= (span.since ?? 0))?.state;
    if (before !== 'up') return false;
    return changes.every((change) => change.state === 'up' || !within(change.at, span));
  }

  /** Actions of a kind that took effect, with their times. */
  actions<Kind extends Action['kind']>(
    kind: Kind,
  ): readonly { readonly at: number; readonly action: Extract<Action, { kind: Kind }> }[] {
    return this.all('action').flatMap(({ t, action }) =>
      action.kind === kind ? [{ at: t, action: action as Extract<Action, { kind: Kind }> }] : [],
    );
  }

  /** Every event of a kind. */
  all<Kind extends JournalKind>(kind: Kind): readonly OfKind<Kind>[] {
    return this.events.filter((event): event is OfKind<Kind> => event.kind === kind);
  }
}

/** The value at nearest rank: `p` of the values are not greater. NaN when there are none. */
export function nearestRank(values: readonly number[], p: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(p * sorted.length) - 1)] ?? Number.NaN;
}

/** A time of a run as people read it: `4.205 s`. */
export function clock(ms: number): string {
  return `${(ms / 1000).toFixed(3)} s`;
}

function within(at: number, { since = 0, until = Infinity }: Span): boolean {
  return at >= since && at < until;
}

function isTraced(hop: Hop): boolean {
  return hop.trace !== undefined && hop.trace !== '';
}

function asRequest(hop: Growing<Hop>, client: ClientFacts): ClientRequest {
  return Object.assign(hop, client, { outcome: 'open' as const });
}

function finish(hop: Growing<Hop>, done: DoneEvent): void {
  hop.end = done.t;
  hop.ms = done.ms;
  hop.status = done.status;
  hop.error = done.error;
  // A client that tried another machine ends up elsewhere than where it began.
  if (done.client !== undefined) Object.assign(hop, done.client, { to: done.to });
}
