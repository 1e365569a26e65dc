/**
 * The way of single requests through the machines, folded from the journal: the hops that carry
 * one `x-request-id` make one trace. Keeps the newest; an old one is forgotten whole.
 */
import type {
  ArriveEvent,
  AnswerEvent,
  DoneEvent,
  JournalEvent,
  SendEvent,
} from '../../engine/journal.ts';

export interface Hop {
  /** Id of its `send`. */
  readonly id: number;
  readonly from: string;
  readonly to: string;
  readonly method: string;
  readonly path: string;
  /** ms since the session began. */
  readonly sent: number;
  /** When the process began to work on it; absent when it never arrived. */
  readonly arrived?: number;
  /** When the process had written its answer. */
  readonly answered?: number;
  /** When the sender knew how it ended. */
  readonly ended?: number;
  readonly status?: number;
  readonly error?: string;
}

export interface Trace {
  /** The `x-request-id`, or `send:<id>` for a request without one. */
  readonly id: string;
  /** The client's own hop first, then the others in the order they were sent. */
  readonly hops: readonly Hop[];
  /** The id of the load or of the request sent by hand; absent for a hop that no client began. */
  readonly load?: string;
  readonly outcome?: 'ok' | 'wrong' | 'failed' | 'unknown';
  readonly why?: string;
  /** Start of the answer's body. */
  readonly answer?: string;
}

interface Draft {
  id: string;
  hops: Mutable<Hop>[];
  load?: string;
  outcome?: Trace['outcome'];
  why?: string;
  answer?: string;
}
type Mutable<T> = { -readonly [K in keyof T]: T[K] };

const KEPT = 1500;
const FAILURES = 12;

/** Traces at a moment, for who goes on from there. */
export interface TracesState {
  /** Oldest first. */
  readonly failures: readonly Trace[];
  readonly open: readonly Trace[];
}

/** Requests under way that a state holds: more only wait in a queue that has no end. */
const OPEN_AT_MOST = 256;

export class Traces {
  #byId = new Map<string, Draft>();
  #ofHop = new Map<number, { draft: Draft; hop: Mutable<Hop> }>();
  #ofLoad = new Map<string, string>();
  #failures: string[] = [];

  /** @param from where another one stood: this one goes on from there. */
  constructor(from?: TracesState) {
    for (const trace of [...(from?.failures ?? []), ...(from?.open ?? [])]) {
      if (this.#byId.has(trace.id)) continue;
      const draft: Draft = { ...trace, hops: trace.hops.map((hop) => ({ ...hop })) };
      this.#byId.set(draft.id, draft);
      for (const hop of draft.hops) this.#ofHop.set(hop.id, { draft, hop });
      if (draft.load !== undefined) this.#ofLoad.set(draft.load, draft.id);
    }
    this.#failures = (from?.failures ?? []).map(({ id }) => id);
  }

  /** The failures, and of what is under way the newest. */
  state(): TracesState {
    const open: Trace[] = [];
    for (const draft of this.#byId.values()) {
      if (draft.hops.some((hop) => hop.ended === undefined)) open.push(copy(draft));
    }
    return { failures: this.failures().toReversed(), open: open.slice(-OPEN_AT_MOST) };
  }

  add(event: JournalEvent): void {
    if (event.kind === 'send') this.#send(event);
    else if (event.kind === 'arrive') this.#arrive(event);
    else if (event.kind === 'answer') this.#answer(event);
    else if (event.kind === 'done') this.#done(event);
  }

  get(id: string): Trace | undefined {
    const draft = this.#byId.get(id);
    // A copy, so that whoever shows it sees a new value when it has grown.
    return draft && copy(draft);
  }

  /** The trace that the `send` with this id belongs to. */
  ofRequest(sendId: number): Trace | undefined {
    const found = this.#ofHop.get(sendId);
    return found && this.get(found.draft.id);
  }

  /** The newest trace of a load, or of a request sent by hand. */
  ofLoad(load: string): Trace | undefined {
    return this.get(this.#ofLoad.get(load) ?? '');
  }

  /** Client requests that did not end well, newest first. */
  failures(): readonly Trace[] {
    return this.#failures.flatMap((id) => this.get(id) ?? []).reverse();
  }

  #send(event: SendEvent): void {
    const id = idOf(event);
    const draft = this.#byId.get(id) ?? { id, hops: [] };
    if (draft.hops.length === 0) this.#keep(draft);
    const { from, to, method, path, t: sent } = event;
    const hop: Mutable<Hop> = { id: event.id, from, to, method, path, sent };
    draft.hops.push(hop);
    if (event.client) {
      draft.load = event.client.load;
      this.#ofLoad.set(event.client.load, id);
    }
    this.#ofHop.set(event.id, { draft, hop });
  }

  #arrive(event: ArriveEvent): void {
    const found = this.#ofHop.get(event.id);
    if (found) found.hop.arrived = event.t;
  }

