/**
 * A source of requests: the public. Runs beside the kernel, not in a Worker: it is ours, not the
 * reader's. Who comes when is for `visitors.ts` to say; here their requests are sent and seen to
 * their end. It judges answers as a suspicious client does, and knows a failure (refused, reset,
 * 5xx) from an outcome that it cannot know (no answer in time).
 */
import type { HandRequest, LoadProfile } from '../contract.ts';
import type { ClientFacts, FailureCode, JournalEvent } from '../journal.ts';
import { Agenda, type Appointment } from './agenda.ts';
import { ClientPool, type ClientConnection } from './client-pool.ts';
import { FAILURE_WORDS, judge } from './judge.ts';
import { fill } from './template.ts';
import type { Body, Segment } from './protocol.ts';
import { Visitors, type Visit } from './visitors.ts';

/** Of an answer's body the journal keeps so many characters. */
const ANSWER_LIMIT = 2048;
/** Doing it twice does what doing it once does (RFC 9110, 9.2.2): a client may send it again by itself. */
const IDEMPOTENT: ReadonlySet<string> = new Set([
  'GET',
  'HEAD',
  'PUT',
  'DELETE',
  'OPTIONS',
  'TRACE',
]);

interface Exchange {
  readonly id: number;
  readonly visit: Visit;
  readonly step: number;
  readonly sentAt: number;
  readonly method: string;
  readonly path: string;
  /** Its `x-request-id`: the template's, else its id. */
  readonly trace: string;
  readonly headers: readonly string[];
  readonly body: string | null;
  readonly facts: ClientFacts;
  readonly tried: string[];
  connection: Connection | null;
  timer: Appointment | null;
  /** 0 until the answer begins. */
  status: number;
  parts: Body[];
  resent: boolean;
}

type Connection = ClientConnection<Exchange>;

export interface LoadSourceSetup {
  readonly id: string;
  /** Index among the sources, from 0: ids of the first are small numbers. */
  readonly index: number;
  readonly seed: number;
  readonly journal: (event: JournalEvent, number: number) => void;
}

export class LoadSource {
  readonly id: string;
  now = 0;
  readonly #setup: LoadSourceSetup;
  readonly #agenda = new Agenda();
  readonly #visitors: Visitors;
  readonly #pool: ClientPool<Exchange>;
  #out: { t: number; s: Segment }[] = [];
  #lastId: number;

