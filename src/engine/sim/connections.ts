/**
 * Every connection between machines, and the requests under way on them: who may still be told
 * what, and what the journal has to hear of it.
 */
import type { FailureCode } from '../journal.ts';
import type { JournalWriter } from './journal-writer.ts';
import type { ConnectionRecord } from './machine.ts';
import { LIMITS } from './limits.ts';
import type { Body, SendFacts, Segment } from './protocol.ts';

interface Exchange {
  readonly id: number;
  readonly from: string;
  readonly to: string;
  readonly sentAt: number;
  readonly trace: string | undefined;
}

interface Receiver {
  readonly index: number;
  /** Tells the sender that this connection is gone. */
  readonly reset: (c: number) => void;
}

export class Connections {
  readonly #journal: JournalWriter;
  /** Sources of load keep their own journal. */
  readonly #isSource: (id: string) => boolean;
  readonly #records = new Map<number, ConnectionRecord>();
  readonly #exchanges = new Map<number, Exchange>();

  constructor(journal: JournalWriter, isSource: (id: string) => boolean) {
    this.#journal = journal;
    this.#isSource = isSource;
  }

  /**
   * Whether this message is one that a process may send: over a connection of its own, from its own
   * end of it, and an answer to what it was asked.
   */
  allows(from: string, incarnation: number, segment: Segment): boolean {
    const record = this.#records.get(segment.c);
    if (segment.k === 'open') return record === undefined;
    if (!record) return false;
    const isServer = record.server === from && record.serverIncarnation === incarnation;
    const isClient = record.client === from && record.clientIncarnation === incarnation;
    switch (segment.k) {
      case 'req':
        return isClient && (segment.sent !== true || segment.id === record.exchange);
      case 'accept':
      case 'refuse':
        return isServer;
      case 'res':
        return isServer && segment.id === record.asked && this.#fits(record, segment.body);
      case 'data':
        if (isClient) return true;
        return isServer && segment.id === record.asked && this.#fits(record, segment.body);
      default:
        return isServer || isClient;
    }
  }