  #answer(event: AnswerEvent): void {
    const found = this.#ofHop.get(event.id);
    if (found) found.hop.answered = event.t;
  }

  #done(event: DoneEvent): void {
    const found = this.#ofHop.get(event.id);
    if (!found) return;
    const { draft, hop } = found;
    hop.ended = event.t;
    hop.status = event.status;
    hop.error = event.error;
    if (!event.client) return;
    draft.outcome = event.client.outcome;
    draft.why = event.client.why;
    draft.answer = event.client.answer;
    if (event.client.outcome !== 'ok') {
      this.#failures.push(draft.id);
      if (this.#failures.length > FAILURES) this.#failures.shift();
    }
  }

  #keep(draft: Draft): void {
    this.#byId.set(draft.id, draft);
    if (this.#byId.size <= KEPT) return;
    for (const [id, old] of this.#byId) {
      if (this.#failures.includes(id)) continue;
      this.#byId.delete(id);
      for (const hop of old.hops) this.#ofHop.delete(hop.id);
      return;
    }
  }
}

/** The trace that a `send` belongs to. */
export function idOf(event: SendEvent): string {
  return event.trace ?? `send:${String(event.id)}`;
}

function copy(draft: Draft): Trace {
  return { ...draft, hops: draft.hops.map((hop) => ({ ...hop })) };
}

/** What was known of a trace at `t`; undefined before it began. */
export function traceAt(trace: Trace, t: number): Trace | undefined {
  const hops = trace.hops.filter((hop) => hop.sent <= t).map((hop) => hopAt(hop, t));
  const [first] = hops;
  if (!first) return undefined;
  const own = hops.filter((hop) => hop.from === first.from);
  const whole = own.every((hop) => hop.ended !== undefined);
  if (whole && own.length === trace.hops.filter((hop) => hop.from === first.from).length)
    return { ...trace, hops };
  const { id, load } = trace;
  return { id, load, hops };
}

function hopAt(hop: Hop, t: number): Hop {
  const by = (moment: number | undefined) =>
    moment !== undefined && moment <= t ? moment : undefined;
  const ended = by(hop.ended);
  const known = { ...hop, arrived: by(hop.arrived), answered: by(hop.answered), ended };
  return ended === undefined ? { ...known, status: undefined, error: undefined } : known;
}

/** The trace in a finished journal that the `send` with this id belongs to. */
export function traceOf(events: readonly JournalEvent[], request: number): Trace | undefined {
  const send = events.find((event) => event.kind === 'send' && event.id === request);
  if (send?.kind !== 'send') return undefined;
  const hops = new Set<number>([request]);
  for (const event of events) {
    if (event.kind === 'send' && event.trace !== undefined && event.trace === send.trace)
      hops.add(event.id);
  }
  const traces = new Traces();
  for (const event of events) {
    if ('id' in event && hops.has(event.id)) traces.add(event);
  }
  return traces.ofRequest(request);
}