  constructor(setup: LoadSourceSetup) {
    this.#setup = setup;
    this.id = setup.id;
    this.#lastId = setup.index * 1e8;
    this.#visitors = new Visitors({
      seed: setup.seed,
      after: (ms, run) => void this.#at(this.now + ms, run),
      take: (visit, step) => this.#sendStep(visit, step),
    });
    this.#pool = new ClientPool(setup.index * 1e12, (segment) => this.#send(segment));
  }

  /** When it next does something by itself. */
  get next(): number {
    return this.#agenda.next;
  }

  /** Takes what arrived and what is due before `until`, in time order; returns what it sent. */
  run(
    events: readonly { readonly t: number; readonly s: Segment }[],
    until: number,
  ): { t: number; s: Segment }[] {
    let index = 0;
    for (;;) {
      const event = events[index];
      const due = this.next;
      if (event && event.t <= due) {
        index++;
        this.now = Math.max(this.now, event.t);
        this.#receive(event.s);
      } else if (due < until) {
        const timer = this.#agenda.take();
        this.now = Math.max(this.now, timer.t);
        timer.run!();
      } else break;
    }
    return this.takeOut();
  }

  takeOut(): { t: number; s: Segment }[] {
    const out = this.#out;
    this.#out = [];
    return out;
  }

  /** Begins, replaces or (null) ends a load at time `t`. */
  setLoad(id: string, profile: LoadProfile | null, t: number): void {
    this.now = Math.max(this.now, t);
    this.#visitors.setLoad(id, profile);
  }

  sendByHand(id: string, request: HandRequest, t: number): void {
    this.now = Math.max(this.now, t);
    this.#visitors.sendByHand(id, request);
  }

  // -------------------------------------------------------------- one exchange

  #sendStep(visit: Visit, step: number): void {
    const template = visit.steps[step]!;
    const render = (text: string): string => fill(text, visit.variables, visit.random);
    const id = ++this.#lastId;
    const path = render(template.path);
    const body = template.body === undefined ? null : render(template.body);
    const method = template.method ?? 'GET';
    const named: Record<string, string> = {
      host: `${visit.targets[0]!}:${visit.port}`,
      connection: 'keep-alive',
      'x-request-id': String(id),
      ...(body === null ? {} : { 'content-type': 'application/json' }),
    };
    for (const [name, value] of Object.entries(template.headers ?? {}))
      named[name.toLowerCase()] = render(value);
    if (body !== null) named['content-length'] = String(new TextEncoder().encode(body).length);
    const headers = Object.entries(named).flat();
    const trace = named['x-request-id']!;
    const facts: ClientFacts = {
      load: visit.loadId,
      flow: visit.number,
      step,
      ...(visit.user === undefined ? {} : { user: visit.user }),
      ...(template.label === undefined ? {} : { label: template.label }),
      ...(body === null ? {} : { body }),
    };
    const exchange: Exchange = {
      id,
      visit,
      step,
      sentAt: this.now,
      method,
      path,
      trace,
      headers,
      body,
      facts,
      tried: [],
      connection: null,
      timer: null,
      status: 0,
      parts: [],
      resent: false,
    };
    exchange.timer = this.#at(this.now + visit.timeoutMs, () => this.#timeOut(exchange));
    const to = visit.targets[0]!;
    this.#setup.journal(
      { t: this.now, kind: 'send', id, from: this.id, to, method, path, trace, client: facts },
      id,
    );
    this.#try(exchange, to);
  }

  #try(exchange: Exchange, to: string): void {
    exchange.tried.push(to);
    exchange.connection = this.#pool.reuse(to, exchange.visit.port, exchange, this.now) ?? null;
    if (exchange.connection) this.#write(exchange);
    else this.#open(exchange, to);
  }

  #open(exchange: Exchange, to: string): void {
    exchange.connection = this.#pool.open(to, exchange.visit.port, exchange);
  }

  #write(exchange: Exchange): void {
    const { id, method, path, headers, body } = exchange;
    this.#send({ k: 'req', c: exchange.connection!.c, id, method, path, headers, body, end: true });
  }

  #receive(segment: Segment): void {
    const connection = this.#pool.find(segment.c);
    if (!connection) return;
    const exchange = connection.exchange;
    switch (segment.k) {
      case 'accept':
        if (connection.open) return;
        connection.open = true;
        if (exchange) this.#write(exchange);
        return;
      case 'res':
        if (!exchange || segment.interim) return;
        exchange.status = segment.status;
        if (segment.body !== null) exchange.parts.push(segment.body);
        if (segment.end) this.#answered(connection, exchange);
        return;
      case 'data':
        if (!exchange) return;
        if (segment.body !== null) exchange.parts.push(segment.body);
        if (segment.end) this.#answered(connection, exchange);
        return;
      case 'refuse':
        this.#lost(connection, segment.code);
        return;
      case 'reset':
      case 'fin':
        this.#lost(connection, 'ECONNRESET');
        return;
      default:
        return;
    }
  }

  #answered(connection: Connection, exchange: Exchange): void {
    this.#pool.rest(connection, this.now);
    const answer = exchange.parts
      .map((part) => (typeof part === 'string' ? part : new TextDecoder().decode(part)))
      .join('');
    const template = exchange.visit.steps[exchange.step]!;
    const judged = judge(
      exchange.status,
      answer,
      template.expect,
      exchange.visit.variables,
      (text) => fill(text, exchange.visit.variables, exchange.visit.random),
    );
    this.#end(exchange, { status: exchange.status, answer, ...judged });
  }

  #lost(connection: Connection, code: FailureCode): void {
    this.#pool.forget(connection);
    const exchange = connection.exchange;
    if (!exchange) return;
    if (code === 'ECONNRESET' && this.#resend(exchange, connection)) return;
    if (this.#tryNext(exchange)) return;
    this.#end(exchange, { error: code, outcome: 'failed', why: FAILURE_WORDS[code] ?? code });
  }

  /**
   * As browsers do: a kept connection that breaks before a byte of the answer may have been closed
   * before the request came, so one that may be done twice is sent again, once, on a new one.
   */
  #resend(exchange: Exchange, { reused, to }: Connection): boolean {
    const { method, status, resent } = exchange;
    if (!reused || resent || status !== 0 || !IDEMPOTENT.has(method)) return false;
    exchange.resent = true;
    this.#open(exchange, to);
    return true;
  }

  #timeOut(exchange: Exchange): void {
    exchange.timer = null;
    this.#abandon(exchange, 'ETIMEDOUT');
    if (this.#tryNext(exchange)) {
      exchange.timer = this.#at(this.now + exchange.visit.timeoutMs, () => this.#timeOut(exchange));
      return;
    }
    this.#end(exchange, {
      error: 'ETIMEDOUT',
      outcome: 'unknown',
      why: `no answer in ${exchange.visit.timeoutMs} ms`,
    });
  }

  #abandon(exchange: Exchange, why: 'ETIMEDOUT' | 'ABORTED'): void {
    const connection = exchange.connection;
    if (!connection) return;
    this.#send({ k: 'reset', c: connection.c, why });
    this.#pool.forget(connection);
    exchange.connection = null;
  }

  #tryNext(exchange: Exchange): boolean {
    if (!exchange.visit.failover) return false;
    const next = exchange.visit.targets.find((target) => !exchange.tried.includes(target));
    if (next === undefined) return false;
    exchange.parts = [];
    this.#try(exchange, next);
    return true;
  }

  #end(
    exchange: Exchange,
    result: {
      status?: number;
      error?: FailureCode;
      answer?: string;
      outcome: 'ok' | 'wrong' | 'failed' | 'unknown';
      why?: string;
    },
  ): void {
    if (exchange.timer) exchange.timer.run = null;
    const { id, visit, facts, tried, resent } = exchange;
    this.#setup.journal(
      {
        t: this.now,
        kind: 'done',
        id,
        from: this.id,
        to: tried.at(-1)!,
        ...(result.status === undefined ? {} : { status: result.status }),
        ...(result.error === undefined ? {} : { error: result.error }),
        ms: Math.round((this.now - exchange.sentAt) * 1000) / 1000,
        trace: exchange.trace,
        client: {
          ...facts,
          outcome: result.outcome,
          ...(result.why === undefined ? {} : { why: result.why }),
          ...(result.answer === undefined ? {} : { answer: result.answer.slice(0, ANSWER_LIMIT) }),
          ...(tried.length > 1 ? { tried: [...tried] } : {}),
          ...(resent ? { resent } : {}),
        },
      },
      id,
    );
    if (result.outcome === 'ok') this.#visitors.goOn(visit, exchange.step + 1);
    else visit.ended();
  }

  // -------------------------------------------------------------- small things

  #send(segment: Segment): void {
    this.#out.push({ t: this.now, s: segment });
  }

  #at(t: number, run: () => void): Appointment {
    return this.#agenda.plan(t, run);
  }
}