  /** Counts what it is answered, which whoever asked has to hold. */
  #fits(record: ConnectionRecord, body: Body | null): boolean {
    record.answered += body?.length ?? 0;
    return record.answered <= LIMITS.stream;
  }

  /**
   * A message leaves `from` at `t`. Returns its connection, or undefined when that is gone and the
   * message with it.
   */
  sent(
    from: string,
    incarnation: number,
    t: number,
    segment: Segment,
    index: number,
  ): ConnectionRecord | undefined {
    if (segment.k === 'open') {
      const record: ConnectionRecord = {
        c: segment.c,
        client: from,
        server: segment.to,
        clientIncarnation: incarnation,
        serverIncarnation: 0,
        lastToServer: 0,
        lastToClient: 0,
        exchange: null,
        asked: null,
        answered: 0,
        status: 0,
        silentToServer: false,
        silentToClient: false,
        brokenAt: Infinity,
        halfClosed: false,
        accepted: false,
      };
      this.#records.set(segment.c, record);
      if (segment.first) this.#begin(record, segment.first, t, index);
      return record;
    }
    const record = this.#records.get(segment.c);
    if (!record) return undefined;
    switch (segment.k) {
      case 'accept':
        // What was accepted for a paused process, it accepts again when it goes on.
        if (record.accepted) return undefined;
        record.accepted = true;
        break;
      case 'req':
        record.asked = segment.id;
        record.answered = 0;
        if (!segment.sent && !this.#isSource(from))
          this.#begin(record, { ...segment, trace: traceOf(segment.headers) }, t, index);
        break;
      case 'res':
      case 'data':
        if (segment.k === 'res') record.status = segment.status;
        if (segment.end && from === record.server) {
          record.asked = null;
          this.#answered(record, segment.id, t, index);
          if (record.brokenAt <= t) this.#leave(record);
        }
        break;
      case 'reset':
        if (from === record.client) this.#failed(record, t, segment.why ?? 'ABORTED', index);
        else this.#leave(record);
        break;
      case 'fin':
      case 'refuse':
        if (from === record.server) this.#leave(record);
        break;
      default:
        break;
    }
    return record;
  }

  /**
   * A message reaches machine `to` at `t`. Returns false when it must not be handed on: its
   * connection belongs to an earlier process.
   */
  arrived(
    to: string,
    incarnation: number,
    t: number,
    segment: Segment,
    receiver: Receiver,
  ): boolean {
    const record = this.#records.get(segment.c);
    if (!record) {
      if (segment.k === 'req') receiver.reset(segment.c);
      return false;
    }
    if (to === record.server) {
      if (segment.k === 'open') record.serverIncarnation = incarnation;
      else if (record.serverIncarnation !== incarnation) {
        if (segment.k === 'req') receiver.reset(segment.c);
        return false;
      }
      if (segment.k === 'req')
        this.#journal.add(
          { t, kind: 'arrive', id: segment.id, machine: to },
          receiver.index,
          segment.id,
        );
      if (segment.k === 'reset' || segment.k === 'fin') this.#records.delete(segment.c);
      return true;
    }
    if (record.clientIncarnation !== incarnation) return false;
    switch (segment.k) {
      case 'res':
      case 'data':
        if (segment.end) this.#done(record, t, receiver.index);
        break;
      case 'refuse':
        this.#failed(record, t, segment.code, receiver.index);
        this.#records.delete(segment.c);
        break;
      case 'reset':
      case 'fin':
        this.#failed(record, t, 'ECONNRESET', receiver.index);
        if (record.brokenAt < Infinity) this.#leave(record);
        else this.#records.delete(segment.c);
        break;
      default:
        break;
    }
    return true;
  }

  /** Its end reaches a machine that runs nothing: nobody is left who could use it. */
  drop(c: number): void {
    const record = this.#records.get(c);
    if (!record) return;
    if (record.brokenAt < Infinity) {
      this.#leave(record);
      return;
    }
    if (record.exchange !== null) this.#exchanges.delete(record.exchange);
    this.#records.delete(c);
  }

  /** A process is gone: the connections whose other end has to hear of it. */
  endOf(machine: string, incarnation: number): number[] {
    const orphans: number[] = [];
    for (const record of this.#records.values()) {
      const asServer = record.server === machine && record.serverIncarnation === incarnation;
      const asClient = record.client === machine && record.clientIncarnation === incarnation;
      if (!asServer && !asClient) continue;
      // A sender that is gone sees no end of its request.
      if (asClient && record.exchange !== null) {
        this.#exchanges.delete(record.exchange);
        record.exchange = null;
      }
      if (asServer && record.brokenAt < Infinity) this.#records.delete(record.c);
      else orphans.push(record.c);
    }
    return orphans;
  }

  #begin(
    record: ConnectionRecord,
    { id, method, path, trace }: SendFacts,
    t: number,
    index: number,
  ): void {
    record.exchange = id;
    this.#exchanges.set(id, {
      id,
      from: record.client,
      to: record.server,
      sentAt: t,
      trace,
    });
    this.#journal.add(
      {
        t,
        kind: 'send',
        id,
        from: record.client,
        to: record.server,
        method,
        path,
        ...(trace === undefined ? {} : { trace }),
      },
      index,
      id,
    );
  }

  #answered(record: ConnectionRecord, id: number, t: number, index: number): void {
    const { server, status } = record;
    this.#journal.add({ t, kind: 'answer', id, machine: server, status }, index, id);
  }

  /**
   * The server is through with a connection, or the client of one that broke: there each hears of it
   * for itself, and the later one takes the record away. A source of load does not come to `arrived`.
   */
  #leave(record: ConnectionRecord): void {
    const broken = record.brokenAt < Infinity;
    if (this.#isSource(record.client) || record.halfClosed) this.#records.delete(record.c);
    else if (broken) record.halfClosed = true;
  }

  #done(record: ConnectionRecord, t: number, index: number): void {
    const exchange = this.#take(record);
    if (!exchange) return;
    const { id, from, to, sentAt, trace } = exchange;
    this.#journal.add(
      {
        t,
        kind: 'done',
        id,
        from,
        to,
        status: record.status,
        ms: round(t - sentAt),
        ...(trace === undefined ? {} : { trace }),
      },
      index,
      id,
    );
  }

  #failed(record: ConnectionRecord, t: number, error: FailureCode, index: number): void {
    const exchange = this.#take(record);
    if (!exchange) return;
    const { id, from, to, sentAt, trace } = exchange;
    this.#journal.add(
      {
        t,
        kind: 'done',
        id,
        from,
        to,
        error,
        ms: round(t - sentAt),
        ...(trace === undefined ? {} : { trace }),
      },
      index,
      id,
    );
  }

  #take(record: ConnectionRecord): Exchange | undefined {
    if (record.exchange === null) return undefined;
    const exchange = this.#exchanges.get(record.exchange);
    this.#exchanges.delete(record.exchange);
    record.exchange = null;
    return exchange;
  }
}

function traceOf(headers: readonly string[]): string | undefined {
  for (let i = 0; i < headers.length; i += 2)
    if (headers[i]!.toLowerCase() === 'x-request-id') return headers[i + 1];
  return undefined;
}

function round(ms: number): number {
  return Math.round(ms * 1000) / 1000;
}
